import { type EstimateInputs, single, type WaitEstimate } from './estimate.ts';
import { freeAgents } from './queue-statistics.ts';

/**
 * Twilio's guide: the average acceptance time of the last five minutes, the minutes passed explicitly because the API's
 * own default is fifteen. An average of no acceptances is unknown, not zero.
 */
export function averageAcceptance({ statistics }: EstimateInputs): WaitEstimate | undefined {
  if (statistics.acceptedInLast5Minutes > 0) return single(statistics.averageAcceptanceSeconds);
  const nobodyWaits = statistics.pendingTasks + statistics.reservedTasks === 0;
  return nobodyWaits && freeAgents(statistics) > 0 ? single(0) : undefined;
}

/**
 * A new caller waits as long as the head of the line has waited already: the HOL estimator of Ibrahim and Whitt,
 * "Real-time delay estimation based on delay history", Manufacturing & Service Operations Management 11 (2009).
 */
export function headOfLine({ statistics }: EstimateInputs): WaitEstimate {
  return single(statistics.pendingTasks > 0 ? statistics.longestTaskWaitingSeconds : 0);
}

/**
 * A new caller waits as long as the last one who got an agent: the LES estimator of the same paper. TaskRouter does not
 * tell the last wait, so this is the longest of the last five minutes, which return calls, being short, do not pull down.
 */
export function lastAccepted({ statistics }: EstimateInputs): WaitEstimate | undefined {
  if (freeAgents(statistics) > statistics.pendingTasks) return single(0);
  return statistics.acceptedInLast5Minutes > 0 ? single(statistics.longestAcceptanceSeconds) : undefined;
}
