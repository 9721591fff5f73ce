import type { Reservation, Task, Worker } from './entities.ts';
import type { ReservationEventType, TaskEventType } from './events.ts';
import type { Floor } from './floor.ts';
import { ageSeconds } from './tasks.ts';
import type { ActivityName } from './terms.ts';

/** Statistics are made of the same announcements as the event callback, so the two can't disagree. */
export function announceTask(floor: Floor, eventType: TaskEventType, task: Task): void {
  noteChange(floor, eventType, task);
  floor.outbox.push({ eventType, ...taskFields(floor, task) });
}

export function announceReservation(floor: Floor, eventType: ReservationEventType, reservation: Reservation): void {
  const { sid, task, slot } = reservation;
  noteChange(floor, eventType, task);
  floor.outbox.push({
    eventType,
    reservationSid: sid,
    ...taskFields(floor, task),
    ...workerFields(floor, slot.worker),
  });
}

function noteChange(floor: Floor, eventType: TaskEventType | ReservationEventType, task: Task): void {
  task.updatedAtMs = floor.nowMs;
  task.taskQueue?.channel(task.channel).history.record(eventType, task, floor.nowMs);
}

export function announceActivity(
  floor: Floor,
  worker: Worker,
  previous: { name: ActivityName; sinceMs: number },
): void {
  floor.outbox.push({
    eventType: 'worker.activity.update',
    timestampMs: floor.nowMs,
    ...workerFields(floor, worker),
    workerPreviousActivitySid: activitySid(floor, previous.name),
    workerTimeInPreviousActivityMs: floor.nowMs - previous.sinceMs,
  });
}

function taskFields(floor: Floor, task: Task) {
  return {
    timestampMs: floor.nowMs,
    taskSid: task.sid,
    taskAttributes: task.attributes,
    taskChannel: task.channel,
    taskAgeSeconds: ageSeconds(task, floor.nowMs),
    taskPriority: task.priority,
    taskAssignmentStatus: task.status,
    taskCreatedAtMs: task.createdAtMs,
    taskVirtualStartMs: task.virtualStartMs,
    taskCanceledReason: task.status === 'canceled' ? task.reason : undefined,
    taskCompletedReason: task.status === 'completed' ? task.reason : undefined,
    taskQueueSid: task.taskQueue?.sid,
    taskQueueName: task.taskQueue?.friendlyName,
    workflowSid: task.workflow.sid,
    workflowName: task.workflow.friendlyName,
  };
}

function workerFields(floor: Floor, worker: Worker) {
  return {
    workerSid: worker.sid,
    workerName: worker.friendlyName,
    workerActivitySid: activitySid(floor, worker.activity),
    workerActivityName: worker.activity,
  };
}

function activitySid(floor: Floor, name: ActivityName): string {
  return floor.activitySids.get(name) ?? '';
}
