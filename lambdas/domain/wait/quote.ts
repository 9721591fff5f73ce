/** A wait in whole minutes, as it is spoken. */
export type Quote =
  | { kind: 'about'; minutes: number }
  | { kind: 'between'; fromMinutes: number; toMinutes: number }
  | { kind: 'more-than'; minutes: number };

/**
 * Rounds up to whole minutes, at least one: a caller who is answered early is pleased, one who is answered late was
 * lied to. When the wait may well be a minute longer than that (`highSeconds`), the quote is a range. Beyond the cap only
 * "more than" is said.
 */
export function quoteWait(waitSeconds: number, capMinutes: number, highSeconds: number = waitSeconds): Quote {
  if (waitSeconds > capMinutes * 60) return { kind: 'more-than', minutes: capMinutes };
  const fromMinutes = wholeMinutes(waitSeconds);
  const toMinutes = Math.min(capMinutes, wholeMinutes(highSeconds));
  if (toMinutes > fromMinutes) return { kind: 'between', fromMinutes, toMinutes };
  return { kind: 'about', minutes: fromMinutes };
}

function wholeMinutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}
