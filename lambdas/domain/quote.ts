/** A wait in whole minutes, as it is spoken. */
export type Quote =
  | { kind: 'about'; minutes: number }
  | { kind: 'between'; fromMinutes: number; toMinutes: number }
  | { kind: 'more-than'; minutes: number };

/**
 * Rounds up to whole minutes, at least one: a caller who is answered early is pleased, one who is answered late was
 * lied to. Beyond the cap only "more than" is said.
 */
export function quoteWait(waitSeconds: number, capMinutes: number): Quote {
  if (waitSeconds > capMinutes * 60) return { kind: 'more-than', minutes: capMinutes };
  return { kind: 'about', minutes: Math.max(1, Math.ceil(waitSeconds / 60)) };
}
