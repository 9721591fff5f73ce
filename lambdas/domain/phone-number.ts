declare const validated: unique symbol;

/** A number that passed `parsePhoneNumber`: the only kind that may reach a SIP header, a key or a task attribute. */
export type PhoneNumber = string & { readonly [validated]: true };

const E164 = /^\+[1-9]\d{5,14}$/;

/**
 * Numbers that carriers send for withheld caller IDs: a word spelled on the keypad, e.g. +266696687 = ANONYMOUS.
 * https://help.twilio.com/articles/223179988
 */
const WITHHELD_ON_THE_KEYPAD = new Set([
  '+266696687', // ANONYMOUS
  '+7378742833', // RESTRICTED
  '+2562533', // BLOCKED
  '+8656696', // UNKNOWN
  '+86282452253', // UNAVAILABLE
  '+7748283', // PRIVATE
]);

/** The caller's number if it can be called back; `undefined` for withheld, alphanumeric, SIP and client callers. */
export function parsePhoneNumber(text: string | undefined): PhoneNumber | undefined {
  if (text === undefined || !E164.test(text) || WITHHELD_ON_THE_KEYPAD.has(text)) return undefined;
  return text as PhoneNumber;
}

/** All that a log may show of a number: its last four digits. */
export function maskPhoneNumber(number: PhoneNumber): string {
  return `...${number.slice(-4)}`;
}
