import { type EstimateInputs, single, type WaitEstimate } from './estimate.ts';
import { freeAgents } from './queue-statistics.ts';
import { meanHandleSeconds } from './service-rates.ts';

const THROUGHPUT_WINDOW_SECONDS = 15 * 60;

/**
 * Those in line, one more, and the mean time that an agent is taken up by a call, shared among the agents: the
 * queue-length estimator QLs of Ibrahim and Whitt (2009), without regard to who gives up or waits at home.
 */
export function queueLength({ statistics, memory }: EstimateInputs): WaitEstimate | undefined {
  if (freeAgents(statistics) > statistics.pendingTasks) return single(0);
  if (statistics.availableWorkers === 0) return undefined;
  const ahead = statistics.pendingTasks + statistics.lostCallbackTasks;
  return single(((ahead + 1) * meanHandleSeconds(memory)) / statistics.availableWorkers);
}

/**
 * Everybody ahead of a new caller, people waiting at home included (as in Genesys' estimate, which multiplies by the
 * same count), at the pace of the last fifteen minutes. When nobody was accepted in that time the queue has stalled: the
 * wait is at least what its head has lived through and does not fall below the estimate of a minute ago.
 */
export function waitingCallbacks({ statistics, callbacks, memory }: EstimateInputs): WaitEstimate | undefined {
  const { pendingTasks, reservedTasks, lostCallbackTasks, acceptedInLast15Minutes } = statistics;
  const ahead = pendingTasks + reservedTasks + lostCallbackTasks + callbacks.length;
  if (freeAgents(statistics) > ahead) return single(0);
  if (acceptedInLast15Minutes === undefined) return undefined;
  if (acceptedInLast15Minutes > 0) {
    const secondsPerCaller = THROUGHPUT_WINDOW_SECONDS / acceptedInLast15Minutes;
    return single((ahead + 1) * secondsPerCaller);
  }
  if (pendingTasks === 0) return undefined;
  return single(Math.max(statistics.longestTaskWaitingSeconds, memory.forecastSeconds));
}
