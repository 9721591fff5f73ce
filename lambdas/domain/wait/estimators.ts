import type { EstimatorName } from '../queue-config.ts';
import { averageAcceptance, headOfLine, lastAccepted } from './delay-history.ts';
import type { EstimateInputs, WaitEstimate, WaitEstimator } from './estimate.ts';
import { peopleAhead } from './people-ahead.ts';
import { queueLength, waitingCallbacks } from './queue-length.ts';
import { type QueueMemory, remember, rememberForNext } from './queue-memory.ts';
import type { QueueStatistics } from './queue-statistics.ts';

export const waitEstimators = {
  'average-acceptance': averageAcceptance,
  'head-of-line': headOfLine,
  'last-accepted': lastAccepted,
  'queue-length': queueLength,
  'waiting-callbacks': waitingCallbacks,
  'people-ahead': peopleAhead,
} satisfies Record<EstimatorName, WaitEstimator>;

export type WaitEstimates = Record<EstimatorName, WaitEstimate | undefined>;

export interface SampledQueue {
  statistics: QueueStatistics;
  /** People waiting at home. */
  callbacks: EstimateInputs['callbacks'];
  /** The memory in the snapshot before this one. */
  memory: QueueMemory | undefined;
  nowMs: number;
}

/** What every estimator says about this sample, and what the next one must know of it. */
export function estimateWaits(sample: SampledQueue): { estimates: WaitEstimates; memory: QueueMemory } {
  const { statistics, callbacks, nowMs } = sample;
  const memory = remember(sample, sample.memory);
  const inputs = { statistics, callbacks, memory, nowMs };
  const estimates = {} as WaitEstimates;
  for (const name of Object.keys(waitEstimators) as EstimatorName[]) estimates[name] = waitEstimators[name](inputs);
  return { estimates, memory: rememberForNext(memory, statistics, estimates['people-ahead']?.quoteSeconds ?? 0) };
}
