import { IndexedHeap } from './indexed-heap.ts';
import { QueueHistory } from './queue-history.ts';
import { TaskQueueLine } from './task-queue-line.ts';
import { TaskTally } from './task-tally.ts';
import { isServedBefore, isWaiting, type Task, type TaskView, viewTask } from './tasks.ts';
import { isIdleLonger, type Worker } from './workers.ts';

export interface TaskQueueOptions {
  readonly sid: string;
  readonly friendlyName: string;
}

export class TaskQueue {
  readonly sid: string;
  readonly friendlyName: string;
  readonly line = new TaskQueueLine();
  readonly tally = new TaskTally();
  readonly history = new QueueHistory();
  readonly workers = new Set<Worker>();
  readonly idleWorkers = new IndexedHeap<Worker>(isIdleLonger);
  readonly #liveTasks = new Set<Task>();

  constructor(options: TaskQueueOptions) {
    this.sid = options.sid;
    this.friendlyName = options.friendlyName;
  }

  join(task: Task): void {
    if (task.status === 'completed' || task.status === 'canceled') return;
    this.tally.count(task, 1);
    this.#liveTasks.add(task);
    if (task.status === 'pending') this.line.add(task);
  }

  leave(task: Task): void {
    this.tally.count(task, -1);
    this.#liveTasks.delete(task);
    if (task.status === 'pending') this.line.remove(task);
  }

  /** Who waits (pending and ringing) as they will be served, then who is being served. */
  viewTasks(nowMs: number): TaskView[] {
    const tasks = [...this.#liveTasks].sort(
      (a, b) => Number(isWaiting(b)) - Number(isWaiting(a)) || (isServedBefore(a, b) ? -1 : 1),
    );
    return tasks.map((task) => viewTask(task, nowMs));
  }
}
