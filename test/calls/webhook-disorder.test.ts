import { afterEach, describe, expect, it } from '@jest/globals';
import { faultNames } from '../../local/world/faults/faults.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { inQueueOffer: { afterSeconds: 30, everySeconds: 60, atMost: 2 } } });

afterEach(async () => {
  for (const name of faultNames) centre().faults.set(name, false);
  await staff(centre(), 0);
  await centre().clock.advance(120);
});

const counted = (name: string) =>
  centre()
    .logs.latest(1000)
    .filter(({ line }) => (line as Record<string, unknown>)[name] === 1).length;

describe('with webhooks that come', () => {
  it.each(['webhook-repeat', 'webhook-late', 'webhook-reorder'] as const)(
    '%s, a callback is accepted, kept and answered once',
    async (fault) => {
      const before = Object.fromEntries(
        ['TransferAnswered', 'CallbackReturned', 'CallbackAnswered'].map((name) => [name, counted(name)]),
      );
      const callbacks = centre().mindful.callbacks().length;
      centre().mindful.change({ callbackAfterSeconds: 120 });
      centre().faults.set(fault, true);
      await forceWait(centre(), 300);
      const caller = await Phone.dial(centre());
      await caller.hears(/press 1/);
      await caller.presses('1');
      await caller.hears(/Thank you for calling/, 60);
      await caller.isOver();
      await staff(centre(), 1);
      await centre().clock.advance(600);
      expect(centre().mindful.callbacks().length - callbacks).toBe(1);
      for (const [name, count] of Object.entries(before)) {
        // A confirmation may overtake the report that Mindful answered, which then is no news.
        const expected = name === 'TransferAnswered' && fault !== 'webhook-repeat' ? [0, 1] : [1];
        expect([name, expected]).toEqual([name, expect.arrayContaining([counted(name) - count])]);
      }
      caller.wentWell();
    },
  );

  it.each(['webhook-404', 'webhook-500', 'webhook-timeout', 'webhook-answer-lost', 'webhook-bad-twiml'] as const)(
    '%s at every step, a caller reaches an agent',
    async (fault) => {
      const steps: ((caller: Phone) => Promise<void>)[] = [
        async () => {},
        (caller) => caller.hears(/press 1/, 5),
        async (caller) => {
          await caller.hears(/press 1/, 5);
          await caller.presses('2');
          await caller.waits(10);
        },
      ];
      for (const until of steps) {
        centre().faults.set(fault, false);
        await staff(centre(), 0);
        await forceWait(centre(), 300);
        if (until === steps[0]) centre().faults.set(fault, true);
        const caller = await Phone.dial(centre());
        await until(caller);
        centre().faults.set(fault, true);
        await caller.presses('1');
        await caller.waits(120);
        await staff(centre(), 1);
        await caller.reaches('talking to an agent', 60);
        await caller.isOver(300);
      }
    },
  );

  it('webhook-answer-lost after an acceptance, the caller holds an open callback and still reaches an agent', async () => {
    await forceWait(centre(), 300);
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/);
    centre().faults.set('webhook-answer-lost', true);
    await caller.presses('1');
    await caller.isPutInTheQueue(5);
    centre().faults.set('webhook-answer-lost', false);
    await caller.hangsUp();
    const again = await Phone.dial(centre(), caller.record.from);
    await again.hears(/press 1/, 1);
    await again.hangsUp();
  });
});
