import type { QueuePolicy } from '../queue-config.ts';
import type { WaitingCallback } from './callback-returns.ts';
import type { MomentOfWeek } from './moment-of-week.ts';
import type { QueueMemory } from './queue-memory.ts';
import type { QueueStatistics } from './queue-statistics.ts';
import type { RosterMemory } from './roster-memory.ts';

/**
 * How long somebody who calls now will wait. Several values, because one cannot do every job: `quoteSeconds` to
 * `quoteHighSeconds` is what is spoken, `offerSeconds` what is held against the threshold.
 */
export interface WaitEstimate {
  quoteSeconds: number;
  /** The upper end of what may well happen; absent from estimators that know no spread. */
  quoteHighSeconds?: number;
  offerSeconds: number;
}

/** Whether a wait near the threshold gets an offer. */
export type WhenInDoubt = QueuePolicy['whenInDoubt'];

/** What is known when the wait is estimated. */
export interface EstimateInputs {
  statistics: QueueStatistics;
  /** People waiting at home. */
  callbacks: readonly WaitingCallback[];
  /** Holds the present sample already. */
  memory: QueueMemory;
  roster: RosterMemory | undefined;
  moment: MomentOfWeek;
  whenInDoubt: WhenInDoubt;
  nowMs: number;
}

/** `undefined` means unknown: better no quote than a wrong one. */
export type WaitEstimator = (inputs: EstimateInputs) => WaitEstimate | undefined;

/** An estimate of an estimator that knows one value only. */
export function single(seconds: number): WaitEstimate {
  return { quoteSeconds: seconds, offerSeconds: seconds };
}
