import type { TaskStatus } from './terms.ts';

export interface TasksByStatus {
  reserved: number;
  pending: number;
  assigned: number;
  wrapping: number;
}

/** How many live tasks a queue has, by priority and status. */
export class TaskTally {
  readonly #byPriority = new Map<number, TasksByStatus>();

  /** Adds `step` (1 or -1) for a live task; finished ones don't count. */
  count(task: { status: TaskStatus; priority: number }, step: 1 | -1): void {
    if (task.status === 'completed' || task.status === 'canceled') return;
    const statuses = this.#byPriority.get(task.priority) ?? { reserved: 0, pending: 0, assigned: 0, wrapping: 0 };
    statuses[task.status] += step;
    this.#byPriority.set(task.priority, statuses);
  }

  byStatus(): TasksByStatus {
    const total = { reserved: 0, pending: 0, assigned: 0, wrapping: 0 };
    for (const statuses of this.#byPriority.values()) {
      total.reserved += statuses.reserved;
      total.pending += statuses.pending;
      total.assigned += statuses.assigned;
      total.wrapping += statuses.wrapping;
    }
    return total;
  }

  /** Priorities that have no task are left out. */
  byPriority(includesAssigned: boolean): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const [priority, statuses] of this.#byPriority) {
      const waiting = statuses.pending + statuses.reserved;
      const count = includesAssigned ? waiting + statuses.assigned + statuses.wrapping : waiting;
      if (count > 0) counts[String(priority)] = count;
    }
    return counts;
  }
}
