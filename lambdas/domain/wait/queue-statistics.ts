/** What TaskRouter says about a task queue, checked; counts of tasks and workers, times in seconds. */
export interface QueueStatistics {
  pendingTasks: number;
  /** Tasks to call people whose callback was lost, which wait for an agent ahead of every caller; in no other count. */
  lostCallbackTasks: number;
  reservedTasks: number;
  assignedTasks: number;
  wrappingTasks: number;
  /** Workers whose activity is "available", busy ones included. */
  availableWorkers: number;
  longestTaskWaitingSeconds: number;
  /** The guide's measure: average from creation to acceptance over the last five minutes, 0 if nothing was accepted. */
  averageAcceptanceSeconds: number;
  /** The longest wait among those accepted in the last five minutes, 0 if nothing was accepted. */
  longestAcceptanceSeconds: number;
  acceptedInLast5Minutes: number;
  completedInLast5Minutes: number;
  canceledInLast5Minutes: number;
  /** Only where the estimator asks for this window. */
  acceptedInLast15Minutes?: number;
}

/**
 * Agents who could take a call now. TaskRouter counts a talking agent as available, so the busy are subtracted. While
 * somebody has been waiting for more than a moment nobody is free, whatever the difference says: who looks free then
 * talks to another queue's caller. The same goes for a lost callback's task.
 */
export function freeAgents(statistics: QueueStatistics): number {
  if (statistics.lostCallbackTasks > 0) return 0;
  if (statistics.pendingTasks > 0 && statistics.longestTaskWaitingSeconds > MATCHING_SECONDS) return 0;
  return Math.max(0, statistics.availableWorkers - busyAgents(statistics));
}

/** TaskRouter finds an agent for a task within seconds, if there is one. */
export const MATCHING_SECONDS = 10;

/** Agents who ring, talk or wrap up for this queue. */
export function busyAgents(statistics: QueueStatistics): number {
  return statistics.reservedTasks + statistics.assignedTasks + statistics.wrappingTasks;
}
