import { afterEach, describe, expect, it } from '@jest/globals';
import { cancelAnswers } from '../../local/mindful/settings.ts';
import { forceWait, serveEverybody, staff } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { callbacksOf, useMindfulCentre } from '../support/mindful-centre.ts';
import { newNumber, Phone } from '../support/phone.ts';

const centre = useMindfulCentre({ callingAgain: 'ask' });
const callbacks = callbacksOf(centre);

afterEach(async () => {
  for (const fault of ['mindful-down', 'mindful-slow', 'mindful-error', 'mindful-429', 'mindful-junk'] as const)
    centre().faults.set(fault, false);
  centre().mindful.change({ cancelAnswer: 'normal', callbackAfterSeconds: null });
  await serveEverybody(centre(), 1800);
});

/** Somebody whose callback is due in twenty minutes calls again. */
async function callsAgain(): Promise<Phone> {
  const from = newNumber();
  centre().mindful.change({ callbackAfterSeconds: 1200 });
  await forceWait(centre(), 300);
  const first = await Phone.dial(centre(), from);
  await first.presses('1');
  await first.isOver();
  return Phone.dial(centre(), from);
}

const statusOf = ({ record }: Phone) => callbacks.statusOf(record.from);
const atMindful = ({ record }: Phone) => callbacks.atMindful(record.from);

const QUESTION =
  /We will call you back in about 20 minutes\. To keep that and hang up, press 1\. To cancel it and hold for an agent, press 2\./;

describe('who calls again while a callback is open', () => {
  it('hears when it is due, keeps it with 1 and hangs up', async () => {
    const caller = await callsAgain();
    await caller.hears(QUESTION, 1);
    await caller.presses('1');
    await caller.hears(/Your callback stands\. .*Goodbye/, 5);
    await caller.isOver(10);
    caller.wentWell();
    expect(await statusOf(caller)).toBe('registered');
    expect(atMindful(caller)).toEqual(['waiting']);
  });

  it('cancels it with 2, holds, and is not called', async () => {
    const sinceMs = centre().clock.nowMs();
    const caller = await callsAgain();
    await caller.presses('2');
    await caller.hears(/Your callback is cancelled/, 5);
    await caller.isPutInTheQueue(10);
    caller.wentWell();
    expect(await statusOf(caller)).toBe('called-off');
    expect(atMindful(caller)).toEqual(['cancelled']);
    expect(counted(centre(), 'CallbackCalledOff', sinceMs)).toBe(1);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 60);
    await centre().clock.advance(2400);
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(0);
    expect(
      centre()
        .twilio.list()
        .filter(({ to, startedAtMs }) => to.startsWith('sip:return') && startedAtMs > sinceMs),
    ).toEqual([]);
  });

  it('says nothing, holds and keeps it', async () => {
    const caller = await callsAgain();
    await caller.hears(QUESTION, 1);
    await caller.isPutInTheQueue(60);
    expect(await statusOf(caller)).toBe('registered');
    expect(atMindful(caller)).toEqual(['waiting']);
  });

  it('presses another key, is asked once more, and holds after the second', async () => {
    const caller = await callsAgain();
    await caller.presses('7');
    await caller.hears(/not one of the choices/, 5);
    await caller.hears(QUESTION, 5);
    await caller.presses('8');
    await caller.isPutInTheQueue(10);
    expect(await statusOf(caller)).toBe('registered');
  });

  it.each(['while asked', 'after 2'])(
    'hangs up %s: the callback stands, or is cancelled, and nobody is on the line',
    async (when) => {
      const caller = await callsAgain();
      if (when === 'after 2') await caller.presses('2');
      await caller.hangsUp();
      await centre().clock.advance(60);
      expect([await statusOf(caller), ...atMindful(caller)]).toEqual(
        when === 'after 2' ? ['called-off', 'cancelled'] : ['registered', 'waiting'],
      );
    },
  );

  it.each(cancelAnswers.filter((answer) => answer !== 'normal'))(
    'hears that it stands when Mindful says %s, and holds',
    async (cancelAnswer) => {
      centre().mindful.change({ cancelAnswer });
      const caller = await callsAgain();
      await caller.presses('2');
      await caller.hears(/could not cancel your callback, and it stands/, 5);
      await caller.isPutInTheQueue(10);
      expect(await statusOf(caller)).toBe('registered');
      expect(atMindful(caller)).toEqual(['waiting']);
    },
  );

  it.each(cancelAnswers)('hears the truth, or that it stands, when Mindful slowly says %s', async (cancelAnswer) => {
    centre().mindful.change({ cancelAnswer });
    const caller = await callsAgain();
    centre().faults.set('mindful-slow', true);
    await caller.presses('2');
    await caller.hears(/Your callback is cancelled|could not cancel your callback, and it stands/, 15);
    centre().faults.set('mindful-slow', false);
    await caller.isPutInTheQueue(10);
    const isCancelled = caller.heard().some((text) => /is cancelled/.test(text));
    expect(await statusOf(caller)).toBe(isCancelled ? 'called-off' : 'registered');
    if (isCancelled) expect(atMindful(caller)).toEqual(['cancelled']);
    caller.wentWell();
  });

  it.each(['mindful-error', 'mindful-429', 'mindful-junk'] as const)(
    'hears that it stands when Mindful answers with %s',
    async (fault) => {
      const caller = await callsAgain();
      centre().faults.set(fault, true);
      await caller.presses('2');
      await caller.hears(/could not cancel your callback, and it stands/, 15);
      centre().faults.set(fault, false);
      await caller.isPutInTheQueue(10);
      expect(await statusOf(caller)).toBe('registered');
      expect(atMindful(caller)).toEqual(['waiting']);
    },
  );

  it('hangs up while Mindful is slow to cancel, and the record says what Mindful says', async () => {
    const caller = await callsAgain();
    centre().faults.set('mindful-slow', true);
    centre().twilio.press(caller.record.callSid, '2');
    await caller.hangsUp();
    centre().faults.set('mindful-slow', false);
    await centre().clock.advance(60);
    const isCancelled = atMindful(caller).includes('cancelled');
    expect(await statusOf(caller)).toBe(isCancelled ? 'called-off' : 'registered');
  });

  it('hears that it stands when Mindful cannot be reached', async () => {
    const caller = await callsAgain();
    centre().faults.set('mindful-down', true);
    await caller.presses('2');
    await caller.hears(/could not cancel your callback, and it stands/, 5);
    await caller.isPutInTheQueue(10);
    expect(await statusOf(caller)).toBe('registered');
  });
});
