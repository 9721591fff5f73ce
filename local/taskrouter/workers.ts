import type { Worker } from './entities.ts';
import type { ActivityName, WorkerHabit } from './terms.ts';

export type WorkerState = 'free' | 'ringing' | 'talking' | 'wrapping' | 'away';

export interface WorkerView {
  readonly sid: string;
  readonly friendlyName: string;
  readonly taskQueueSids: readonly string[];
  readonly activityName: ActivityName;
  readonly habit: WorkerHabit;
  readonly state: WorkerState;
  readonly taskSid: string | undefined;
}

/** What the worker does with calls. */
export function workerState({ slots, activity }: Worker): WorkerState {
  const { reservation } = slots.voice;
  if (reservation === undefined) return activity === 'Available' ? 'free' : 'away';
  const { status } = reservation.task;
  if (status === 'reserved') return 'ringing';
  return status === 'wrapping' ? 'wrapping' : 'talking';
}

/** Also false for a worker in the last call before going home. */
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
