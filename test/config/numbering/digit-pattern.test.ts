import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DigitPattern, digitPattern } from '../../../config/numbering/digit-pattern.ts';

/** A pattern of every form that numbering plans have, as text. */
const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1', '2', '\\d', '[12]', '[1-3]', '[02-4]', '1?', '\\d{2}', '[12]{1,2}', '3{0,2}'),
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(?:${one}|${other})`),
    tie('pattern').map((inner) => `(?:${inner})?`),
    tie('pattern').map((inner) => `(?:${inner}){1,2}`),
  ),
}));

function following(text: string, whole: DigitPattern): DigitPattern | undefined {
  return Array.from(text).reduce<DigitPattern | undefined>((rest, digit) => rest?.after(digit), whole);
}

const text = fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '4'), maxLength: 8 });

it('matches what the regular expression matches, and goes on as long as one that matches may still come', () => {
  fc.assert(
    fc.property(pattern, text, text, (source, begun, rest) => {
      const whole = digitPattern(source);
      const matches = new RegExp(`^(?:${source})$`).test(begun + rest);
      expect(following(begun + rest, whole)?.isComplete ?? false).toBe(matches);
      if (matches) expect(following(begun, whole)).toBeDefined();
    }),
    { numRuns: 2000 },
  );
});

it.each(['1+', '1*', '[^1]', '(1)', '1{2,}', '1)', '(?:1', '.', '^1'])(
  'refuses %s, which it does not know',
  (source) => {
    expect(() => digitPattern(source)).toThrow('is not understood');
  },
);
