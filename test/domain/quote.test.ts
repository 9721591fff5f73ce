import { describe, expect, it } from '@jest/globals';
import { quoteFromUrl, quoteToUrl, quoteWait } from '../../lambdas/domain/quote.ts';
import { sentencesOf } from '../../lambdas/speech/spoken-language.ts';
import { configuration } from '../support/builders.ts';

const { 'en-US': english } = configuration().spoken;
if (!english) throw new Error('the default language is missing');
const sentences = sentencesOf('en-US', english);
const spoken = (waitSeconds: number, capMinutes = 10) => sentences.wait(quoteWait(waitSeconds, capMinutes));

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
    expect(sentences.wait(quoteWait(250, 10, 480))).toBe('between 5 minutes and 8 minutes');
  });
});

describe('a quote in a URL', () => {
  it.each([
    { spoken: quoteWait(421, 10), cap: 10 },
    { spoken: quoteWait(290, 10, 400), cap: 10 },
    { spoken: quoteWait(290, 10, 400), cap: 3 },
    { spoken: quoteWait(601, 10), cap: 30 },
    { spoken: quoteWait(2500, 30, 3000), cap: 10 },
  ])('is still $spoken.kind with a cap of $cap minutes', ({ spoken, cap }) => {
    expect(quoteFromUrl(quoteToUrl(spoken), cap)).toEqual(spoken);
  });

  it('of the version before, or of a flow, has no end where it was "more than"', () => {
    expect(quoteFromUrl({ wait: 601 }, 10)).toEqual(quoteWait(601, 10));
    expect(quoteFromUrl({}, 10)).toBeUndefined();
  });
});
