import { describe, expect, it } from '@jest/globals';
import noOfferReasons from '../../../../lambdas/domain/offer/no-offer-reasons.json' with { type: 'json' };
import { reasonInWords } from '../../../../local/console/app/state/words.ts';

describe('the console says why there is no offer', () => {
  it.each(Object.entries(noOfferReasons))('%s in the words of the catalogue', (reason, { means }) =>
    expect(reasonInWords(reason)).toBe(means),
  );

  it('in the words of the reason itself where it has no row, as in a log of another build', () =>
    expect(reasonInWords('line-on-fire')).toBe('line on fire'));
});
