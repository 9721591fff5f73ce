import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../../local/twilio/calls/call.ts';
import { ACCOUNT_SID, asked, CALLER, heard, NUMBER, PhoneLine } from './phone-line.ts';
import { ORIGIN, twiml } from './webhook-target.ts';

let line: PhoneLine;

beforeEach(async () => {
  line = await PhoneLine.open({ route: { statusCallback: `${ORIGIN}/ended` } });
  line.target.on('/ended', { status: 204 }).on('/progress', { status: 204 });
  line.target.on('/done', ({ form }) => twiml(`<Say>${form['DialCallStatus']}</Say>`));
});

afterEach(() => line.close());

const MINDFUL = 'sip:+18005550123@sip-callback.mindful.cx:5566';
const HEADER = '?x-user-to-user=%2B14155550100';

/** A caller who is put through. */
async function dials(attributes = '', sip = `${MINDFUL}${HEADER}`, events = ''): Promise<CallRecord> {
  const callback = events && `statusCallback="/progress" statusCallbackEvent="${events}"`;
  const noun = `<Sip ${callback}>${sip}</Sip>`;
  line.target.on('/voice', twiml(`<Dial action="/done" ${attributes}>${noun}</Dial><Say>Next verb</Say>`));
  return line.call();
}

async function mindful(deed: () => void): Promise<void> {
  deed();
  await line.clock.settle();
}

const done = () => line.target.formsAt('/done')[0];

describe('a caller who hangs up', () => {
  it('while it rings at the far end cancels the leg', async () => {
    const call = await dials();
    let ended = 0;
    line.peer.leg.onEnd(() => {
      ended += 1;
    });
    line.peer.leg.ring();
    await line.hangUp(call);
    expect(ended).toBe(1);
    expect(done()).toMatchObject({ DialBridged: 'false', CallStatus: 'completed' });
    expect(call).toMatchObject({ endedBy: 'caller' });
    await line.clock.advance(60);
    expect(asked(call)).toEqual(['/voice', '/done', '/ended']);
  });

  it('while talking to the far end completes the leg', async () => {
    const call = await dials();
    await mindful(() => line.peer.leg.answer());
    await line.clock.advance(9);
    await line.hangUp(call);
    expect(done()).toMatchObject({ DialCallStatus: 'completed', DialCallDuration: '9', CallStatus: 'completed' });
    expect(heard(call).at(-1)).toBe('0 connected Mindful');
  });
});

describe('answerOnBridge', () => {
  it('lets the caller hear it ring until the far end answers', async () => {
    const call = await dials('answerOnBridge="true"');
    expect(call.status).toBe('ringing');
    await line.clock.advance(3);
    await mindful(() => line.peer.leg.answer());
    expect(call).toMatchObject({ status: 'in-progress', answeredAtMs: call.startedAtMs + 3000 });
  });

  it('leaves a caller who gives up unanswered', async () => {
    const call = await dials('answerOnBridge="true"');
    await line.hangUp(call);
    expect(done()).toMatchObject({ DialBridged: 'false', CallStatus: 'no-answer' });
    expect(line.target.formsAt('/ended')).toMatchObject([{ CallStatus: 'no-answer', CallDuration: '0' }]);
  });

  it('means nothing when the call was answered before', async () => {
    line.target.on('/voice', twiml(`<Say>Hi</Say><Dial answerOnBridge="true"><Sip>${MINDFUL}</Sip></Dial>`));
    const call = await line.call();
    await line.clock.advance(1);
    expect(call).toMatchObject({ status: 'in-progress', where: 'calling Mindful' });
  });

  it('means nothing when the <Dial> is not the first verb', async () => {
    line.target.on('/voice', twiml(`<Pause length="2"/><Dial answerOnBridge="true"><Sip>${MINDFUL}</Sip></Dial>`));
    const call = await line.call();
    await line.clock.advance(2);
    expect(call).toMatchObject({ status: 'in-progress', where: 'calling Mindful' });
  });

  it('is not the default', async () => {
    expect(await dials()).toMatchObject({ status: 'in-progress' });
  });
});

