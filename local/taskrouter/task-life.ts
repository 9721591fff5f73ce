import { release } from './activities.ts';
import { announceReservation, announceTask } from './announcements.ts';
import type { Task } from './entities.ts';
import type { Floor } from './floor.ts';
import { requireFound, requireValid } from './refusal.ts';
import { changeTask, requireStatus } from './tasks.ts';
import type { TaskAttributes, TaskChannel } from './terms.ts';

/** TaskRouter deletes tasks this long after they were completed or canceled. */
const forgetAfterMs = 5 * 60_000;
const maxPriority = 2 ** 31 - 1;
const maxTimeoutSeconds = 1_209_600;

export interface TaskOrder {
  readonly workflowSid: string;
  readonly attributes: TaskAttributes;
  /** Voice unless given. */
  readonly channel?: TaskChannel;
  /** Higher is served sooner; 0 unless given. */
  readonly priority?: number;
  /** Earlier is served sooner among equals; the time of creation unless given. */
  readonly virtualStartMs?: number;
  /** How long the task may wait for an agent; 86,400 unless given. */
  readonly timeoutSeconds?: number;
}

export type TaskChanges = Partial<Pick<TaskOrder, 'attributes' | 'priority' | 'virtualStartMs'>>;

export function createTask(floor: Floor, order: TaskOrder): Task {
  const workflow = requireFound(floor.workflows.get(order.workflowSid), `workflow ${order.workflowSid}`);
  const { priority = 0, virtualStartMs = floor.nowMs, timeoutSeconds = 86_400, attributes } = order;
  requirePlace(floor, { priority, virtualStartMs });
  requireValid(
    timeoutSeconds >= 1 && timeoutSeconds <= maxTimeoutSeconds,
    `A task's timeoutSeconds must be from 1 to ${maxTimeoutSeconds}.`,
  );
  const task: Task = {
    sid: floor.newSid('WT'),
    sequence: floor.tasksCreated++,
    channel: order.channel ?? 'voice',
    createdAtMs: floor.nowMs,
    queueEnteredAtMs: floor.nowMs,
    updatedAtMs: floor.nowMs,
    workflow,
    timeoutSeconds,
    attributes,
    priority,
    ownPriority: priority,
    virtualStartMs,
    ...newborn,
  };
  task.timeLimit = floor.calendar.schedule(floor.nowMs + timeoutSeconds * 1000, () =>
    cancelTask(floor, task, 'Task TTL Exceeded'),
  );
  floor.tasks.set(task.sid, task);
  floor.unplacedTasks.push(task);
  announceTask(floor, 'task.created', task);
  announceTask(floor, 'workflow.entered', task);
  return task;
}

/** A priority set here doesn't show while the task is in a target that has its own. */
export function updateTask(floor: Floor, task: Task, changes: TaskChanges): void {
  const { priority = task.ownPriority, virtualStartMs = task.virtualStartMs, attributes = task.attributes } = changes;
  requirePlace(floor, { priority, virtualStartMs });
  task.attributes = attributes;
  task.ownPriority = priority;
  changeTask(task, { virtualStartMs, priority: task.workflow.targets[task.targetIndex]?.priority ?? priority });
  announceTask(floor, 'task.updated', task);
}

export function cancelTask(floor: Floor, task: Task, reason: string): void {
  requireStatus(task, ['pending', 'reserved'], 'canceled');
  const { reservation } = task;
  finishTask(floor, task, { status: 'canceled', reason });
  if (reservation) announceReservation(floor, 'reservation.canceled', reservation);
  announceTask(floor, 'task.canceled', task);
  if (reservation) release(floor, reservation);
}

/** From the end of the conversation or of the wrap-up; the worker is free at once. */
export function completeTask(floor: Floor, task: Task, reason: string): void {
  requireStatus(task, ['assigned', 'wrapping'], 'completed');
  const { reservation } = task;
  finishTask(floor, task, { status: 'completed', reason });
  announceTask(floor, 'task.completed', task);
  if (reservation) {
    announceReservation(floor, 'reservation.completed', reservation);
    release(floor, reservation);
  }
}

export function forgetFinishedTasks(floor: Floor): void {
  const { finishedTasks } = floor;
  for (let task = finishedTasks[0]; task !== undefined; task = finishedTasks[0]) {
    if ((task.endedAtMs ?? floor.nowMs) + forgetAfterMs > floor.nowMs) return;
    finishedTasks.shift();
    floor.tasks.delete(task.sid);
  }
}

const newborn = {
  status: 'pending',
  targetIndex: -1,
  taskQueue: undefined,
  reservation: undefined,
  reservationCount: 0,
  reason: undefined,
  endedAtMs: undefined,
  timeLimit: undefined,
  targetLimit: undefined,
  nextStep: undefined,
} as const;

function finishTask(floor: Floor, task: Task, end: { status: 'completed' | 'canceled'; reason: string }): void {
  for (const appointment of [task.timeLimit, task.targetLimit, task.nextStep]) floor.calendar.cancel(appointment);
  changeTask(task, { status: end.status });
  task.reason = end.reason;
  task.endedAtMs = floor.nowMs;
  floor.finishedTasks.push(task);
}

function requirePlace(floor: Floor, { priority, virtualStartMs }: { priority: number; virtualStartMs: number }): void {
  requireValid(
    Number.isInteger(priority) && priority >= 0 && priority <= maxPriority,
    `A task's priority must be a whole number from 0 to ${maxPriority}.`,
  );
  requireValid(virtualStartMs <= floor.nowMs, "A task's virtual start time can't be in the future.");
}
