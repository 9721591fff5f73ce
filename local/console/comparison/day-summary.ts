import type { Figures } from '../../../lib/monitoring/figures.ts';

/** Times on hold of which one may choose: the service level is the share of callers who were answered within it. */
export const serviceLevelSeconds = [10, 20, 30, 60, 90, 120, 180, 300] as const;

/** One day under one policy. */
export interface DaySummary {
  calls: number;
  answered: number;
  hungUp: number;
  /** Callers who hang up without callbacks and reached an agent here; and those of whom the opposite is true. */
  rescued: number;
  lostInstead: number;
  /** Per cent of the calls, one for each of `serviceLevelSeconds`. */
  answeredWithin: number[];
  averageHoldSeconds: number;
  longestHoldSeconds: number;
  /** From dialling to an agent, over the callers that reached one. */
  averageSecondsToAgent: number;
  longestSecondsToAgent: number;
  figures: Figures;
}

/** A column of the comparison's result. */
export interface PolicyResult {
  name: string;
  /** One for each seed, in the same order in every column. */
  days: DaySummary[];
  /** People on hold minute by minute, of the first seed. */
  queueLengths: number[];
}
