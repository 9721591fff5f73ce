import { IndexedHeap } from './indexed-heap.ts';
import { QueueHistory } from './queue-history.ts';
import { TaskQueueLine } from './task-queue-line.ts';
import { TaskTally } from './task-tally.ts';
import { isServedBefore, isWaiting, type Task, type TaskChannel, type TaskView, viewTask } from './tasks.ts';
import { isIdleLonger, type Worker, type WorkerSlot } from './workers.ts';

export interface TaskQueueOptions {
  readonly sid: string;
  readonly friendlyName: string;
}

/** The tasks of one channel, and the workers who are free for one. */
class QueueChannel {
  readonly line = new TaskQueueLine();
  readonly tally = new TaskTally();
  readonly history = new QueueHistory();
  readonly idleSlots = new IndexedHeap<WorkerSlot>(isIdleLonger);
}

export class TaskQueue {
  readonly sid: string;
  readonly friendlyName: string;
  readonly workers = new Set<Worker>();
  readonly #channels = { voice: new QueueChannel(), default: new QueueChannel() };
  readonly #liveTasks = new Set<Task>();

  constructor(options: TaskQueueOptions) {
    this.sid = options.sid;
    this.friendlyName = options.friendlyName;
  }

  channel(name: TaskChannel): QueueChannel {
    return this.#channels[name];
  }

  join(task: Task): void {
    if (task.status === 'completed' || task.status === 'canceled') return;
    const { tally, line } = this.channel(task.channel);
    tally.count(task, 1);
    this.#liveTasks.add(task);
    if (task.status === 'pending') line.add(task);
  }

  leave(task: Task): void {
    const { tally, line } = this.channel(task.channel);
    tally.count(task, -1);
    this.#liveTasks.delete(task);
    if (task.status === 'pending') line.remove(task);
  }

  /** Who waits (pending and ringing) as they will be served, then who is being served. */
  viewTasks(nowMs: number): TaskView[] {
    const tasks = [...this.#liveTasks].sort(
      (a, b) => Number(isWaiting(b)) - Number(isWaiting(a)) || (isServedBefore(a, b) ? -1 : 1),
    );
    return tasks.map((task) => viewTask(task, nowMs));
  }
}
