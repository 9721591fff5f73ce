import type { EstimatorName } from './queue-config.ts';
import { freeAgents, type QueueStatistics } from './queue-statistics.ts';

/**
 * How long somebody who calls now will wait. Two values, because one cannot do both jobs: `quoteSeconds` is what is
 * spoken, `offerSeconds` what is held against the threshold.
 */
export interface WaitEstimate {
  quoteSeconds: number;
  offerSeconds: number;
}

interface EstimateInputs {
  statistics: QueueStatistics;
  /** People waiting at home: their return calls will be served before a caller who comes now. */
  openCallbacks: number;
  /** The estimate of a minute ago, if there was one. */
  previousWaitSeconds: number | undefined;
}

/** `undefined` means unknown: better no quote than a wrong one. */
export type WaitEstimator = (inputs: EstimateInputs) => WaitEstimate | undefined;

const THROUGHPUT_WINDOW_SECONDS = 15 * 60;

/**
 * Twilio's guide: the average acceptance time of the last five minutes, the minutes passed explicitly because the API's
 * own default is fifteen. An average of no acceptances is unknown, not zero.
 */
function averageAcceptance({ statistics }: EstimateInputs): WaitEstimate | undefined {
  if (statistics.acceptedInLast5Minutes > 0) return single(statistics.averageAcceptanceSeconds);
  const nobodyWaits = statistics.pendingTasks + statistics.reservedTasks === 0;
  return nobodyWaits && freeAgents(statistics) > 0 ? single(0) : undefined;
}

/**
 * Everybody ahead of a new caller, people waiting at home included, at the pace of the last fifteen minutes. When
 * nobody was accepted in that time the queue has stalled: the wait is at least what its head has lived through and
 * does not fall below the previous estimate.
 */
function waitingCallbacks({
  statistics,
  openCallbacks,
  previousWaitSeconds,
}: EstimateInputs): WaitEstimate | undefined {
  const ahead = statistics.pendingTasks + statistics.reservedTasks + openCallbacks;
  if (freeAgents(statistics) > ahead) return single(0);
  if (statistics.acceptedInLast15Minutes > 0) {
    const secondsPerCaller = THROUGHPUT_WINDOW_SECONDS / statistics.acceptedInLast15Minutes;
    return single((ahead + 1) * secondsPerCaller);
  }
  if (statistics.pendingTasks === 0) return undefined;
  return single(Math.max(statistics.longestTaskWaitingSeconds, previousWaitSeconds ?? 0));
}

function single(seconds: number): WaitEstimate {
  return { quoteSeconds: seconds, offerSeconds: seconds };
}

export const waitEstimators = {
  'average-acceptance': averageAcceptance,
  'waiting-callbacks': waitingCallbacks,
} satisfies Record<EstimatorName, WaitEstimator>;
