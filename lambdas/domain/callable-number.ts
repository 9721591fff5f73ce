import type { PhoneNumber } from './phone-number.ts';
import type { CallableNumbers, NumberingPlan } from './queue-config.ts';

/** Whether a number is of a country that the queue may call, and of none of the ranges that it may not. */
export function mayBeCalled({ plans, refused }: CallableNumbers, number: PhoneNumber): boolean {
  const digits = number.slice(1);
  if (refused.some((prefix) => digits.startsWith(prefix))) return false;
  return plans.length === 0 || plans.some((plan) => isOf(plan, digits));
}

/** The longest prefix that fits decides. */
function isOf({ callable, refused }: NumberingPlan, digits: string): boolean {
  return longestIn(callable, digits) > longestIn(refused, digits);
}

function longestIn(prefixes: readonly string[], digits: string): number {
  return Math.max(-1, ...prefixes.filter((prefix) => digits.startsWith(prefix)).map((prefix) => prefix.length));
}
