import { describe, expect, it } from '@jest/globals';
import { configuration, snapshot } from '../support/builders.ts';
import { quickCentre } from '../support/quick-centre.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

const { waitingCallsByDefault, result, parameterOfWaitUrl } = vendorDocument('twilio-call-queue') as {
  waitingCallsByDefault: number;
  result: string;
  parameterOfWaitUrl: string;
};

describe('T12: the queue of a workflow', () => {
  it('holds as many calls as Twilio documents, and the next caller waits for room instead of being lost', async () => {
    const centre = quickCentre(configuration({ offers: 'off' }), { invite: () => undefined });
    centre.table.state.snapshot = snapshot(900, { sampledAtMs: centre.clock.nowMs() });
    const calls = Array.from({ length: waitingCallsByDefault + 1 }, (_, index) =>
      centre.twilio.call({ from: `+1415555${String(3000 + index)}`, to: '+14155550100' }),
    );
    await centre.clock.advance(10);
    const [first] = calls;
    const turnedBack = calls.filter(({ where }) => !where.startsWith('holding'));
    expect(turnedBack).toHaveLength(1);
    const [last] = turnedBack;
    const parametersOf = (call: typeof first, step: string) =>
      call?.webhooks.find(({ url }) => url.includes(`/${step}`))?.parameters;
    expect(parametersOf(first, 'hold')?.[parameterOfWaitUrl]).toBe(String(waitingCallsByDefault));
    expect(parametersOf(last, 'left-queue')?.['QueueResult']).toBe(result);
    for (const { callSid } of calls.slice(0, 5)) centre.twilio.hangUp(callSid);
    await centre.clock.advance(60);
    expect(last?.where).toMatch(/^holding/);
    expect(last?.faults).toEqual([]);
  });
});
