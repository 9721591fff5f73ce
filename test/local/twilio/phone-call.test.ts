import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ACCOUNT_SID, asked, CALLER, heard, NUMBER, PhoneLine } from './phone-line.ts';
import { ORIGIN, twiml } from './webhook-target.ts';

let line: PhoneLine;

beforeEach(async () => {
  line = await PhoneLine.open({ route: { statusCallback: `${ORIGIN}/ended` } });
  line.target.on('/ended', { status: 204 });
});

afterEach(() => line.close());

describe('a caller dials a number', () => {
  it('and the service gets a signed webhook that says who calls', async () => {
    line.target.on('/voice', twiml('<Pause length="1"/>'));
    const call = await line.call();
    expect(line.target.received).toHaveLength(1);
    expect(line.target.received[0]).toMatchObject({ method: 'POST', path: '/voice', validlySigned: true });
    expect(line.target.formsAt('/voice')).toEqual([
      {
        CallSid: call.callSid,
        AccountSid: ACCOUNT_SID,
        From: CALLER,
        To: NUMBER,
        Caller: CALLER,
        Called: NUMBER,
        CallStatus: 'ringing',
        ApiVersion: '2010-04-01',
        Direction: 'inbound',
        ...{ FromCity: 'SAN FRANCISCO', FromState: 'CA', FromZip: '94105', FromCountry: 'US' },
        ...{ ToCity: 'NEW YORK', ToState: 'NY', ToZip: '10001', ToCountry: 'US' },
        ...{ CallerCity: 'SAN FRANCISCO', CallerState: 'CA', CallerZip: '94105', CallerCountry: 'US' },
        ...{ CalledCity: 'NEW YORK', CalledState: 'NY', CalledZip: '10001', CalledCountry: 'US' },
      },
    ]);
    expect(call.callSid).toMatch(/^CA[0-9a-f]{32}$/);
  });

  it('and shows a name only when there is one', async () => {
    line.target.on('/voice', twiml());
    line.twilio.call({ from: CALLER, to: NUMBER, callerName: 'ZOË & SONS' });
    await line.clock.settle();
    expect(line.target.formsAt('/voice')[0]).toMatchObject({ CallerName: 'ZOË & SONS' });
    expect(line.target.received.every(({ validlySigned }) => validlySigned)).toBe(true);
  });

  it('whose place is unknown has empty place fields', async () => {
    line.target.on('/voice', twiml());
    await line.call('+999123');
    expect(line.target.formsAt('/voice')[0]).toMatchObject({
      FromCity: '',
      FromState: '',
      FromZip: '',
      FromCountry: '',
    });
  });

  it('that nobody owns, and is told which numbers there are', () => {
    expect(() => line.twilio.call({ from: CALLER, to: '+1999' })).toThrow(`call ${NUMBER}`);
  });

  it('has a SID of their own', async () => {
    line.target.on('/voice', twiml());
    const sids = [await line.call(), await line.call(), await line.call()].map(({ callSid }) => callSid);
    expect(new Set(sids).size).toBe(3);
  });
});

describe("the number's status callback", () => {
  it('tells of the end of the call, and how long it was', async () => {
    line.target.on('/voice', twiml('<Pause length="2"/><Say>Hi</Say><Pause length="9"/>'));
    const call = await line.call();
    await line.clock.advance(60);
    expect(line.target.formsAt('/ended')).toEqual([
      expect.objectContaining({
        CallSid: call.callSid,
        CallStatus: 'completed',
        CallDuration: '10',
        CallbackSource: 'call-progress-events',
        SequenceNumber: '0',
        Timestamp: 'Wed, 25 Nov 2026 12:00:12 GMT',
        From: CALLER,
      }),
    ]);
    expect(asked(call)).toEqual(['/voice', '/ended']);
  });

  it('that fails is a fault of the call', async () => {
    line.target.on('/voice', twiml()).on('/ended', { status: 500 });
    const call = await line.call();
    expect(call.faults).toEqual([`HTTP status 500 (error 11200, ${ORIGIN}/ended)`]);
  });
});

describe('a caller who hangs up', () => {
  it('in the middle of a sentence hears no more', async () => {
    line.target.on('/voice', twiml('<Say>Hello</Say><Say>Still there?</Say>'));
    const call = await line.call();
    await line.hangUp(call);
    await line.clock.advance(60);
    expect(heard(call)).toEqual(['0 says Hello']);
    expect(call).toMatchObject({ status: 'completed', endedBy: 'caller', where: 'ended' });
    expect(line.target.formsAt('/ended')).toMatchObject([{ CallStatus: 'completed' }]);
  });

  it('while it rings was not answered', async () => {
    line.target.on('/voice', twiml('<Pause length="9"/>'));
    const call = await line.call();
    await line.hangUp(call);
    expect(line.target.formsAt('/ended')).toMatchObject([{ CallStatus: 'no-answer', CallDuration: '0' }]);
  });

  it('before the first document has come never hears it', async () => {
    line.target.on('/voice', twiml('<Say>Hello</Say>'));
    const call = line.twilio.call({ from: CALLER, to: NUMBER });
    line.twilio.hangUp(call.callSid);
    await line.clock.settle();
    expect(heard(call)).toEqual([]);
    expect(call.endedBy).toBe('caller');
    expect(asked(call).sort()).toEqual(['/ended', '/voice']);
  });

  it('cannot hang up or press keys again', async () => {
    line.target.on('/voice', twiml('<Say>Hello</Say>'));
    const call = await line.call();
    expect(line.twilio.hangUp(call.callSid)).toBe(true);
    expect(line.twilio.hangUp(call.callSid)).toBe(false);
    expect(line.twilio.press(call.callSid, '1')).toBe(false);
    expect(line.twilio.press('CA-nobody', '1')).toBe(false);
  });
});

describe('many calls', () => {
  it('go on at once', async () => {
    line.target.on('/voice', twiml('<Say>Hello</Say><Play>/music.mp3</Play>'));
    const calls = Array.from({ length: 500 }, (_, index) =>
      line.twilio.call({ from: `+1415${5550000 + index}`, to: NUMBER }),
    );
    await line.clock.advance(31);
    expect(calls.filter(({ status }) => status === 'completed')).toHaveLength(500);
    expect(line.target.formsAt('/ended')).toHaveLength(500);
  });
});

describe('whoever watches', () => {
  it('is told of every change of a call', async () => {
    const seen: string[] = [];
    const watched = await PhoneLine.open({
      twilio: { onChange: (call) => seen.push(`${call.where} ${call.webhooks.length}`) },
    });
    watched.target.on('/voice', twiml('<Say>Hello</Say>'));
    await watched.call();
    await watched.clock.advance(1);
    await watched.close();
    expect(seen).toEqual(['ringing 1', 'listening 1', 'listening 1', 'ended 1']);
  });
});
