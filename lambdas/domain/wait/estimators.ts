import type { EstimatorName } from '../queue-config.ts';
import type { WaitingCallback } from './callback-returns.ts';
import { averageAcceptance, headOfLine, lastAccepted } from './delay-history.ts';
import type { WaitEstimate, WaitEstimator, WhenInDoubt } from './estimate.ts';
import { readMemory, readRoster } from './memory-schema.ts';
import { momentOfWeek } from './moment-of-week.ts';
import { peopleAhead } from './people-ahead.ts';
import { queueLength, waitingCallbacks } from './queue-length.ts';
import { type QueueMemory, remember, rememberForNext } from './queue-memory.ts';
import type { QueueStatistics } from './queue-statistics.ts';
import type { StatisticsWindow } from './read-statistics.ts';
import { finishedQuarter, learnQuarter, type RosterMemory, usualAt } from './roster-memory.ts';

export const waitEstimators = {
  'average-acceptance': averageAcceptance,
  'head-of-line': headOfLine,
  'last-accepted': lastAccepted,
  'queue-length': queueLength,
  'waiting-callbacks': waitingCallbacks,
  'people-ahead': peopleAhead,
} satisfies Record<EstimatorName, WaitEstimator>;

/** The guide's: always there, for the scoreboard. */
const YARDSTICK: EstimatorName = 'average-acceptance';

/** Minutes of the windows of TaskRouter's cumulative statistics that an estimator needs. */
export function windowsOf(estimator: EstimatorName): readonly StatisticsWindow[] {
  return estimator === 'waiting-callbacks' ? [5, 15] : [5];
}

export type WaitEstimates = Partial<Record<EstimatorName, WaitEstimate>>;

export interface SampledQueue {
  /** The estimator that decides. */
  estimator: EstimatorName;
  whenInDoubt: WhenInDoubt;
  statistics: QueueStatistics;
  /** People waiting at home. */
  callbacks: readonly WaitingCallback[];
  /** The memory in the snapshot before this one, and that of the roster, as written by whomever. */
  memory: unknown;
  roster: unknown;
  timeZone: string;
  nowMs: number;
}

export interface Estimation {
  /** Without those that are unknown. */
  estimates: WaitEstimates;
  /** What the next sample must know. */
  memory: QueueMemory;
  /** Who is there at this time of the week as a rule, where that is known. */
  usualAgents?: number;
  /** Where a quarter of an hour is over: what is known of the roster now. */
  learnedRoster?: RosterMemory;
}

/** What the queue's estimator and the guide's say about this sample, and what is remembered of it. */
export function estimateWaits(sample: SampledQueue): Estimation {
  const { estimator, whenInDoubt, statistics, callbacks, timeZone, nowMs } = sample;
  const previous = readMemory(sample.memory);
  const known = readRoster(sample.roster);
  const finished = previous && finishedQuarter(previous, nowMs);
  const learnedRoster = finished && learnQuarter(known, momentOfWeek(finished.atMs, timeZone).quarter, finished.agents);
  const memory = remember(sample, previous);
  const moment = momentOfWeek(nowMs, timeZone);
  const inputs = { statistics, callbacks, memory, roster: learnedRoster ?? known, moment, whenInDoubt, nowMs };
  const estimates: WaitEstimates = {};
  for (const name of new Set([estimator, YARDSTICK])) {
    const estimate = waitEstimators[name](inputs);
    if (estimate) estimates[name] = estimate;
  }
  const usualAgents = usualAt(inputs.roster, moment.quarter);
  const forecastSeconds = estimates[estimator]?.quoteSeconds ?? 0;
  return {
    estimates,
    memory: rememberForNext(memory, sample, { previous, forecastSeconds }),
    ...(usualAgents !== undefined && { usualAgents }),
    ...(learnedRoster && { learnedRoster }),
  };
}
