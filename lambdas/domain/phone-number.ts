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

/** The number without its plus sign, which our URLs do not allow. */
export function numberToUrl(number: PhoneNumber): string {
  return number.slice(1);
}

export function numberFromUrl(digits: string): PhoneNumber | undefined {
  return parsePhoneNumber(`+${digits}`);
}

/** Mindful keeps metadata up to 60 characters; a name, parameters and quotes may come on top. */
const LONGEST_TEXT = 200;

/** A number of the North American plan without its country code, which is also how another country's with its code may look. */
const TEN_DIGITS = /^[2-9]\d{2}[2-9]\d{6}$/;

/**
 * The number in a text that has been through other systems: percent-encoded, as hex with or without a protocol discriminator,
 * quoted, as a tel or SIP URI with a name before it, written with 00 or separators, or with its plus lost to form decoding.
 * `undefined` rather than somebody else's number where it could be read in two ways. lib/fallback-handler.js does the same at the
 * edge; test/data/number-forms.ts holds both to it.
 */
export function readPhoneNumber(text: string | undefined): PhoneNumber | undefined {
  if (text === undefined || text.length > LONGEST_TEXT) return undefined;
  const uri = /^[^<>]*<([^<>]*)>[^<>]*$/.exec(text)?.[1] ?? text;
  const [value = '', ...parameters] = uri.split(';');
  const isHex = parameters.some((parameter) => /^\s*encoding\s*=\s*"?hex"?\s*$/i.test(parameter));
  const decoded = decode(value.replace(/^\s*"(.*)"\s*$/, '$1'), isHex);
  return writtenNumber(decoded.replace(/^\s*(tel|sips?):([^@:?]*).*$/i, '$2'));
}

/** Hex of a plus and digits is nothing else, so it is understood without its `encoding=hex` too. */
const HEX_OF_A_NUMBER = /^(00|04)?2b(3\d){6,15}$/i;

/** The first byte of ISDN's user-to-user information: 00 for any content, 04 for text. No number begins with it. */
const DISCRIMINATOR = /^0[04]/;

function decode(text: string, isHex: boolean): string {
  const hex = text.trim();
  if (isHex || HEX_OF_A_NUMBER.test(hex)) {
    return /^([0-9a-f]{2})+$/i.test(hex) ? Buffer.from(hex.replace(DISCRIMINATOR, ''), 'hex').toString('latin1') : '';
  }
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function writtenNumber(text: string): PhoneNumber | undefined {
  const written = text.trim();
  // "(0)" is dialled within the country only.
  if (!/^\+?[\d ().-]+$/.test(written) || written.includes('(0)')) return undefined;
  const digits = written.replace(/\D/g, '');
  if (written.startsWith('+')) return parsePhoneNumber(`+${digits}`);
  if (digits.startsWith('00')) return parsePhoneNumber(`+${digits.slice(2)}`);
  const lostItsPlus = /^ +\d/.test(text);
  return !lostItsPlus && TEN_DIGITS.test(digits) ? undefined : parsePhoneNumber(`+${digits}`);
}

/** All that a log may show of a number: its last four digits. */
export function maskPhoneNumber(number: PhoneNumber): string {
  return `...${number.slice(-4)}`;
}
