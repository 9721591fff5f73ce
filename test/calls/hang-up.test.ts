import { afterEach, describe, expect, it } from '@jest/globals';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { newNumber, Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { inQueueOffer: { afterSeconds: 30, everySeconds: 60, atMost: 2 } } });

afterEach(() => staff(centre(), 0));

type Journey = (caller: Phone) => Promise<void>;

const hearsOffer: Journey = (caller) => caller.hears(/press 1/, 120);
const accepts: Journey = async (caller) => {
  await hearsOffer(caller);
  await caller.presses('1');
};
const holds: Journey = async (caller) => {
  await hearsOffer(caller);
  await caller.presses('2');
  await caller.isPutInTheQueue(5);
};

/** One journey after the other. */
const then =
  (first: Journey, second: Journey): Journey =>
  async (caller) => {
    await first(caller);
    await second(caller);
  };
const hearsOfferOnHold = then(holds, (caller) => caller.hears(/Instead of holding/, 120));
const pressesOne: Journey = (caller) => caller.presses('1');
const talks = then(holds, async (caller) => {
  await staff(centre(), 1);
  await caller.reaches('talking to an agent', 10);
});

/** How far a caller comes before hanging up, and whether a callback is kept. */
const steps: Record<string, { until: Journey; kept: boolean }> = {
  'before the offer is over': { until: hearsOffer, kept: false },
  'after a wrong key': { until: then(hearsOffer, (caller) => caller.presses('7')), kept: false },
  'while Mindful is dialled': { until: accepts, kept: false },
  'at Mindful, before it has confirmed': {
    until: then(accepts, (caller) => caller.reaches('at Mindful', 10)),
    kept: true,
  },
  'at Mindful, after it has confirmed': {
    until: then(accepts, (caller) => caller.hears(/call you back/, 30)),
    kept: true,
  },
  'on hold': { until: then(holds, (caller) => caller.waits(10)), kept: false },
  'during the offer on hold': { until: hearsOfferOnHold, kept: false },
  'after accepting on hold': { until: then(hearsOfferOnHold, pressesOne), kept: false },
  'while talking to an agent': { until: talks, kept: false },
};

describe('a caller who hangs up', () => {
  it.each(Object.entries(steps))('%s leaves nothing behind', async (_, { until, kept }) => {
    await forceWait(centre(), 300);
    const number = newNumber();
    const caller = await Phone.dial(centre(), number);
    await until(caller);
    await caller.hangsUp();
    await caller.waits(30);
    expect(caller.record.endedBy).toBe('caller');
    const open = centre()
      .floors.get('support')
      ?.tasks()
      .filter(({ status }) => status === 'pending' || status === 'reserved');
    expect(open).toEqual([]);
    caller.wentWell();

    await staff(centre(), 0);
    await forceWait(centre(), 300);
    const again = await Phone.dial(centre(), number);
    if (kept) await again.isPutInTheQueue(10);
    else await again.hears(/press 1/, 1);
    await again.hangsUp();
  });
});
