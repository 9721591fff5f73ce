/**
 * A pattern of digits as a numbering plan writes it: digits, `\d`, classes, groups, alternatives and counts. Unlike a RegExp it can be
 * asked whether some longer text would match.
 */
export interface DigitPattern {
  /** Nothing has to follow. */
  isComplete: boolean;
  /** What has to follow this digit; `undefined` where nothing that begins with it matches. */
  after(digit: string): DigitPattern | undefined;
}

const nothingMore: DigitPattern = { isComplete: true, after: () => undefined };

/** Throws on whatever it does not know. */
export function digitPattern(source: string): DigitPattern {
  let at = 0;
  const fail = (): never => {
    throw new Error(`the pattern ${source} is not understood at ${at}`);
  };
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(pattern, 'y');
    sticky.lastIndex = at;
    const found = sticky.exec(source);
    if (found) at = sticky.lastIndex;
    return found ?? undefined;
  };
  const alternatives = (): DigitPattern => {
    let one = sequence();
    while (take(/\|/)) one = either(one, sequence());
    return one;
  };
  const sequence = (): DigitPattern => {
    let whole = nothingMore;
    while (at < source.length && !/[|)]/.test(source[at] ?? '')) whole = inTurn(whole, counted());
    return whole;
  };
  const counted = (): DigitPattern => {
    const one = single();
    const count = take(/\{(\d+)(?:,(\d+))?\}/);
    if (count) return repeated(one, Number(count[1]), Number(count[2] ?? count[1]));
    return take(/\?/) ? repeated(one, 0, 1) : one;
  };
  const single = (): DigitPattern => {
    if (take(/\(\?:/)) {
      const group = alternatives();
      return take(/\)/) ? group : fail();
    }
    const digits = take(/\\d|\d|\[((?:\d-\d|\d)+)\]/);
    return digits ? oneOf(new RegExp(`^${digits[0]}$`)) : fail();
  };
  const whole = alternatives();
  return at === source.length ? whole : fail();
}

function oneOf(digits: RegExp): DigitPattern {
  return { isComplete: false, after: (digit) => (digits.test(digit) ? nothingMore : undefined) };
}

function either(one: DigitPattern, other: DigitPattern): DigitPattern {
  return {
    isComplete: one.isComplete || other.isComplete,
    after(digit) {
      const [first, second] = [one.after(digit), other.after(digit)];
      return first && second ? either(first, second) : (first ?? second);
    },
  };
}

function inTurn(first: DigitPattern, then: DigitPattern): DigitPattern {
  if (first === nothingMore) return then;
  return {
    isComplete: first.isComplete && then.isComplete,
    after(digit) {
      const rest = first.after(digit);
      const going = rest && inTurn(rest, then);
      const done = first.isComplete ? then.after(digit) : undefined;
      return going && done ? either(going, done) : (going ?? done);
    },
  };
}

function repeated(one: DigitPattern, atLeast: number, atMost: number): DigitPattern {
  return {
    isComplete: atLeast === 0 || one.isComplete,
    after(digit) {
      const rest = atMost > 0 ? one.after(digit) : undefined;
      return rest && inTurn(rest, repeated(one, Math.max(0, atLeast - 1), atMost - 1));
    },
  };
}
