import type { Appointment } from './calendar.ts';
import type { TaskQueue } from './task-queue.ts';
import type { Reservation, TaskChannel } from './tasks.ts';

/** `Available` takes calls; `Unavailable` is on shift but away; `Offline` has gone home. */
export type ActivityName = 'Available' | 'Unavailable' | 'Offline';
export const activityNames: readonly ActivityName[] = ['Available', 'Unavailable', 'Offline'];

/** What a worker does when it rings: answers, lets it time out, or declines. */
export type WorkerHabit = 'answers' | 'ignores' | 'rejects';

export type WorkerState = 'free' | 'ringing' | 'talking' | 'wrapping' | 'away';

export interface WorkerFacts {
  readonly sid: string;
  readonly friendlyName: string;
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

/** One worker as the machinery keeps it. */
export interface Worker extends WorkerFacts {
  readonly taskQueues: readonly TaskQueue[];
  habit: WorkerHabit;
  activity: ActivityName;
  activitySinceMs: number;
  /** The activity to take up after the present call, where leavers stay available until then. */
  nextActivity: ActivityName | undefined;
  readonly slots: Readonly<Record<TaskChannel, WorkerSlot>>;
  /** Coming back by oneself after a reservation that timed out. */
  comeback: Appointment | undefined;
}

export interface WorkerView {
  readonly sid: string;
  readonly friendlyName: string;
  readonly taskQueueSids: readonly string[];
  readonly activityName: ActivityName;
  readonly habit: WorkerHabit;
  readonly state: WorkerState;
  readonly taskSid: string | undefined;
}

export function isIdleLonger(a: WorkerSlot, b: WorkerSlot): boolean {
  return a.idleOrder < b.idleOrder;
}

/** What the worker does with calls. */
export function workerState({ slots, activity }: Worker): WorkerState {
  const { reservation } = slots.voice;
  if (reservation === undefined) return activity === 'Available' ? 'free' : 'away';
  const { status } = reservation.task;
  if (status === 'reserved') return 'ringing';
  return status === 'wrapping' ? 'wrapping' : 'talking';
}

/** False also for who is in the last call before going home. */
export function isOnShift(worker: Worker): boolean {
  return (worker.nextActivity ?? worker.activity) !== 'Offline';
}

export function viewWorker(worker: Worker): WorkerView {
  return {
    sid: worker.sid,
    friendlyName: worker.friendlyName,
    taskQueueSids: worker.taskQueues.map((queue) => queue.sid),
    activityName: worker.activity,
    habit: worker.habit,
    state: workerState(worker),
    taskSid: worker.slots.voice.reservation?.task.sid,
  };
}
