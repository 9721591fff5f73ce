import { mayBeCalled } from '../callable-number.ts';
import { type PhoneNumber, parsePhoneNumber } from '../phone-number.ts';
import type { CallableNumbers, Configuration, DialledPrefixes, NumberingPlan, QueuePolicy } from '../queue-config.ts';

/** Which numbers a caller may be called back on: the own one, another that is keyed in, or either. */
export type NumberChoice = 'own' | 'another' | 'either';

interface Choosing {
  policy: Pick<QueuePolicy, 'anotherNumber' | 'offers'>;
  /** Absent where anybody may be called. */
  callable?: CallableNumbers | undefined;
}

/** `undefined` where there is no number to call. */
export function numberChoice(
  { policy, callable }: Choosing,
  caller: PhoneNumber | undefined,
): NumberChoice | undefined {
  const { anotherNumber, offers } = policy;
  const isCallable = caller !== undefined && (callable === undefined || mayBeCalled(callable, caller));
  const mayKeyIn = offers === 'ask' && (anotherNumber === 'everybody' || (anotherNumber === 'withheld' && !caller));
  if (isCallable) return mayKeyIn ? 'either' : 'own';
  return mayKeyIn ? 'another' : undefined;
}

/** Whether another number than the caller's may be keyed in. */
export function mayKeyIn(queue: Choosing, caller: PhoneNumber | undefined): boolean {
  const choice = numberChoice(queue, caller);
  return choice === 'another' || choice === 'either';
}

export type KeyedNumberReading = { number: PhoneNumber } | { because: 'incomplete' | 'not-callable' | 'our-own' };

/**
 * The number that these keys stand for, as people dial it in the first of the countries that may be called: with the international
 * prefix or 00, with the national prefix, or without either, of the country itself or with a country's code. Keys that can be read as
 * two numbers that may be called are read as none, rather than as somebody else's.
 */
export function readKeyedNumber(
  keys: string,
  callable: CallableNumbers,
  configuration: Configuration,
): KeyedNumberReading {
  const { plans, dialled } = callable;
  if (!dialled || !/^\d+$/.test(keys)) return { because: 'incomplete' };
  const abroad = longestBeginning(keys, dialled.international);
  const readings = abroad === undefined ? readingsWithin(keys, dialled) : numbersIn(keys.slice(abroad.length));
  const whole = readings.filter((number) => plans.some((plan) => isWhole(number, plan)));
  const [number, ...others] = whole.filter((one) => mayBeCalled(callable, one));
  if (number && others.length === 0) return isOurOwn(number, configuration) ? { because: 'our-own' } : { number };
  const isForeign = abroad !== undefined && readings.some((one) => !plans.some((plan) => hasCode(one, plan)));
  return { because: !number && (whole.length > 0 || isForeign) ? 'not-callable' : 'incomplete' };
}

function longestBeginning(keys: string, prefixes: readonly string[]): string | undefined {
  const fitting = prefixes.filter((prefix) => keys.startsWith(prefix));
  return fitting.sort((one, other) => other.length - one.length)[0];
}

function readingsWithin(keys: string, { code, national }: DialledPrefixes): PhoneNumber[] {
  if (national !== undefined && keys.startsWith(national)) return numbersIn(code + keys.slice(national.length));
  return numbersIn(code + keys, keys);
}

function numbersIn(...digits: string[]): PhoneNumber[] {
  return digits.flatMap((one) => parsePhoneNumber(`+${one}`) ?? []);
}

function hasCode(number: PhoneNumber, { code }: NumberingPlan): boolean {
  return number.startsWith(`+${code}`);
}

function isWhole(number: PhoneNumber, plan: NumberingPlan): boolean {
  return hasCode(number, plan) && plan.lengths.includes(number.length - 1 - plan.code.length);
}

/** A callback to one of these would reach this contact centre, or Mindful itself. */
function isOurOwn(number: PhoneNumber, { queues }: Configuration): boolean {
  return queues.some(({ numbers, returnNumbers, returnCallers, callTarget }) =>
    [...numbers, ...returnNumbers, ...returnCallers, callTarget.number].includes(number),
  );
}
