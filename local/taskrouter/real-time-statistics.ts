import type { Task, TaskQueue } from './entities.ts';
import type { TasksByStatus } from './task-tally.ts';
import type { ActivityName, TaskChannel } from './terms.ts';

/** The fields of TaskRouter's JSON that the model knows; the REST server adds SIDs and URL. */
export interface RealTimeStatistics {
  readonly activity_statistics: readonly { sid: string; friendly_name: ActivityName; workers: number }[];
  /** Seconds since the creation of the oldest pending task; 0 and null when none is pending. */
  readonly longest_task_waiting_age: number;
  readonly longest_task_waiting_sid: string | null;
  /** Seconds since the entry into this queue. */
  readonly longest_relative_task_age_in_queue: number;
  readonly longest_relative_task_sid_in_queue: string | null;
  readonly tasks_by_priority: Record<string, number>;
  readonly tasks_by_status: TasksByStatus;
  /** Workers whose activity is available, those in a call included. */
  readonly total_available_workers: number;
  /** Every worker of the queue, whatever the activity. */
  readonly total_eligible_workers: number;
  readonly total_tasks: number;
}

interface RealTimeOptions {
  readonly nowMs: number;
  readonly activitySids: ReadonlyMap<ActivityName, string>;
  readonly tasksByPriorityIncludesAssigned: boolean;
  /** Whose tasks are counted. */
  readonly channels: readonly TaskChannel[];
}

export function realTimeStatistics(queue: TaskQueue, options: RealTimeOptions): RealTimeStatistics {
  const { nowMs } = options;
  const counted = options.channels.map((name) => queue.channel(name));
  const oldest = first(
    counted.flatMap(({ line }) => line.oldest() ?? []),
    ({ createdAtMs }) => createdAtMs,
  );
  const longestInQueue = first(
    counted.flatMap(({ line }) => line.longestInQueue() ?? []),
    ({ queueEnteredAtMs }) => queueEnteredAtMs,
  );
  const statuses = sum(counted.map(({ tally }) => tally.byStatus()));
  const activities = countActivities(queue);
  return {
    activity_statistics: [...options.activitySids].map(([name, sid]) => ({
      sid,
      friendly_name: name,
      workers: activities[name],
    })),
    longest_task_waiting_age: secondsSince(oldest?.createdAtMs, nowMs),
    longest_task_waiting_sid: sidOf(oldest),
    longest_relative_task_age_in_queue: secondsSince(longestInQueue?.queueEnteredAtMs, nowMs),
    longest_relative_task_sid_in_queue: sidOf(longestInQueue),
    tasks_by_priority: sum(counted.map(({ tally }) => tally.byPriority(options.tasksByPriorityIncludesAssigned))),
    tasks_by_status: statuses,
    total_available_workers: activities.Available,
    total_eligible_workers: queue.workers.size,
    total_tasks: statuses.pending + statuses.reserved + statuses.assigned + statuses.wrapping,
  };
}

function first(tasks: Task[], sinceMs: (task: Task) => number): Task | undefined {
  return tasks.sort((one, other) => sinceMs(one) - sinceMs(other))[0];
}

function sum<Counts extends object>(parts: readonly Counts[]): Counts {
  const total: Record<string, number> = {};
  for (const part of parts) {
    for (const [name, count] of Object.entries(part)) total[name] = (total[name] ?? 0) + count;
  }
  return total as Counts;
}

function countActivities(queue: TaskQueue): Record<ActivityName, number> {
  const counts = { Available: 0, Unavailable: 0, Offline: 0 };
  for (const worker of queue.workers) counts[worker.activity] += 1;
  return counts;
}

function secondsSince(startMs: number | undefined, nowMs: number): number {
  return startMs === undefined ? 0 : Math.floor((nowMs - startMs) / 1000);
}

function sidOf(task: Task | undefined): string | null {
  return task?.sid ?? null;
}
