import { describe, expect, it } from '@jest/globals';
import type { RestAnswer, RestRequest } from '../../local/twilio/rest/answers.ts';
import { contentsOf, type Deployment, numberRow, startDeployment } from '../provisioning/simulated-account.ts';
import { everythingOf, everythingOfFloor } from '../support/sdk-reads.ts';
import { startSdkWorld } from '../support/sdk-world.ts';
import { exchangeChecker } from './check-exchange.ts';

const check = exchangeChecker();

/** Runs the scenario on a simulated account and returns what Twilio's documents have against any request or answer. */
async function problemsIn(scenario: (deployment: Deployment) => Promise<void>) {
  const problems: string[] = [];
  let exchanges = 0;
  const onExchange = (request: RestRequest, answer: RestAnswer) => {
    exchanges += 1;
    problems.push(...check(request, answer));
  };
  const deployment = await startDeployment({ onExchange });
  await scenario(deployment).finally(() => deployment.account.stop());
  return { problems: [...new Set(problems)], exchanges };
}

function takeEventCallback({ rows }: Deployment): void {
  Object.assign(rows.list('/v1/Workspaces')[0] ?? {}, { event_callback_url: 'https://other.example.com/' });
}

describe("Twilio's own documents", () => {
  it('have nothing against a first deploy, a second one and a deletion', async () => {
    const { problems, exchanges } = await problemsIn(async (deployment) => {
      const before = contentsOf(deployment.rows);
      expect(await deployment.deploy()).toBe(10);
      expect(await deployment.deploy()).toBe(0);
      await deployment.remove();
      expect(contentsOf(deployment.rows)).toEqual(before);
    });
    expect(problems).toEqual([]);
    expect(exchanges).toBe(47);
  });

  it('have nothing against an Event Streams sink, made and removed', async () => {
    const { problems } = await problemsIn(async (deployment) => {
      takeEventCallback(deployment);
      await deployment.deploy();
      expect(deployment.rows.list('/v1/Sinks')).toHaveLength(1);
      Object.assign(deployment.rows.list('/v1/Workspaces')[0] ?? {}, { event_callback_url: null });
      await deployment.deploy();
      expect(deployment.rows.list('/v1/Sinks')).toHaveLength(0);
    });
    expect(problems).toEqual([]);
  });

  it('have nothing against drift mended', async () => {
    const { problems } = await problemsIn(async (deployment) => {
      await deployment.deploy();
      Object.assign(numberRow(deployment, '+14155550100'), { trunk_sid: `TK${'0'.repeat(32)}`, voice_url: null });
      expect(await deployment.deploy()).toBe(1);
    });
    expect(problems).toEqual([]);
  });

  it('have nothing against anything that the simulated account answers', async () => {
    const { problems } = await problemsIn(async (deployment) => {
      takeEventCallback(deployment);
      await deployment.deploy();
      await everythingOf(deployment.twilio());
    });
    expect(problems).toEqual([]);
  });

  it("have nothing against the simulated TaskRouter's tasks, statistics and events", async () => {
    const problems: string[] = [];
    const world = await startSdkWorld((request, answer) => problems.push(...check(request, answer)));
    const read = await everythingOfFloor(world).finally(world.stop);
    expect(read.events).not.toEqual([]);
    expect([...new Set(problems)]).toEqual([]);
  });

  it.each<{ what: string; request: Partial<RestRequest>; says: string }>([
    { what: 'a path that Twilio has not', request: { path: '/v1/Nothing' }, says: 'is not documented' },
    {
      what: 'a parameter that Twilio has not',
      request: { path: '/v1/Sinks?Colour=red' },
      says: 'Colour is not documented',
    },
    { what: 'a SID of another kind', request: { path: `/v1/Sinks/AC${'0'.repeat(32)}` }, says: 'must match pattern' },
    {
      what: 'a required parameter left out',
      request: { method: 'POST', path: '/v1/Subscriptions', body: 'Description=x' },
      says: "must have required property 'SinkSid'",
    },
    {
      what: 'an enumeration misspelt',
      request: { method: 'POST', path: '/v1/Sinks', body: 'Description=x&SinkType=webhok&SinkConfiguration=%7B%7D' },
      says: 'must be equal to one of the allowed values',
    },
  ])('would object to $what', ({ request, says }) => {
    const problems = check({ method: 'GET', path: '', headers: {}, body: '', ...request });
    expect(problems.join('\n')).toMatch(says);
  });
});
