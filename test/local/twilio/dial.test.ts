import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../../local/twilio/calls/call.ts';
import { CALLER, heard, PhoneLine } from './phone-line.ts';
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

describe('a caller who is put through by SIP', () => {
  it('is announced with number, address and headers', async () => {
    const call = await dials('timeout="20"', `${MINDFUL};transport=tcp${HEADER}`);
    expect(line.peer.invitations).toEqual([
      {
        uri: `${MINDFUL};transport=tcp${HEADER}`,
        user: '+18005550123',
        host: 'sip-callback.mindful.cx',
        port: 5566,
        transport: 'tcp',
        edge: 'ashburn',
        headers: new Map([['x-user-to-user', '+14155550100']]),
        from: CALLER,
        parentCallSid: call.callSid,
      },
    ]);
    expect(call).toMatchObject({ where: 'calling Mindful', faults: [] });
  });

  it('may be announced with another caller ID', async () => {
    await dials('callerId="+12125550000"');
    expect(line.peer.invitations).toMatchObject([{ from: '+12125550000' }]);
  });

  it('hears the far end, and what the action says afterwards', async () => {
    const call = await dials();
    await line.clock.advance(1);
    await mindful(() => line.peer.leg.ring());
    await line.clock.advance(2);
    await mindful(() => line.peer.leg.answer());
    expect(call.where).toBe('at Mindful');
    line.peer.leg.say('We will call you back.');
    await line.clock.advance(12);
    await mindful(() => line.peer.leg.hangUp());
    expect(heard(call)).toEqual([
      '1 rings Mindful',
      '3 connected Mindful',
      '3 hears We will call you back.',
      '15 disconnected Mindful hung up',
      '15 says completed',
    ]);
    expect(done()).toMatchObject({
      CallSid: call.callSid,
      CallStatus: 'in-progress',
      DialCallStatus: 'completed',
      DialCallSid: expect.stringMatching(/^CA[0-9a-f]{32}$/),
      DialCallDuration: '12',
      DialBridged: 'true',
      DialSipCallId: expect.any(String),
      DialSipResponseCode: '200',
    });
    expect(done()?.['DialCallSid']).not.toBe(call.callSid);
  });

  it('is over when the far end hangs up and the action has nothing more to say', async () => {
    line.target.on('/done', twiml('<Hangup/>'));
    const call = await dials();
    await mindful(() => line.peer.leg.answer());
    await mindful(() => line.peer.leg.hangUp());
    expect(call).toMatchObject({ endedBy: 'far end', status: 'completed' });
  });

  it('goes on with the next verb when there is no action', async () => {
    line.target.on('/voice', twiml(`<Dial><Sip>${MINDFUL}</Sip></Dial><Say>Next verb</Say>`));
    const call = await line.call();
    await mindful(() => line.peer.leg.refuse(486));
    expect(heard(call)).toEqual(['0 says Next verb']);
  });

  it('passes keys on to the far end once it has answered', async () => {
    const call = await dials();
    const pressed: string[] = [];
    line.peer.leg.onDigits((digits) => pressed.push(digits));
    await line.press(call, '1');
    await mindful(() => line.peer.leg.answer());
    await line.press(call, '23');
    await mindful(() => line.peer.leg.hangUp());
    await line.press(call, '4');
    expect(pressed).toEqual(['2', '3']);
  });
});
