import type { QueuePolicy } from '../queue-config.ts';
import { type Quote, quoteWait } from '../quote.ts';

/** When a callback comes, as its caller hears it. */
export type Due =
  | { kind: 'now' }
  | { kind: 'in'; quote: Quote }
  | { kind: 'at'; atMs: number; nowMs: number; timeZone: string };

/** Nobody counts further in minutes: beyond this a time of day is said, where it is known which clock the caller looks at. */
const SAID_IN_MINUTES_MS = 2 * 60 * 60_000;

/** What Mindful says of a callback is told as it is; a cap is for what is only estimated. */
const SPOKEN_MINUTES_AT_MOST = 240;

export function dueAt(atMs: number, { openingHours }: QueuePolicy, nowMs: number): Due {
  if (atMs - nowMs > SAID_IN_MINUTES_MS && openingHours) {
    return { kind: 'at', atMs, nowMs, timeZone: openingHours.timeZone };
  }
  const leftSeconds = Math.round((atMs - nowMs) / 1000);
  return leftSeconds > 0 ? { kind: 'in', quote: quoteWait(leftSeconds, SPOKEN_MINUTES_AT_MOST) } : { kind: 'now' };
}
