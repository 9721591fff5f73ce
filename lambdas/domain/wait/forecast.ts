import type { EstimatorName } from '../queue-config.ts';
import type { QueueSnapshot } from '../queue-snapshot.ts';
import type { Quote } from './quote.ts';

/** What every estimator said when a caller entered the queue; it travels in the task until an agent accepts. */
export interface Forecast {
  /** Whose value decides and is spoken. */
  by: EstimatorName;
  /** When it was made, in seconds. */
  at: number;
  /** Seconds by estimator; unknown ones are left out. */
  waits: Partial<Record<EstimatorName, number>>;
  /** The mean patience of the queue's callers: how likely somebody is to hold until an agent comes. */
  patienceSeconds?: number;
}

/** `undefined` when the snapshot is too old, or no statistics were there. */
export function forecastOf(snapshot: QueueSnapshot | undefined, nowMs: number): Forecast | undefined {
  if (!snapshot?.shadows) return undefined;
  const { estimator, shadows, patienceSeconds } = snapshot;
  const at = Math.round(nowMs / 1000);
  return { by: estimator, at, waits: shadows, ...(patienceSeconds !== undefined && { patienceSeconds }) };
}

/** Whether a wait was as the quote said: a range counts by its upper end, "more than" by what it says. */
export function keepsQuote(quote: Quote, waitSeconds: number): boolean {
  if (quote.kind === 'more-than') return waitSeconds >= quote.minutes * 60;
  return waitSeconds <= 60 * (quote.kind === 'between' ? quote.toMinutes : quote.minutes);
}

/** The end of a spoken range. */
export function highSecondsOf(quote: Quote): number | undefined {
  return quote.kind === 'between' ? 60 * quote.toMinutes : undefined;
}
