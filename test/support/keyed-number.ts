import type { PhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { phoneNumber } from './builders.ts';
import type { Phone } from './phone.ts';

/** A number as its keys, as Mindful calls it, and as it is heard back. */
export interface KeyedNumber {
  keys: string;
  number: PhoneNumber;
  spoken: RegExp;
}

let keyed = 0;

/** A number that nobody has keyed in yet in this test file. */
export function anotherNumber(): KeyedNumber {
  keyed += 1;
  const keys = `415557${String(keyed).padStart(4, '0')}`;
  return { keys, number: phoneNumber(`+1${keys}`), spoken: new RegExp(`plus 1, ${Array.from(keys).join(', ')}\\.`) };
}

/** Up to the number as it is heard back. */
export async function keysIn(caller: Phone, { keys, spoken }: KeyedNumber, key = '3'): Promise<void> {
  await caller.presses(key);
  await caller.hears(/enter the number/, 5);
  await caller.presses(`${keys}#`);
  await caller.hears(spoken, 5);
}
