import type { WaitingCallback } from './callback-returns.ts';
import type { QueueMemory } from './queue-memory.ts';
import type { QueueStatistics } from './queue-statistics.ts';

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

export interface EstimateInputs {
  statistics: QueueStatistics;
  callbacks: readonly WaitingCallback[];
  /** Holds the present sample already. */
  memory: QueueMemory;
  nowMs: number;
}

/** `undefined` means unknown: better no quote than a wrong one. */
export type WaitEstimator = (inputs: EstimateInputs) => WaitEstimate | undefined;

/** An estimate of an estimator that knows one value only. */
export function single(seconds: number): WaitEstimate {
  return { quoteSeconds: seconds, offerSeconds: seconds };
}