describe("a leg's status callback", () => {
  it('tells of each step that was asked for', async () => {
    const call = await dials('', `${MINDFUL}${HEADER}`, 'initiated ringing answered completed');
    await line.clock.advance(1);
    await mindful(() => line.peer.leg.ring());
    await line.clock.advance(1);
    await mindful(() => line.peer.leg.answer());
    await line.clock.advance(7);
    await mindful(() => line.peer.leg.hangUp());
    const reports = line.target.formsAt('/progress');
    expect(
      reports.map(({ CallStatus, SequenceNumber, CallDuration }) => [CallStatus, SequenceNumber, CallDuration]),
    ).toEqual([
      ['initiated', '0', undefined],
      ['ringing', '1', undefined],
      ['in-progress', '2', undefined],
      ['completed', '3', '7'],
    ]);
    expect(reports[3]).toEqual({
      ...{ AccountSid: ACCOUNT_SID, ApiVersion: '2010-04-01', Direction: 'outbound-dial' },
      CallSid: done()?.['DialCallSid'],
      ParentCallSid: call.callSid,
      ...{ From: CALLER, Caller: CALLER, To: MINDFUL, Called: MINDFUL },
      ...{ FromCity: 'SAN FRANCISCO', FromState: 'CA', FromZip: '94105', FromCountry: 'US' },
      ...{ CallerCity: 'SAN FRANCISCO', CallerState: 'CA', CallerZip: '94105', CallerCountry: 'US' },
      CallStatus: 'completed',
      CallDuration: '7',
      CallbackSource: 'call-progress-events',
      SequenceNumber: '3',
      Timestamp: 'Wed, 25 Nov 2026 12:00:09 GMT',
    });
    expect(line.target.received.every(({ validlySigned }) => validlySigned)).toBe(true);
  });

  it.each([
    [486, 'busy'],
    [480, 'no-answer'],
    [503, 'failed'],
  ])('after a refusal with %i tells %s', async (sipResponseCode, status) => {
    await dials('', MINDFUL, 'answered completed');
    await mindful(() => line.peer.leg.refuse(sipResponseCode));
    expect(line.target.formsAt('/progress')).toMatchObject([{ CallStatus: status, CallDuration: '0' }]);
  });

  it('tells of the end only, unless the document asks for more', async () => {
    line.target.on('/voice', twiml(`<Dial><Sip statusCallback="/progress">${MINDFUL}</Sip></Dial>`));
    const call = await line.call();
    await line.hangUp(call);
    expect(line.target.formsAt('/progress')).toMatchObject([{ CallDuration: '0', ParentCallSid: call.callSid }]);
  });

  it('that fails is a fault of the call and stops nothing', async () => {
    line.target.on('/progress', { status: 500 });
    const call = await dials('', MINDFUL, 'answered');
    await mindful(() => line.peer.leg.answer());
    expect(call.where).toBe('at Mindful');
    expect(call.faults).toEqual([`HTTP status 500 (error 11200, ${ORIGIN}/progress)`]);
  });
});

describe('a far end that refers the caller elsewhere', () => {
  it('has the referUrl decide, in place of the action', async () => {
    line.target.on('/refer', ({ form }) => twiml(`<Say>To ${form['ReferTransferTarget']?.replace(/[<>]/g, '')}</Say>`));
    const call = await dials('referUrl="/refer?a=1"', MINDFUL, 'completed');
    await mindful(() => line.peer.leg.answer());
    await line.clock.advance(5);
    await mindful(() => line.peer.leg.refer('sip:hold-support@example.sip.twilio.com'));
    expect(line.target.formsAt('/refer')).toMatchObject([
      {
        CallSid: call.callSid,
        CallStatus: 'in-progress',
        To: NUMBER,
        ReferTransferTarget: '<sip:hold-support@example.sip.twilio.com>',
      },
    ]);
    expect(heard(call).at(-1)).toBe('5 says To sip:hold-support@example.sip.twilio.com');
    expect(line.target.formsAt('/progress')).toMatchObject([{ CallStatus: 'completed', CallDuration: '5' }]);
    expect(done()).toBeUndefined();
  });

  it('is ignored without a referUrl, which is a fault', async () => {
    const call = await dials();
    await mindful(() => line.peer.leg.answer());
    await mindful(() => line.peer.leg.refer('sip:a@b'));
    expect(call.where).toBe('at Mindful');
    expect(call.faults).toEqual([expect.stringContaining('13802')]);
  });
});
