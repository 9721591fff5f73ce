import { afterEach, describe, expect, it } from '@jest/globals';
import type { Fate } from '../../local/twilio/rest/account-server.ts';
import { contentsOf, type Deployment, numberRow, removal, startDeployment } from './simulated-account.ts';

const running: Deployment[] = [];
afterEach(async () => {
  for (const deployment of running.splice(0)) await deployment.account.stop();
});

/** An account whose event callback is taken, so that the sink and its subscription are made as well. */
async function start(fate: (count: number) => Fate = () => 'answer'): Promise<Deployment> {
  const deployment = await startDeployment({ fate: (_, count) => fate(count), timeoutMs: 250 });
  Object.assign(deployment.rows.list('/v1/Workspaces')[0] ?? {}, { event_callback_url: 'https://other.example.com/' });
  Object.assign(numberRow(deployment, '+14155550109'), { status_callback: 'https://old.example.com/status' });
  running.push(deployment);
  return deployment;
}

async function undisturbed() {
  const deployment = await start();
  const before = contentsOf(deployment.rows);
  await deployment.deploy();
  const requests = deployment.account.requests.length;
  return { before, deployed: contentsOf(deployment.rows), requests };
}

describe('a deploy that dies before any of its steps', () => {
  it('ends in the same state when it is run again, and gives the same back', async () => {
    const { before, deployed } = await undisturbed();
    let step = 1;
    for (let outcome = 'died'; outcome === 'died'; step += 1) {
      const deployment = await start();
      outcome = await deployment.deployUntil(step);
      await deployment.deploy();
      expect({ step, contents: contentsOf(deployment.rows) }).toEqual({ step, contents: deployed });
      await deployment.remove();
      expect({ step, contents: contentsOf(deployment.rows) }).toEqual({ step, contents: before });
      await deployment.account.stop();
      running.pop();
    }
    expect(step).toBeGreaterThan(25);
  });

  it('is undone without a trace when the stack is deleted instead', async () => {
    const { before } = await undisturbed();
    for (let step = 1, outcome = 'died'; outcome === 'died'; step += 1) {
      const deployment = await start();
      outcome = await deployment.deployUntil(step);
      await deployment.remove();
      expect({ step, contents: contentsOf(deployment.rows) }).toEqual({ step, contents: before });
      expect(deployment.memory.items.size).toBe(0);
      await deployment.account.stop();
      running.pop();
    }
  });
});

describe('a deletion that dies before any of its steps', () => {
  it('gives everything back when it is run again', async () => {
    const { before } = await undisturbed();
    for (let step = 1, outcome = 'died'; outcome === 'died'; step += 1) {
      const deployment = await start();
      await deployment.deploy();
      outcome = await deployment.deployUntil(step, removal);
      await deployment.remove();
      expect({ step, contents: contentsOf(deployment.rows) }).toEqual({ step, contents: before });
      await deployment.account.stop();
      running.pop();
    }
  });
});

describe.each<{ what: string; fate: Fate }>([
  { what: 'gets lost', fate: 'lost' },
  { what: 'is carried out, but its answer gets lost', fate: 'answer-lost' },
  { what: 'is never answered', fate: 'hang' },
  { what: 'gets half an answer', fate: 'half-an-answer' },
  { what: 'is answered with 500', fate: { status: 500 } },
  { what: 'is answered with 429', fate: { status: 429 } },
])('when any one request $what', ({ fate }) => {
  it('the deploy still reaches the same state, with nothing made twice', async () => {
    const { deployed, requests } = await undisturbed();
    for (let unlucky = 1; unlucky <= requests; unlucky += 1) {
      const deployment = await start((count) => (count === unlucky ? fate : 'answer'));
      await deployment.deploy();
      expect({ unlucky, contents: contentsOf(deployment.rows) }).toEqual({ unlucky, contents: deployed });
      await deployment.account.stop();
      running.pop();
    }
  });
});
