import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { taskRouterStatistics } from '../../lambdas/adapters/taskrouter-statistics.ts';
import { windowsOf } from '../../lambdas/domain/wait/estimators.ts';
import { close, listen } from '../../local/world/loopback-server.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

/** Faults that were measured in the sample code of Twilio's guide; none of them may come back. */
const centre = useContactCentre({ policy: { inQueueOffer: { afterSeconds: 0, everySeconds: 60, atMost: 1 } } });

afterEach(async () => {
  centre().faults.set('taskrouter-down', false);
  await forceWait(centre(), null);
});

async function holdingWithWait(waitSeconds: number): Promise<Phone> {
  await staff(centre(), 0);
  await forceWait(centre(), waitSeconds);
  const caller = await Phone.dial(centre());
  return caller;
}

describe('in the sample code of the guide', () => {
  it('a wait of 421 seconds was spoken as "7.016666666666667 minutes"', async () => {
    const caller = await holdingWithWait(421);
    await caller.hears(/press 1/);
    await caller.presses('2');
    await caller.hears(/called back in about 8 minutes/);
    for (const sentence of caller.heard()) expect(sentence).not.toMatch(/\d\.\d/);
    await caller.hangsUp();
  });

  it('a queue in which nobody was accepted for a while, the worst of all, made no offer', async () => {
    await staff(centre(), 0);
    await forceWait(centre(), null);
    const waiting = [await Phone.dial(centre()), await Phone.dial(centre())];
    await centre().clock.advance(1200);
    const caller = await Phone.dial(centre());
    await caller.hears(/The wait for an agent is more than 10 minutes/);
    for (const phone of [caller, ...waiting]) await phone.hangsUp();
  });

  it('statistics that could not be fetched left the caller without any answer', async () => {
    await staff(centre(), 0);
    await forceWait(centre(), null);
    centre().faults.set('taskrouter-down', true);
    await centre().clock.advance(240);
    const caller = await Phone.dial(centre());
    await caller.isPutInTheQueue(1);
    await caller.hears(/mp3/, 10);
    await caller.hangsUp();
    caller.wentWell();
  });

  it('a short wait was answered with an empty document: no music, and a request loop', async () => {
    const caller = await holdingWithWait(60);
    await caller.waits(300);
    const documents = caller.documents('hold');
    for (const document of documents) expect(document).toMatch(/<Play>.+<\/Play>/);
    expect(documents.length).toBeLessThan(15);
    await caller.hangsUp();
    caller.wentWell();
  });

  it('five minutes were meant, but the default of fifteen was asked for', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;
    const credential = async () => ({ user: 'AC1', password: 'token' });
    const statistics = taskRouterStatistics({ origin, credential, timeoutMs: 1500 }, { of: async () => undefined });
    const queue = { workspaceSid: 'WS1', workflowSid: 'WW1', taskQueueSid: 'WQ1', voiceOnly: false };
    await statistics.fetch(queue, windowsOf('average-acceptance'));
    await close(server);
    expect(asked.filter((url) => url.includes('CumulativeStatistics')).sort()).toEqual([
      '/v1/Workspaces/WS1/TaskQueues/WQ1/CumulativeStatistics?Minutes=5&TaskChannel=voice',
    ]);
  });
});
