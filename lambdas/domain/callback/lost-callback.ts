import type { QueueStatistics } from '../wait/queue-statistics.ts';
import type { CallbackRecord } from './callback-record.ts';

/** The window of TaskRouter's statistics in which these tasks show. */
const WINDOW_MS = 5 * 60 * 1000;
/** A sample is killed after half a minute at the latest: then nobody is making the task any more. */
export const CLAIM_MS = 30_000;
/** TaskRouter rounds to seconds. */
const ROUNDING_SECONDS = 2;

/** The `type` attribute of a task that asks an agent to call a customer whose callback never came. */
export const LOST_CALLBACK = 'lost-callback';

export function needsTask({ lostTaskSid }: CallbackRecord): boolean {
  return lostTaskSid === undefined;
}

/** An agent may still be handed the task, or TaskRouter's statistics still show that one was. */
export function showsInStatistics({ lostTaskTriedAtMs, lostTaskEndedAtMs }: CallbackRecord, nowMs: number): boolean {
  return lostTaskTriedAtMs !== undefined && !(lostTaskEndedAtMs !== undefined && isPast(lostTaskEndedAtMs, nowMs));
}

/** Nothing of this loss is left to be done or taken into account. */
export function isSettled(record: CallbackRecord, nowMs: number): boolean {
  return record.expiresAtMs <= nowMs || (!needsTask(record) && !showsInStatistics(record, nowMs));
}

/** A task that waits in the queue, a caller's or a lost callback's. */
export interface WaitingTask {
  attributes: Record<string, unknown>;
  createdAtMs: number;
}

/**
 * TaskRouter's statistics without the tasks of lost callbacks. Nobody is on the line in such a task, so it may wait for hours
 * and its wait says nothing about callers. Each one does take an agent before the next caller gets one, so the waiting ones are
 * counted separately.
 */
export function withoutLostCallbackTasks(
  statistics: QueueStatistics,
  { waiting, records, nowMs }: { waiting: readonly WaitingTask[]; records: readonly CallbackRecord[]; nowMs: number },
): QueueStatistics {
  const callers = waiting.filter(({ attributes }) => attributes['type'] !== LOST_CALLBACK);
  const lostCallbackTasks = waiting.length - callers.length;
  const pendingTasks = Math.max(0, statistics.pendingTasks - lostCallbackTasks);
  const oldestMs = Math.min(nowMs, ...callers.map(({ createdAtMs }) => createdAtMs));
  const isHeadKnown = callers.length > 0 || pendingTasks === 0;
  return {
    ...statistics,
    ...withoutAccepted(statistics, waitsOf(records, nowMs)),
    pendingTasks,
    lostCallbackTasks,
    ...(isHeadKnown && { longestTaskWaitingSeconds: Math.round((nowMs - oldestMs) / 1000) }),
  };
}

/** How long each task waited that an agent took lately. */
function waitsOf(records: readonly CallbackRecord[], nowMs: number): number[] {
  return records.flatMap(({ status, lostTaskMadeAtMs, lostTaskEndedAtMs }) =>
    status === 'lost' && lostTaskMadeAtMs && lostTaskEndedAtMs && !isPast(lostTaskEndedAtMs, nowMs)
      ? [Math.max(0, lostTaskEndedAtMs - lostTaskMadeAtMs) / 1000]
      : [],
  );
}

function withoutAccepted(statistics: QueueStatistics, waitsSeconds: number[]): Partial<QueueStatistics> {
  if (waitsSeconds.length === 0) return {};
  const { acceptedInLast5Minutes, averageAcceptanceSeconds, longestAcceptanceSeconds } = statistics;
  const accepted = Math.max(0, acceptedInLast5Minutes - waitsSeconds.length);
  const total = averageAcceptanceSeconds * acceptedInLast5Minutes - waitsSeconds.reduce((sum, wait) => sum + wait, 0);
  const average = accepted === 0 ? 0 : Math.max(0, Math.round(total / accepted));
  // TaskRouter does not report the second longest wait. It is at least the average, so that is used.
  const isLongest = Math.max(...waitsSeconds) >= longestAcceptanceSeconds - ROUNDING_SECONDS;
  return {
    acceptedInLast5Minutes: accepted,
    averageAcceptanceSeconds: average,
    ...(isLongest && { longestAcceptanceSeconds: average }),
  };
}

function isPast(atMs: number, nowMs: number): boolean {
  return atMs + WINDOW_MS <= nowMs;
}
