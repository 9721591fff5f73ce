import type { Task } from './entities.ts';
import { TaskRouterRefusal } from './refusal.ts';
import type { TaskAttributes, TaskChannel, TaskFacts, TaskStatus } from './terms.ts';

export interface TaskView {
  readonly sid: string;
  readonly workflowSid: string;
  readonly workflowName: string;
  /** Undefined until the task has matched a target of its workflow. */
  readonly taskQueueSid: string | undefined;
  readonly taskQueueName: string | undefined;
  readonly channel: TaskChannel;
  readonly status: TaskStatus;
  readonly priority: number;
  readonly ageSeconds: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
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
    workflowName: task.workflow.friendlyName,
    taskQueueSid: task.taskQueue?.sid,
    taskQueueName: task.taskQueue?.friendlyName,
    channel: task.channel,
    status: task.status,
    priority: task.priority,
    ageSeconds: ageSeconds(task, task.endedAtMs ?? nowMs),
    createdAtMs: task.createdAtMs,
    updatedAtMs: task.updatedAtMs,
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
