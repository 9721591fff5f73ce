import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../../local/twilio/calls/call.ts';
import { heard, PhoneLine } from './phone-line.ts';
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

describe('the far end', () => {
  it.each([
    [486, 'busy'],
    [600, 'busy'],
    [408, 'no-answer'],
    [480, 'no-answer'],
    [487, 'no-answer'],
    [403, 'failed'],
    [404, 'failed'],
    [488, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
    [603, 'failed'],
    [606, 'failed'],
  ])('that refuses with %i is %s', async (sipResponseCode, status) => {
    const call = await dials();
    await mindful(() => line.peer.leg.refuse(sipResponseCode));
    expect(done()).toMatchObject({
      DialCallStatus: status,
      DialSipResponseCode: String(sipResponseCode),
      DialBridged: 'false',
    });
    expect(done()).not.toHaveProperty('DialCallDuration');
    expect(heard(call).at(-1)).toBe(`0 says ${status}`);
  });

  it.each([
    ['timeout="5"', 5],
    ['', 30],
  ])('that rings without an answer (%s) is given up after %i seconds', async (attributes, seconds) => {
    const call = await dials(attributes);
    let ended = 0;
    line.peer.leg.onEnd(() => {
      ended += 1;
    });
    line.peer.leg.ring();
    await line.clock.advance(seconds - 0.1);
    expect(ended).toBe(0);
    await line.clock.advance(0.1);
    expect(ended).toBe(1);
    expect(done()).toMatchObject({ DialCallStatus: 'no-answer', DialSipResponseCode: '487' });
    expect(heard(call).at(-1)).toBe(`${seconds} says no-answer`);
  });

  it.each(['sip:+18005550123@nobody.example:5566', 'sip:+18005550123@sip-callback.mindful.cx'])(
    'that does not exist (%s) does not answer',
    async (sip) => {
      const call = await dials('timeout="5"', sip);
      expect(call.where).toMatch(/^calling (nobody.example:5566|sip-callback.mindful.cx:5060)$/);
      await line.clock.advance(5);
      expect(done()).toMatchObject({ DialCallStatus: 'no-answer', DialSipResponseCode: '408' });
    },
  );

  it('whose address is malformed fails at once, as a fault', async () => {
    const call = await dials('', 'sip:nobody');
    expect(done()).toMatchObject({ DialCallStatus: 'failed' });
    expect(call.faults).toEqual([expect.stringContaining('<Sip> holds an address that is not understood: sip:nobody')]);
  });

  it('gets the call without a header that is not encoded, which is a fault', async () => {
    const call = await dials('', `${MINDFUL}?x-user-to-user=+14155550100`);
    expect(line.peer.invitations[0]?.headers.size).toBe(0);
    expect(call.faults).toEqual([expect.stringContaining('Twilio drops the SIP header x-user-to-user')]);
  });

  it('that talks for ever is cut off at the time limit', async () => {
    const call = await dials('timeLimit="60"');
    await line.clock.advance(10);
    await mindful(() => line.peer.leg.answer());
    await line.clock.advance(60);
    expect(done()).toMatchObject({ DialCallStatus: 'completed', DialCallDuration: '60' });
    expect(heard(call).slice(-2)).toEqual(['70 disconnected Mindful reached the time limit', '70 says completed']);
  });

  it('that answers, hangs up or refuses after the end changes nothing', async () => {
    const call = await dials();
    const leg = line.peer.leg;
    await mindful(() => leg.refuse(486));
    const before = JSON.stringify(call);
    await mindful(() => {
      for (const deed of [leg.ring, leg.answer, leg.hangUp]) deed.call(leg);
      leg.refuse(603);
      leg.say('Hello?');
      leg.refer('sip:a@b');
    });
    expect(JSON.stringify(call)).toBe(before);
  });

  it('may answer at once, before anything else happens', async () => {
    await line.close();
    const eager = { invite: (_: unknown, leg: { answer(): void; hangUp(): void }) => [leg.answer(), leg.hangUp()] };
    line = await PhoneLine.open({
      twilio: { sipPeers: [{ address: 'sip-callback.mindful.cx:5566', name: 'Mindful', peer: eager }] },
    });
    line.target.on('/done', twiml());
    await dials();
    expect(done()).toMatchObject({ DialCallStatus: 'completed', DialCallDuration: '0' });
  });

  it('learns that the leg is over even when it asks late', async () => {
    await dials();
    const leg = line.peer.leg;
    await mindful(() => leg.refuse(486));
    let ended = 0;
    leg.onEnd(() => {
      ended += 1;
    });
    expect(ended).toBe(1);
  });
});
