import { describe, expect, it } from '@jest/globals';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { newNumber, Phone } from '../support/phone.ts';

const centre = useContactCentre();

describe('a caller dials while the wait is long', () => {
  it('hears the wait, presses 1, lands at Mindful, is called back and reaches an agent', async () => {
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre());
    await caller.hears(/The wait for an agent is about 8 minutes/);
    await caller.presses('1');
    await caller.reaches('at Mindful', 30);
    await caller.hears(/call you back/i);
    await caller.hears(/Goodbye/, 60);
    await caller.isOver();
    caller.wentWell();

    await staff(centre(), 1);
    await centre().clock.advance(3600);
    const [returnCall] = centre()
      .twilio.list()
      .filter(({ to }) => to.startsWith('sip:return-support@'));
    expect(returnCall?.transcript.map(({ text }) => text).join('\n')).toMatch(/connected to the next agent/);
    expect(returnCall?.endedBy).toBe('agent');
    expect(returnCall?.faults).toEqual([]);
  });

  it('presses 2 and is put in the queue', async () => {
    await staff(centre(), 0);
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/);
    await caller.presses('2');
    await caller.isPutInTheQueue(1);
    await caller.hangsUp();
    caller.wentWell();
  });

  it('says nothing and is put in the queue after five seconds', async () => {
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/);
    await caller.isPutInTheQueue(60);
    await caller.hangsUp();
    expect(caller.documents('offer-reply')).toEqual([]);
  });

  it('presses a wrong key, hears the offer once more, and then presses 1', async () => {
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/);
    await caller.presses('7');
    await caller.hears(/not one of the choices/);
    await caller.hears(/about 8 minutes/);
    await caller.presses('1');
    await caller.reaches('at Mindful', 30);
    await caller.hangsUp();
  });

  it('presses two wrong keys and is put in the queue', async () => {
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/);
    await caller.presses('7');
    await caller.hears(/about 8 minutes/);
    await caller.presses('#');
    await caller.isPutInTheQueue(1);
    await caller.hangsUp();
  });

  it('with a withheld number holds without an offer', async () => {
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre(), 'anonymous');
    await caller.isPutInTheQueue(1);
    caller.neverHeard(/press 1/);
    await caller.hangsUp();
  });
});

describe('the threshold of 120 seconds', () => {
  it.each([
    { waitSeconds: 119, offered: false },
    { waitSeconds: 120, offered: false },
    { waitSeconds: 121, offered: true },
  ])('at $waitSeconds seconds a callback is offered: $offered', async ({ waitSeconds, offered }) => {
    await forceWait(centre(), waitSeconds);
    const caller = await Phone.dial(centre());
    if (offered) await caller.hears(/about 3 minutes/, 1);
    else await caller.isPutInTheQueue(1);
    expect(caller.heard().some((text) => text.includes('press 1'))).toBe(offered);
    await caller.hangsUp();
  });
});

describe('beyond the cap of ten minutes', () => {
  it.each([
    { waitSeconds: 600, quote: /is about 10 minutes/ },
    { waitSeconds: 601, quote: /is more than 10 minutes/ },
  ])('$waitSeconds seconds are quoted as $quote', async ({ waitSeconds, quote }) => {
    await forceWait(centre(), waitSeconds);
    const caller = await Phone.dial(centre());
    await caller.hears(quote, 1);
    await caller.hangsUp();
  });
});

describe('somebody whose callback is open calls again', () => {
  it('hears that it stands, and goes to the queue without a second offer', async () => {
    await forceWait(centre(), 421);
    const number = newNumber();
    const first = await Phone.dial(centre(), number);
    await first.hears(/press 1/);
    await first.presses('1');
    await first.isOver();
    const second = await Phone.dial(centre(), number);
    await second.hears(/already arranged to call you back/, 1);
    await second.isPutInTheQueue(20);
    second.neverHeard(/press 1/);
    await second.hangsUp();
  });
});
