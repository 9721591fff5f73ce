import { describe, expect, it } from '@jest/globals';
import type { QueueResult } from '../../local/twilio/calls/call-faults.ts';
import type { SipPeer } from '../../local/twilio/sip-peer.ts';
import { configuration, snapshot } from '../support/builders.ts';
import { quickCentre } from '../support/quick-centre.ts';

const mindful: SipPeer = { invite: (_, leg) => leg.refuse(503) };
const FROM = '+14155551234';

type Centre = ReturnType<typeof quickCentre>;

function dial(centre: Centre, to = '+14155550100') {
  const { callSid } = centre.twilio.call({ from: FROM, to });
  const record = centre.twilio.get(callSid);
  if (!record) throw new Error('no such call');
  return record;
}

type Call = ReturnType<typeof dial>;

const times = ({ transcript }: Call, words: RegExp) => transcript.filter(({ text }) => words.test(text)).length;
const secondsOf = (centre: Centre, { startedAtMs }: Call) => (centre.clock.nowMs() - startedAtMs) / 1000;

/** Presses 2 at every offer, and lets the seconds pass until the call is over or the caller holds for good. */
async function playOn(centre: Centre, call: Call, untilSeconds: number): Promise<void> {
  while (call.where !== 'ended' && secondsOf(centre, call) < untilSeconds) {
    if (call.where === 'choosing') centre.twilio.press(call.callSid, '2');
    await centre.clock.advance(1);
  }
}

/** Every `<Enqueue>` ends with the next of these results, and from then on with the last one. */
function quickly(results: (QueueResult | undefined)[], policy: object = {}) {
  let enqueues = 0;
  const centre = quickCentre(configuration(policy), mindful, {
    queueResult: () => results[Math.min(enqueues++, results.length - 1)],
  });
  return { centre, enqueues: () => enqueues };
}

describe('a caller whose task runs out again and again', () => {
  it('is noticed every time, and reaches an agent who is free after twenty minutes', async () => {
    const centre = quickCentre(configuration({ taskTimeoutSeconds: 600, offers: 'off' }), mindful);
    const call = dial(centre);
    await playOn(centre, call, 1300);
    expect(call.taskSids).toHaveLength(3);
    centre.staff(1);
    await playOn(centre, call, 1500);
    expect(call.transcript.some(({ kind, text }) => kind === 'connected' && /Agent/.test(text))).toBe(true);
    expect(call.faults).toEqual([]);
  });

  it('is noticed every time when Mindful brings somebody back, who keeps the priority', async () => {
    const centre = quickCentre(configuration({ taskTimeoutSeconds: 600 }), mindful);
    const answer = centre.twilio.sipCall({
      ...{ to: 'sip:return-support@local.sip.twilio.com', from: 'sip:+13305550100@54.165.17.177' },
      ...{ sourceIp: '54.165.17.177', headers: { 'x-user-to-user': FROM } },
    });
    if ('refused' in answer) throw new Error('the SIP domain refused Mindful');
    await centre.clock.advance(1300);
    expect(centre.twilio.get(answer.callSid)?.taskSids).toHaveLength(3);
    expect(centre.tasks()).toMatchObject([{ status: 'pending', priority: 5 }]);
  });

  it.each([
    ['hold', '+14155550100'],
    ['return-hold', '+14155550109'],
  ] as const)('hears the music of Twilio in the end where no %s document ever comes', async (hold, number) => {
    const centre = quickCentre(configuration({ offers: 'off' }), mindful);
    centre.faults.set(`webhook-lost-${hold}`, true);
    const call = dial(centre, number);
    await playOn(centre, call, 300);
    expect(call.taskSids).toHaveLength(3);
    expect(call.where).toMatch(/^holding/);
  });

  it('does not lose the next task by the note about the one before', async () => {
    const centre = quickCentre(configuration({ taskTimeoutSeconds: 600, offers: 'off' }), mindful);
    const call = dial(centre);
    await playOn(centre, call, 1100);
    expect(call.taskSids).toHaveLength(2);
    expect(call.where).toMatch(/^holding/);
  });

  it('is told the truth in the end where TaskRouter gives every task up at once', async () => {
    const centre = quickCentre(configuration({ offers: 'off' }), mindful);
    const call = dial(centre);
    for (let second = 0; second < 3600 && call.where !== 'ended'; second += 1) {
      for (const { sid } of centre.tasks()) centre.cancelTask(sid, 'Task canceled on Workflow timeout');
      await centre.clock.advance(1);
    }
    expect(call.taskSids).toHaveLength(25);
    expect(times(call, /Please call again later/)).toBe(1);
  });
});

describe('a caller whom Twilio cannot queue', () => {
  it.each(['error', 'system-error'] as const)(
    'by %s is tried again after a pause each time, and in the end told so',
    async (result) => {
      const { centre, enqueues } = quickly([result]);
      const call = dial(centre);
      await playOn(centre, call, 3600);
      expect(enqueues()).toBe(16);
      const seconds = secondsOf(centre, call);
      expect(seconds).toBeGreaterThan(200);
      expect(seconds).toBeLessThan(400);
      expect(times(call, /Please call again later/)).toBe(1);
      expect(call.faults).toEqual([]);
    },
  );

  it('is sent where callers go when it is closed, if the queue says so', async () => {
    const { centre } = quickly(['error'], { whenClosed: { kind: 'say' } });
    const call = dial(centre);
    await playOn(centre, call, 3600);
    expect(times(call, /We are closed/)).toBe(1);
  });

  it('once is back within seconds, in a hold that would notice a lost task', async () => {
    const { centre } = quickly(['system-error', undefined]);
    const call = dial(centre);
    await playOn(centre, call, 5);
    expect(call.where).toMatch(/^holding/);
    expect(call.webhooks.some(({ url }) => /\/hold\b/.test(url))).toBe(true);
  });

  it('is brought back for as long as it takes when the call was promised', async () => {
    const { centre, enqueues } = quickly([...Array<QueueResult>(40).fill('error'), undefined]);
    centre.twilio.sipCall({
      ...{ to: 'sip:return-support@local.sip.twilio.com', from: 'sip:+13305550100@54.165.17.177' },
      ...{ sourceIp: '54.165.17.177', headers: { 'x-user-to-user': FROM } },
    });
    await centre.clock.advance(1000);
    expect(enqueues()).toBe(41);
  });

  it('is tried again with a pause while the table is down as well', async () => {
    const { centre, enqueues } = quickly(['error']);
    const call = dial(centre);
    centre.table.isDown = true;
    await playOn(centre, call, 3600);
    expect(enqueues()).toBe(16);
    expect(secondsOf(centre, call)).toBeGreaterThan(200);
  });
});

describe('a caller who has said no to a callback', () => {
  const inTurn: (QueueResult | undefined)[] = Array.from({ length: 40 }, (_, round) =>
    round % 2 ? 'error' : 'queue-full',
  );

  it.each([
    ['a queue that is full', ['queue-full'] as QueueResult[]],
    ['a queue that is full and broken in turn', inTurn],
    ['a queue that is broken and full in turn', inTurn.slice(1)],
  ])('is not asked again by %s', async (_, results) => {
    const { centre, enqueues } = quickly(results);
    centre.table.state.snapshot = snapshot(600, { sampledAtMs: centre.clock.nowMs() });
    const call = dial(centre);
    await playOn(centre, call, 3600);
    const beforeAndWhenFull = 2;
    expect(times(call, /press 1/)).toBe(beforeAndWhenFull);
    expect(enqueues()).toBeLessThanOrEqual(17);
    expect(times(call, /Please call again later/)).toBe(1);
  });
});
