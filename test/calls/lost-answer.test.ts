import { afterEach, describe, expect, it } from '@jest/globals';
import { requestAnswers } from '../../local/mindful/settings.ts';
import { forceWait, serveEverybody, staff } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { callbacksOf, useMindfulCentre } from '../support/mindful-centre.ts';
import { newNumber, Phone } from '../support/phone.ts';

const centre = useMindfulCentre({ registerBy: 'api' });
const callbacks = callbacksOf(centre);

const NO = /could not arrange a callback/;
const YES = /We will call you back/;

afterEach(async () => {
  centre().faults.set('mindful-down', false);
  centre().mindful.change({
    requestAnswer: 'normal',
    cancelAnswer: 'normal',
    webhook: 'ani-text',
    callbackAfterSeconds: null,
  });
  await serveEverybody(centre(), 1800);
});

/** Says yes; Mindful registers the callback, due in ten minutes, without a word, and then says nothing at all. */
async function isRegisteredUnheard(): Promise<Phone> {
  // Mindful's webhook would be word enough.
  centre().mindful.change({
    requestAnswer: 'registered-but-silent',
    webhook: 'off',
    callbackAfterSeconds: 600,
  });
  await forceWait(centre(), 300);
  const caller = await Phone.dial(centre(), newNumber());
  await caller.hears(/press 1/, 1);
  await caller.presses('1');
  await caller.hears(/One moment more/, 15);
  centre().faults.set('mindful-down', true);
  return caller;
}

async function mindfulIsBack(): Promise<void> {
  centre().faults.set('mindful-down', false);
  centre().mindful.change({ requestAnswer: 'normal' });
  await centre().clock.advance(120);
}

const statusOf = ({ record }: Phone) => callbacks.statusOf(record.from);
const atMindful = ({ record }: Phone) => callbacks.atMindful(record.from);
const returnCallsOf = ({ record }: Phone) =>
  centre()
    .twilio.list()
    .filter(({ to }) => to.startsWith('sip:return'))
    .filter(({ webhooks }) => webhooks[0]?.parameters?.['SipHeader_x-user-to-user'] === record.from);

describe('a registration of which Mindful never said that it is there', () => {
  it('is no yes; the caller holds, and is not called too when an agent has answered', async () => {
    const sinceMs = centre().clock.nowMs();
    const caller = await isRegisteredUnheard();
    await caller.hears(NO, 60);
    await caller.isPutInTheQueue(15);
    caller.neverHeard(YES);
    expect(await statusOf(caller)).toBe('in-doubt');
    expect(atMindful(caller)).toEqual(['waiting']);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 60);
    await mindfulIsBack();
    expect(await statusOf(caller)).toBe('called-off');
    expect(atMindful(caller)).toEqual(['cancelled']);
    expect(counted(centre(), 'RegistrationFailed', sinceMs)).toBe(1);
    expect(counted(centre(), 'CallbackCalledOff', sinceMs)).toBe(1);
    await centre().clock.advance(1200);
    expect(returnCallsOf(caller)).toEqual([]);
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(0);
  });

  it('is cancelled while its caller still holds, who is then answered once', async () => {
    const caller = await isRegisteredUnheard();
    await caller.isPutInTheQueue(60);
    await mindfulIsBack();
    expect(atMindful(caller)).toEqual(['cancelled']);
    await centre().clock.advance(900);
    expect(returnCallsOf(caller)).toEqual([]);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 60);
    caller.wentWell();
  });

  it('is looked for until Mindful lets it be cancelled, however often it says no', async () => {
    const caller = await isRegisteredUnheard();
    await caller.isPutInTheQueue(60);
    centre().mindful.change({ cancelAnswer: 'FAILED' });
    await mindfulIsBack();
    expect(await statusOf(caller)).toBe('in-doubt');
    expect(atMindful(caller)).toEqual(['waiting']);
    centre().mindful.change({ cancelAnswer: 'normal' });
    await centre().clock.advance(60);
    expect([await statusOf(caller), ...atMindful(caller)]).toEqual(['called-off', 'cancelled']);
  });

  it('stands for who hung up before being told: it is confirmed later, and kept once', async () => {
    const caller = await isRegisteredUnheard();
    await caller.hangsUp();
    await centre().clock.advance(30);
    expect(await statusOf(caller)).toBe('asked');
    await mindfulIsBack();
    expect([await statusOf(caller), ...atMindful(caller)]).toEqual(['registered', 'waiting']);
    await staff(centre(), 3);
    await centre().clock.advance(900);
    expect(await statusOf(caller)).toBe('answered');
    expect(returnCallsOf(caller)).toHaveLength(1);
  });

  it('gets its caller no second registration: calling again means holding, without a promise', async () => {
    const caller = await isRegisteredUnheard();
    await caller.hangsUp();
    const again = await Phone.dial(centre(), caller.record.from);
    await again.isPutInTheQueue(15);
    again.neverHeard(YES);
    again.neverHeard(/press 1/);
    expect(atMindful(caller)).toHaveLength(1);
  });
});

describe('a registration that Mindful never made', () => {
  it('counts as refused when the looks of eleven minutes have found nothing', async () => {
    const sinceMs = centre().clock.nowMs();
    centre().mindful.change({ requestAnswer: 'silent', webhook: 'off' });
    await forceWait(centre(), 300);
    const caller = await Phone.dial(centre());
    await caller.presses('1');
    await caller.hears(NO, 60);
    await centre().clock.advance(540);
    expect(await statusOf(caller)).toBe('in-doubt');
    await centre().clock.advance(180);
    expect(await statusOf(caller)).toBe('refused');
    expect(counted(centre(), 'CallbackCalledOff', sinceMs)).toBe(0);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 60);
  });
});

describe('a registration whose first answer never comes to Twilio, which asks again', () => {
  /** What a caller who says yes hears and comes to, and what is noted of the callback, here and at Mindful. */
  async function story(requestAnswer: (typeof requestAnswers)[number], isAskedTwice: boolean) {
    centre().mindful.change({ requestAnswer, callbackAfterSeconds: 600 });
    centre().faults.set('webhook-repeat-register', isAskedTwice);
    await forceWait(centre(), 300);
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/, 1);
    await caller.presses('1');
    await caller.waits(90);
    centre().faults.set('webhook-repeat-register', false);
    caller.wentWell();
    const { where } = caller.record;
    // Asked again, it may find at once what Mindful has.
    const heard = caller.heard().filter((text) => !/One moment more/.test(text));
    const told = { where, heard, status: await statusOf(caller), atMindful: atMindful(caller) };
    if (where !== 'ended') await caller.hangsUp();
    return told;
  }

  it.each(requestAnswers)('(%s) ends for its caller as with the first answer', async (requestAnswer) => {
    const told = await story(requestAnswer, false);
    await serveEverybody(centre(), 1800);
    expect(await story(requestAnswer, true)).toEqual(told);
  });
});
