import { afterEach, describe, expect, it } from '@jest/globals';
import { desiredTwilio } from '../../lambdas/provisioning/desired-state.ts';
import { configuration, NOON_MS } from '../support/builders.ts';
import { type Deployment, outputs, startDeployment } from './simulated-account.ts';

const running: Deployment[] = [];
afterEach(async () => {
  for (const deployment of running.splice(0)) await deployment.account.stop();
});

const DAY_MS = 24 * 3600 * 1000;

/** Deploys of one queue under changing names, so many days apart. */
async function start() {
  const clock = { nowMs: NOON_MS };
  const deployment = await startDeployment({ nowMs: () => clock.nowMs });
  running.push(deployment);
  const named = (name: string, formerNames: string[]) => {
    const queues = configuration().queues.map((queue) => ({ ...queue, name, formerNames }));
    return desiredTwilio({ ...configuration(), defaultQueue: name, queues }, outputs);
  };
  const deploy = (name: string, formerNames: string[] = []) => deployment.deploy(named(name, formerNames));
  const days = (count: number) => {
    clock.nowMs += count * DAY_MS;
  };
  return { deployment, deploy, days };
}

describe('a deploy that renames a queue', () => {
  it('is refused before anything is changed, and says what to write', async () => {
    const { deployment, deploy } = await start();
    await deploy('support');
    const asked = deployment.account.requests.length;
    await expect(deploy('help')).rejects.toThrow(/"support".*formerNames/);
    const changes = deployment.account.requests.slice(asked).filter((request) => !request.startsWith('GET'));
    expect(changes).toEqual([]);
  });

  it('goes on where the old name is written down, and needs it for thirty days more', async () => {
    const { deploy, days } = await start();
    await deploy('support');
    days(400);
    await deploy('help', ['support']);
    days(30);
    await deploy('help', ['support']);
    await expect(deploy('help')).rejects.toThrow(/"support"/);
    days(1);
    await deploy('help');
    await expect(deploy('support')).rejects.toThrow(/"help"/);
    await deploy('support', ['help']);
  });

  it('is never a reason not to give the account back', async () => {
    const { deployment, deploy } = await start();
    await deploy('support');
    await deployment.remove();
    await deploy('help');
  });
});
