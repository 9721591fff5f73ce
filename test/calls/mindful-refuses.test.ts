import { describe, expect, it } from '@jest/globals';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { newNumber, Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { inQueueOffer: { afterSeconds: 30, everySeconds: 30, atMost: 5 } } });

describe.each(['busy', 'refuses', 'unreachable', 'answers-and-hangs-up', 'registration-off'] as const)(
  'when Mindful is "%s"',
  (behaviour) => {
    it('the caller is back in the queue after one apology, with no second offer and no open callback', async () => {
      centre().mindful.change({ behaviour });
      await centre().clock.advance(120);
      await forceWait(centre(), 300);
      const number = newNumber();
      const caller = await Phone.dial(centre(), number);
      await caller.hears(/press 1/);
      await caller.presses('1');
      await caller.hears(/could not arrange a callback/, 60);
      await caller.isPutInTheQueue(30);
      await caller.waits(300);
      expect(caller.heard().filter((text) => /could not arrange/.test(text))).toHaveLength(1);
      expect(caller.heard().filter((text) => /press 1/.test(text))).toHaveLength(1);
      expect(caller.heard().filter((text) => /Thank you for calling/.test(text))).toEqual([]);
      await caller.hangsUp();
      caller.wentWell();

      centre().mindful.change({ behaviour: 'normal' });
      const again = await Phone.dial(centre(), number);
      await again.hears(/press 1/, 1);
      await again.hangsUp();
    });

    it('the next callers are offered nothing for a minute, then again', async () => {
      centre().mindful.change({ behaviour });
      await centre().clock.advance(120);
      await forceWait(centre(), 300);
      const caller = await Phone.dial(centre());
      await caller.hears(/press 1/);
      await caller.presses('1');
      await caller.hears(/could not arrange a callback/, 60);

      const next = await Phone.dial(centre());
      await next.isPutInTheQueue(1);
      next.neverHeard(/press 1/);
      await next.hangsUp();

      await caller.waits(61);
      const later = await Phone.dial(centre());
      await later.hears(/press 1/, 1);
      await later.hangsUp();
      await caller.hangsUp();
    });
  },
);

describe('a caller who hangs up', () => {
  it('while Mindful confirms keeps the callback', async () => {
    centre().mindful.change({ behaviour: 'normal' });
    await centre().clock.advance(120);
    await forceWait(centre(), 300);
    const number = newNumber();
    const caller = await Phone.dial(centre(), number);
    await caller.hears(/press 1/);
    await caller.presses('1');
    await caller.reaches('at Mindful', 30);
    await caller.hangsUp();
    const again = await Phone.dial(centre(), number);
    await again.hears(/already arranged to call you back/, 1);
    await again.isPutInTheQueue(20);
    await again.waits(300);
    again.neverHeard(/press 1/);
    expect(again.heard().filter((text) => /already arranged/.test(text))).toHaveLength(1);
    await again.hangsUp();
  });

  it('before Mindful answers has no callback', async () => {
    centre().mindful.change({ behaviour: 'unreachable' });
    await forceWait(centre(), 300);
    const number = newNumber();
    const caller = await Phone.dial(centre(), number);
    await caller.hears(/press 1/);
    await caller.presses('1');
    await caller.waits(5);
    await caller.hangsUp();
    centre().mindful.change({ behaviour: 'normal' });
    const again = await Phone.dial(centre(), number);
    await again.hears(/press 1/, 1);
    await again.hangsUp();
  });
});
