const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/**
 * Text from outside as it may go into XML and into a log: without control characters, line separators and code points that
 * are no characters, each of which the TwiML builder would throw on or a log would break at.
 */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(UNFIT, '');
}
