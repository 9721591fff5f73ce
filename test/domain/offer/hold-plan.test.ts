import { describe, expect, it } from '@jest/globals';
import { isInQueueOfferDue } from '../../../lambdas/domain/offer/offer-decision.ts';

const plan = { afterSeconds: 120, everySeconds: 300, atMost: 2 };

describe('the offer to a caller on hold', () => {
  it.each([
    { heldSeconds: 119, offersMade: 0, due: false },
    { heldSeconds: 120, offersMade: 0, due: true },
    { heldSeconds: 419, offersMade: 1, due: false },
    { heldSeconds: 420, offersMade: 1, due: true },
    { heldSeconds: 9999, offersMade: 2, due: false },
  ])('after $heldSeconds s and $offersMade offers is due: $due', ({ heldSeconds, offersMade, due }) => {
    expect(isInQueueOfferDue(plan, heldSeconds, offersMade)).toBe(due);
  });

  it('is never due where it is switched off', () => {
    expect(isInQueueOfferDue({ ...plan, atMost: 0 }, 9999, 0)).toBe(false);
  });
});
