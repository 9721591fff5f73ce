import type { ActivityName, TaskAttributes, TaskChannel, TaskStatus } from './terms.ts';

export type TaskEventType =
  | 'task.created'
  | 'task.updated'
  | 'task.canceled'
  | 'task.wrapup'
  | 'task.completed'
  | 'task-queue.entered'
  | 'task-queue.timeout'
  | 'task-queue.moved'
  | 'workflow.entered'
  | 'workflow.target-matched'
  | 'workflow.timeout';

export type ReservationEventType =
  | 'reservation.created'
  | 'reservation.accepted'
  | 'reservation.rejected'
  | 'reservation.timeout'
  | 'reservation.canceled'
  | 'reservation.wrapup'
  | 'reservation.completed';

interface TaskFields {
  readonly timestampMs: number;
  readonly taskSid: string;
  readonly taskAttributes: TaskAttributes;
  readonly taskChannel: TaskChannel;
  readonly taskAgeSeconds: number;
  readonly taskPriority: number;
  readonly taskAssignmentStatus: TaskStatus;
  readonly taskCreatedAtMs: number;
  readonly taskVirtualStartMs: number;
  readonly taskCanceledReason: string | undefined;
  readonly taskCompletedReason: string | undefined;
  /** Undefined until the task has matched a target of its workflow. */
  readonly taskQueueSid: string | undefined;
  readonly taskQueueName: string | undefined;
  readonly workflowSid: string;
  readonly workflowName: string;
}

interface WorkerFields {
  readonly workerSid: string;
  readonly workerName: string;
  readonly workerActivitySid: string;
  readonly workerActivityName: ActivityName;
}

interface TaskEvent extends TaskFields {
  readonly eventType: TaskEventType;
}

interface ReservationEvent extends TaskFields, WorkerFields {
  readonly eventType: ReservationEventType;
  readonly reservationSid: string;
}

interface WorkerEvent extends WorkerFields {
  readonly eventType: 'worker.activity.update';
  readonly timestampMs: number;
  readonly workerPreviousActivitySid: string;
  readonly workerTimeInPreviousActivityMs: number;
}

/** One event of the workspace, with its exact time (https://www.twilio.com/docs/taskrouter/api/event/reference). */
export type WorkspaceEvent = TaskEvent | ReservationEvent | WorkerEvent;

/**
 * The form that TaskRouter posts to the event callback URL, less what only the workspace knows: AccountSid,
 * WorkspaceSid, WorkspaceName. `Timestamp` is in seconds.
 */
export function eventCallbackParameters(event: WorkspaceEvent): Record<string, string> {
  const parameters: Record<string, string | undefined> = {
    EventType: event.eventType,
    Timestamp: String(Math.floor(event.timestampMs / 1000)),
    TimestampMs: String(event.timestampMs),
    ...resource(event),
    ...('taskSid' in event ? taskParameters(event) : {}),
    ...('workerSid' in event ? workerParameters(event) : {}),
  };
  const present = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(present);
}

function resource(event: WorkspaceEvent): Record<string, string> {
  if ('reservationSid' in event) return { ResourceType: 'reservation', ResourceSid: event.reservationSid };
  if ('taskSid' in event) return { ResourceType: 'task', ResourceSid: event.taskSid };
  return { ResourceType: 'worker', ResourceSid: event.workerSid };
}

function taskParameters(event: TaskEvent | ReservationEvent): Record<string, string | undefined> {
  return {
    TaskSid: event.taskSid,
    TaskAttributes: JSON.stringify(event.taskAttributes),
    TaskAge: String(event.taskAgeSeconds),
    TaskPriority: String(event.taskPriority),
    TaskAssignmentStatus: event.taskAssignmentStatus,
    TaskCanceledReason: event.taskCanceledReason,
    TaskCompletedReason: event.taskCompletedReason,
    Reason: event.taskCanceledReason ?? event.taskCompletedReason,
    TaskChannelUniqueName: event.taskChannel,
    TaskQueueSid: event.taskQueueSid,
    TaskQueueName: event.taskQueueName,
    WorkflowSid: event.workflowSid,
    WorkflowName: event.workflowName,
  };
}

function workerParameters(event: ReservationEvent | WorkerEvent): Record<string, string> {
  const worker = {
    WorkerSid: event.workerSid,
    WorkerName: event.workerName,
    WorkerActivitySid: event.workerActivitySid,
    WorkerActivityName: event.workerActivityName,
  };
  if (event.eventType !== 'worker.activity.update') return { ...worker, ReservationSid: event.reservationSid };
  return {
    ...worker,
    WorkerPreviousActivitySid: event.workerPreviousActivitySid,
    WorkerTimeInPreviousActivity: String(Math.floor(event.workerTimeInPreviousActivityMs / 1000)),
    WorkerTimeInPreviousActivityMs: String(event.workerTimeInPreviousActivityMs),
  };
}
