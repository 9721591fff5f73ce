import { afterEach, describe, expect, it } from '@jest/globals';
import { createDeadline } from '../../lambdas/provisioning/deadline.ts';
import { type ProvisionRequest, provision } from '../../lambdas/provisioning/provision.ts';
import { connectTwilio } from '../../lambdas/provisioning/twilio-client.ts';
import type { Fate } from '../../local/twilio/rest/account-server.ts';
import { AUTH_TOKEN, NOON_MS } from '../support/builders.ts';
import { contentsOf, type Deployment, numberRow, outputs, startDeployment } from './simulated-account.ts';

const running: Deployment[] = [];
afterEach(async () => {
  for (const deployment of running.splice(0)) await deployment.account.stop();
});

interface Trouble {
  fate?: (count: number) => Fate;
  authToken?: string;
  /** So many attempts are in time. */
  attempts?: number;
  remainingMs?: number;
}

/** A stack's custom resource over a simulated account; `trouble` may change from one request to the next. */
async function start(trouble: Trouble = {}) {
  const deployment = await startDeployment({ fate: (_, count) => trouble.fate?.(count) ?? 'answer' });
  running.push(deployment);
  const { configuration, memory, account } = deployment;
  const ask = (RequestType: ProvisionRequest['RequestType'], PhysicalResourceId?: string) => {
    let attempts = 0;
    const check = () => createDeadline(() => (trouble.attempts ?? 1e6) - ++attempts).check();
    return provision(
      { RequestType, ...(PhysicalResourceId && { PhysicalResourceId }), ResourceProperties: outputs },
      {
        ...{ configuration, memory, nowMs: () => NOON_MS },
        deadline: { pause: async () => undefined, remainingMs: () => trouble.remainingMs ?? 60_000 },
        twilio: async () =>
          connectTwilio({
            accountSid: configuration.accountSid,
            region: configuration.twilio.region,
            credential: { user: configuration.accountSid, password: trouble.authToken ?? AUTH_TOKEN },
            taskRouterOrigin: account.origin,
            timeoutMs: 100,
            deadline: { check, pause: async () => undefined },
          }),
      },
    );
  };
  return { deployment, ask, trouble };
}

const ID = `callback-example in AC${'0'.repeat(31)}1`;

describe('CloudFormation', () => {
  it('hears how many changes were made, and always the same resource ID', async () => {
    const { ask, deployment } = await start();
    const outcome = await ask('Create');
    const writes = deployment.account.requests.filter((request) => !request.startsWith('GET'));
    const reason = `${writes.length} changes made in Twilio`;
    expect(outcome).toEqual({ status: 'SUCCESS', reason, physicalResourceId: ID });
    expect(await ask('Update', ID)).toMatchObject({ reason: '0 changes made in Twilio', physicalResourceId: ID });
    expect(await ask('Delete', ID)).toMatchObject({ status: 'SUCCESS', physicalResourceId: ID });
  });

  it.each<{ what: string; trouble: Trouble; says: RegExp }>([
    { what: 'the token is wrong', trouble: { authToken: 'x'.repeat(32) }, says: /401 .*npm run secret/ },
    { what: '404', trouble: { fate: () => ({ status: 404 }) }, says: /404 .*run it again/ },
    { what: '409', trouble: { fate: () => ({ status: 409 }) }, says: /409 .*at the same time/ },
    { what: '429', trouble: { fate: () => ({ status: 429 }) }, says: /429 .*in a minute/ },
    { what: '500', trouble: { fate: () => ({ status: 500 }) }, says: /500 .*status\.twilio\.com/ },
    { what: 'silence', trouble: { fate: () => 'hang' }, says: /did not answer .*status\.twilio\.com/ },
    { what: 'half an answer', trouble: { fate: () => 'half-an-answer' }, says: /did not answer .*status\.twilio\.com/ },
    { what: 'no time left', trouble: { attempts: 9 }, says: /too slow .*continues where it stopped/ },
  ])('is told what to do about: $what', async ({ trouble, says }) => {
    const { ask, deployment } = await start(trouble);
    const before = contentsOf(deployment.rows);
    const outcome = await ask('Create');
    expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId: ID, reason: expect.stringMatching(says) });
    expect(numberRow(deployment, '+14155550100')['voice_url']).toMatch('demo.twilio.com');
    expect({ ...trouble, contents: contentsOf(deployment.rows) }).toEqual({ ...trouble, contents: before });
  });

  it('rolls a failed first deploy back although Twilio is still not to be had', async () => {
    const { ask, deployment } = await start({ authToken: 'x'.repeat(32) });
    await ask('Create');
    deployment.account.requests.length = 0;
    expect(await ask('Delete', ID)).toMatchObject({ status: 'SUCCESS' });
    expect(deployment.account.requests).toEqual([]);
  });

  it.each([404, 409, 429, 500])(
    'rolls a deploy back that met %s in the middle, and owns nothing then',
    async (status) => {
      for (let unlucky = 10; unlucky <= 19; unlucky += 1) {
        const { ask, deployment, trouble } = await start();
        const before = contentsOf(deployment.rows);
        trouble.fate = (count) => (count >= unlucky ? { status } : 'answer');
        expect(await ask('Create')).toMatchObject({ status: 'FAILED' });
        trouble.fate = () => 'answer';
        expect(await ask('Delete', ID)).toMatchObject({ status: 'SUCCESS' });
        expect({ unlucky, contents: contentsOf(deployment.rows) }).toEqual({ unlucky, contents: before });
      }
    },
  );

  it('says so, and keeps what it remembers, when a deletion cannot reach Twilio', async () => {
    const { ask, deployment, trouble } = await start();
    await ask('Create');
    trouble.fate = () => ({ status: 500 });
    expect(await ask('Delete', ID)).toMatchObject({ status: 'FAILED' });
    expect(deployment.memory.items.size).toBe(3);
  });

  it('is told that another account needs a stage of its own', async () => {
    const { ask, deployment } = await start();
    const outcome = await ask('Update', 'callback-example in AC2');
    expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId: 'callback-example in AC2' });
    expect(outcome.reason).toMatch('stage of its own');
    expect(deployment.account.requests).toEqual([]);
  });

  it('is told why nothing was changed when somebody else owns a number', async () => {
    const { ask, deployment } = await start();
    Object.assign(numberRow(deployment, '+14155550100'), { voice_url: 'https://other.example.com/' });
    expect((await ask('Create')).reason).toMatch(/^Twilio was left as it is: .*takeOver.* See npm run twilio:plan\.$/);
  });
});
