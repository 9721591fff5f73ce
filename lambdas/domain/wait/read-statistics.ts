import * as v from 'valibot';
import type { QueueStatistics } from './queue-statistics.ts';

/** Minutes of a window of TaskRouter's cumulative statistics. */
export type StatisticsWindow = 5 | 15;

/** The JSON documents of TaskRouter's statistics, as received. */
export interface RawStatistics {
  realTime: unknown;
  cumulative5Minutes: unknown;
  /** Absent where it was not asked for. */
  cumulative15Minutes?: unknown;
}

export type StatisticsReading = { ok: true; statistics: QueueStatistics } | { ok: false; problem: string };

/** Nothing on a floor comes near this: a larger value is a fault, not a busy day. */
const ABSURD = 1e6;

const count = v.pipe(v.number(), v.minValue(0), v.maxValue(ABSURD));

/** The maps by status may carry their counts as text; a plain field never does. */
const countByStatus = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))]),
  v.minValue(0),
  v.maxValue(ABSURD),
);

const rawStatistics = v.object({
  realTime: v.object({
    tasks_by_status: v.object({
      pending: countByStatus,
      reserved: countByStatus,
      assigned: countByStatus,
      wrapping: countByStatus,
    }),
    total_available_workers: count,
    longest_task_waiting_age: count,
  }),
  cumulative5Minutes: v.object({
    avg_task_acceptance_time: count,
    wait_duration_until_accepted: v.object({ max: countByStatus }),
    reservations_accepted: count,
    tasks_completed: count,
    tasks_canceled: count,
  }),
  cumulative15Minutes: v.optional(v.object({ reservations_accepted: count })),
});

/**
 * Checks TaskRouter's raw JSON field by field. One field that is missing, null, text, negative or absurd makes the whole
 * reading unknown, never 0: a wrong zero would promise a short wait.
 * https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics
 */
export function readStatistics(raw: RawStatistics): StatisticsReading {
  const { success, issues, output } = v.safeParse(rawStatistics, raw);
  if (!success) {
    const problems = issues.map((issue) => `${v.getDotPath(issue)} is ${JSON.stringify(issue.input) ?? 'missing'}`);
    return { ok: false, problem: problems.join('; ') };
  }
  const { realTime, cumulative5Minutes: last5, cumulative15Minutes: last15 } = output;
  const { tasks_by_status: tasks } = realTime;
  const statistics: QueueStatistics = {
    lostCallbackTasks: 0,
    pendingTasks: tasks.pending,
    reservedTasks: tasks.reserved,
    assignedTasks: tasks.assigned,
    wrappingTasks: tasks.wrapping,
    availableWorkers: realTime.total_available_workers,
    longestTaskWaitingSeconds: realTime.longest_task_waiting_age,
    averageAcceptanceSeconds: last5.avg_task_acceptance_time,
    longestAcceptanceSeconds: last5.wait_duration_until_accepted.max,
    acceptedInLast5Minutes: last5.reservations_accepted,
    completedInLast5Minutes: last5.tasks_completed,
    canceledInLast5Minutes: last5.tasks_canceled,
    ...(last15 && { acceptedInLast15Minutes: last15.reservations_accepted }),
  };
  return { ok: true, statistics };
}
