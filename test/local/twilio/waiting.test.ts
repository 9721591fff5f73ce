import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../../local/twilio/calls/call.ts';
import { asked, heard, PhoneLine, WORKFLOW } from './phone-line.ts';
import { ORIGIN, twiml } from './webhook-target.ts';

let line: PhoneLine;

beforeEach(async () => {
  line = await PhoneLine.open();
  line.target.on('/left', ({ form }) => twiml(`<Say>Result ${form['QueueResult']}</Say>`));
  line.target.on('/hold', twiml('<Play>/music.mp3</Play>'));
});

afterEach(() => line.close());

const ENQUEUE = `<Enqueue workflowSid="${WORKFLOW}" waitUrl="/hold" action="/left"><Task>{"name":"Zoë"}</Task></Enqueue>`;

/** A caller who waits in the queue. */
async function waits(enqueue = ENQUEUE): Promise<CallRecord> {
  line.target.on('/voice', twiml(`${enqueue}<Say>After the queue</Say>`));
  return line.call();
}

function queueResults(): Record<string, string>[] {
  return line.target.formsAt('/left').map(({ QueueResult = '', QueueTime = '', CallStatus = '' }) => ({
    ...{ QueueResult, QueueTime, CallStatus },
  }));
}

describe('a caller who waits', () => {
  it('and hangs up takes their task along', async () => {
    const call = await waits();
    await line.clock.advance(12);
    await line.hangUp(call);
    expect(line.queue.canceled).toEqual(['WT1 hangup']);
    expect(queueResults()).toEqual([{ QueueResult: 'hangup', QueueTime: '12', CallStatus: 'completed' }]);
    expect(call).toMatchObject({ endedBy: 'caller', where: 'ended' });
    await line.clock.advance(60);
    expect(heard(call).at(-1)).toBe('12 leaves queue support');
  });

  it('and hangs up while choosing is gone as well', async () => {
    line.target.on('/hold', twiml('<Gather numDigits="1" action="/hold-reply"><Say>Press one</Say></Gather>'));
    const call = await waits();
    await line.hangUp(call);
    expect(queueResults()).toMatchObject([{ QueueResult: 'hangup' }]);
    expect(line.queue.canceled).toHaveLength(1);
  });

  it('and hangs up leaves a fault behind when the action then fails', async () => {
    line.target.on('/left', { status: 500 });
    const call = await waits();
    await line.hangUp(call);
    expect(call.faults).toEqual([`HTTP status 500 (error 11200, ${ORIGIN}/left)`]);
  });

  it('may be let go by the waitUrl, and the action decides what is next', async () => {
    line.target.on('/hold', twiml('<Gather numDigits="1" action="/hold-reply" timeout="60"/>'));
    line.target.on('/hold-reply', twiml('<Say>Thank you</Say><Leave/>'));
    const call = await waits();
    await line.clock.advance(8);
    await line.press(call, '1');
    await line.clock.advance(1);
    expect(line.target.formsAt('/hold-reply')).toMatchObject([{ Digits: '1' }]);
    expect(queueResults()).toEqual([{ QueueResult: 'leave', QueueTime: '9', CallStatus: 'in-progress' }]);
    expect(line.queue.canceled).toEqual(['WT1 hangup']);
    expect(heard(call).slice(-2)).toEqual(['9 leaves queue support', '9 says Result leave']);
    expect(call.where).toBe('listening');
  });

  it('goes on with the next verb when there is no action', async () => {
    line.target.on('/hold', twiml('<Leave/>'));
    const call = await waits(`<Enqueue workflowSid="${WORKFLOW}" waitUrl="/hold"/>`);
    expect(heard(call).at(-1)).toBe('0 says After the queue');
  });

  it('comes back to the waitUrl when a choice in the queue was a no', async () => {
    line.target.on('/hold', twiml('<Gather numDigits="1" action="/hold-reply" timeout="60"/>'));
    line.target.on('/hold-reply', twiml('<Say>Please hold</Say>'));
    const call = await waits();
    await line.press(call, '2');
    await line.clock.advance(1);
    expect(asked(call)).toEqual(['/voice', '/hold', '/hold-reply', '/hold']);
    expect(call.where).toBe('choosing in queue support');
  });

  it('is hung up on when the waitUrl says so', async () => {
    line.target.on('/hold', twiml('<Say>Closed</Say><Hangup/>'));
    const call = await waits();
    await line.clock.advance(1);
    expect(call).toMatchObject({ endedBy: 'document', status: 'completed' });
    expect(queueResults()).toEqual([{ QueueResult: 'hangup', QueueTime: '1', CallStatus: 'completed' }]);
    expect(line.queue.canceled).toHaveLength(1);
  });

  it('stays in the queue when TaskRouter gives the task up', async () => {
    const call = await waits();
    line.queue.latest.canceled('Task TTL Exceeded');
    await line.clock.advance(60);
    expect(heard(call)).toContain('0 task-canceled Task TTL Exceeded');
    expect(call.where).toBe('holding in queue support');
    expect(line.target.formsAt('/hold')).toHaveLength(3);
  });

  it('keeps the task after leaving when Twilio is told to', async () => {
    await line.close();
    line = await PhoneLine.open({ twilio: { leaveCancelsTask: false } });
    line.target.on('/hold', twiml('<Leave/>')).on('/left', twiml('<Pause length="9"/>'));
    await waits();
    expect(line.queue.canceled).toEqual([]);
    await line.agentAccepts();
    expect(line.queue.conversationsEnded).toEqual(['WT1']);
  });
});

describe('a caller who is thrown out of the queue', () => {
  it.each([
    ['fails', { status: 500 }, /HTTP status 500/],
    ['is broken', { body: '<Response>' }, /TwiML not understood/],
    ['uses <Dial>', twiml('<Dial><Sip>sip:a@b</Sip></Dial>'), /<Dial> is not allowed in a waitUrl's document/],
    [
      'uses <Enqueue>',
      twiml(`<Enqueue workflowSid="${WORKFLOW}"/>`),
      /<Enqueue> is not allowed in a waitUrl's document/,
    ],
  ])('because the waitUrl %s is reported as an error, not sent to the fallback', async (_what, answer, fault) => {
    await line.close();
    line = await PhoneLine.open({ route: { voiceFallbackUrl: `${ORIGIN}/fallback` } });
    line.target.on('/left', ({ form }) => twiml(`<Say>Result ${form['QueueResult']}</Say>`)).on('/hold', answer);
    const call = await waits();
    expect(queueResults()).toEqual([{ QueueResult: 'error', QueueTime: '0', CallStatus: 'in-progress' }]);
    expect(asked(call)).toEqual(['/voice', '/hold', '/left']);
    expect(call.faults).toEqual([expect.stringMatching(fault)]);
    expect(line.queue.canceled).toHaveLength(1);
  });

  it('because a redirection in the queue fails is reported as an error', async () => {
    line.target.on('/hold', twiml('<Redirect>/gone</Redirect>'));
    await waits();
    expect(queueResults()).toMatchObject([{ QueueResult: 'error' }]);
  });

  it('is not, but stays in silence, when the waitUrl answers nothing that takes time', async () => {
    line.target.on('/hold', twiml());
    const call = await waits();
    await line.clock.advance(5);
    expect(line.target.formsAt('/hold')).toHaveLength(6);
    expect(call.where).toBe('holding in queue support');
    expect(call.faults).toEqual([expect.stringContaining('Twilio would ask it again at once, for ever')]);
  });
});
