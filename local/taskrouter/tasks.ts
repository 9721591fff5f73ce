import type { Appointment } from './calendar.ts';
import { TaskRouterRefusal } from './refusal.ts';
import type { TaskQueue } from './task-queue.ts';
import type { WorkerSlot } from './workers.ts';
import type { Workflow } from './workflow.ts';

export type TaskStatus = 'pending' | 'reserved' | 'assigned' | 'wrapping' | 'completed' | 'canceled';
/** What a worker may do at the same time: one call, and beside it one task of the default channel. */
export const taskChannels = ['voice', 'default'] as const;
export type TaskChannel = (typeof taskChannels)[number];
export type TaskAttributes = Readonly<Record<string, unknown>>;

/** What the functions that decide how people behave may know of a task. */
export interface TaskFacts {
  readonly sid: string;
  readonly attributes: TaskAttributes;
  readonly priority: number;
  readonly createdAtMs: number;
}

/** One task as the machinery keeps it; `changeTask` changes what its queue has to know. */
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

export interface TaskView {
  readonly sid: string;
  readonly workflowSid: string;
  readonly taskQueueSid: string | undefined;
  readonly channel: TaskChannel;
  readonly status: TaskStatus;
  readonly priority: number;
  readonly ageSeconds: number;
  readonly createdAtMs: number;
  readonly virtualStartMs: number;
  readonly queueEnteredAtMs: number;
  readonly timeoutSeconds: number;
  readonly attributes: TaskAttributes;
  readonly reason: string | undefined;
  readonly reservationSid: string | undefined;
  readonly workerSid: string | undefined;
}

/** Moves a task in status, priority, place in line or queue, and keeps the queues' lines and counts right. */
export function changeTask(
  task: Task,
  change: Partial<Pick<Task, 'status' | 'priority' | 'virtualStartMs' | 'taskQueue' | 'queueEnteredAtMs'>>,
): void {
  task.taskQueue?.leave(task);
  Object.assign(task, change);
  task.taskQueue?.join(task);
}

export function isWaiting(task: { status: TaskStatus }): boolean {
  return task.status === 'pending' || task.status === 'reserved';
}

/** Who is served first: higher priority, then the earlier virtual start, then who came first. */
export function isServedBefore(a: Task, b: Task): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  if (a.virtualStartMs !== b.virtualStartMs) return a.virtualStartMs < b.virtualStartMs;
  return a.sequence < b.sequence;
}

export function requireStatus(task: Task, allowed: readonly TaskStatus[], deed: string): void {
  if (allowed.includes(task.status)) return;
  throw new TaskRouterRefusal(
    'not-allowed',
    `Task ${task.sid} is ${task.status}: it can be ${deed} only while it is ${allowed.join(' or ')}.`,
  );
}

export function viewTask(task: Task, nowMs: number): TaskView {
  return {
    sid: task.sid,
    workflowSid: task.workflow.sid,
    taskQueueSid: task.taskQueue?.sid,
    channel: task.channel,
    status: task.status,
    priority: task.priority,
    ageSeconds: ageSeconds(task, task.endedAtMs ?? nowMs),
    createdAtMs: task.createdAtMs,
    virtualStartMs: task.virtualStartMs,
    queueEnteredAtMs: task.queueEnteredAtMs,
    timeoutSeconds: task.timeoutSeconds,
    attributes: task.attributes,
    reason: task.reason,
    reservationSid: task.reservation?.sid,
    workerSid: task.reservation?.slot.worker.sid,
  };
}

export function ageSeconds(task: TaskFacts, atMs: number): number {
  return Math.floor((atMs - task.createdAtMs) / 1000);
}
