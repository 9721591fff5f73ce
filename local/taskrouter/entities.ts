import type { Appointment } from './calendar.ts';
import { IndexedHeap } from './indexed-heap.ts';
import { QueueHistory } from './queue-history.ts';
import { isServedBefore, TaskQueueLine } from './task-queue-line.ts';
import { TaskTally } from './task-tally.ts';
import type {
  ActivityName,
  TaskAttributes,
  TaskChannel,
  TaskFacts,
  TaskStatus,
  WorkerFacts,
  WorkerHabit,
} from './terms.ts';
import type { Workflow } from './workflow.ts';

/** A task inside the model; fields that its queue depends on are changed by `changeTask` only. */
export interface Task extends TaskFacts {
  readonly sequence: number;
  readonly channel: TaskChannel;
  readonly workflow: Workflow;
  readonly timeoutSeconds: number;
  attributes: TaskAttributes;
  /** The priority in force: the target's if it has one, else `ownPriority`. */
  priority: number;
  ownPriority: number;
  virtualStartMs: number;
  status: TaskStatus;
  /** -1 before the task has entered its workflow. */
  targetIndex: number;
  taskQueue: TaskQueue | undefined;
  queueEnteredAtMs: number;
  /** When it was last announced that something of it has changed. */
  updatedAtMs: number;
  reservation: Reservation | undefined;
  reservationCount: number;
  /** Why it was canceled or completed. */
  reason: string | undefined;
  endedAtMs: number | undefined;
  /** The end of its time to live, of its time in its target, and of what it is in (ringing, talking, wrapping). */
  timeLimit: Appointment | undefined;
  targetLimit: Appointment | undefined;
  nextStep: Appointment | undefined;
}

export interface Reservation {
  readonly sid: string;
  readonly task: Task;
  readonly slot: WorkerSlot;
}

/**
 * A worker's capacity on one channel: one task at a time. As in a new workspace, the channels don't know of each other.
 * https://www.twilio.com/docs/taskrouter/multitasking
 */
export interface WorkerSlot {
  readonly worker: Worker;
  readonly channel: TaskChannel;
  reservation: Reservation | undefined;
  /** Grows each time the slot becomes free: the lowest has been idle longest. */
  idleOrder: number;
}

/** A worker inside the model. */
export interface Worker extends WorkerFacts {
  readonly taskQueues: readonly TaskQueue[];
  habit: WorkerHabit;
  activity: ActivityName;
  activitySinceMs: number;
  /** The activity to take up after the present call, where leaving workers count as available until then. */
  nextActivity: ActivityName | undefined;
  readonly slots: Readonly<Record<TaskChannel, WorkerSlot>>;
  /** The worker's return after a reservation that timed out. */
  comeback: Appointment | undefined;
}

export interface TaskQueueOptions {
  readonly sid: string;
  readonly friendlyName: string;
}

/** The tasks of one channel, and the workers that are free for one. */
class QueueChannel {
  readonly line = new TaskQueueLine<Task>();
  readonly tally = new TaskTally();
  readonly history = new QueueHistory();
  readonly idleSlots = new IndexedHeap<WorkerSlot>((a, b) => a.idleOrder < b.idleOrder);
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

  /** Waiting tasks (pending, ringing) in the order of service, then those being served. */
  liveTasks(): Task[] {
    return [...this.#liveTasks].sort(
      (a, b) => Number(isWaiting(b)) - Number(isWaiting(a)) || (isServedBefore(a, b) ? -1 : 1),
    );
  }
}

function isWaiting(task: { status: TaskStatus }): boolean {
  return task.status === 'pending' || task.status === 'reserved';
}
