import { describe, expect, it } from '@jest/globals';
import { quoteWait } from '../../../lambdas/domain/wait/quote.ts';
import { sentencesIn } from '../../../lambdas/speech/languages.ts';

const spoken = (waitSeconds: number, capMinutes = 10) => sentencesIn('en-US').wait(quoteWait(waitSeconds, capMinutes));

describe('a quoted wait', () => {
  it.each([
    [0, 'about 1 minute'],
    [60, 'about 1 minute'],
    [61, 'about 2 minutes'],
    [121, 'about 3 minutes'],
    [421, 'about 8 minutes'],
    [600, 'about 10 minutes'],
    [601, 'more than 10 minutes'],
    [1e7, 'more than 10 minutes'],
  ])('%d seconds is "%s"', (waitSeconds, phrase) => {
    expect(spoken(waitSeconds)).toBe(phrase);
  });

  it.each([
    [3600, 'about 1 hour'],
    [3660, 'about 1 hour and 1 minute'],
    [3900, 'about 1 hour and 5 minutes'],
    [7500, 'about 2 hours and 5 minutes'],
    [14401, 'more than 4 hours'],
  ])('beyond an hour, %d seconds is "%s"', (waitSeconds, phrase) => {
    expect(spoken(waitSeconds, 240)).toBe(phrase);
  });

  it('can be a range', () => {
    expect(sentencesIn('en-US').wait({ kind: 'between', fromMinutes: 5, toMinutes: 8 })).toBe(
      'between 5 minutes and 8 minutes',
    );
  });
});
