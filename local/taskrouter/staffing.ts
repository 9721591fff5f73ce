import { changeActivity } from './activities.ts';
import type { TaskQueue, Worker, WorkerSlot } from './entities.ts';
import type { Floor } from './floor.ts';
import { requireFound, requireValid } from './refusal.ts';
import { rejectReservation } from './reservations.ts';
import type { ActivityName, WorkerHabit } from './terms.ts';
import { type TaskChannel, taskChannels } from './terms.ts';
import { isOnShift, type WorkerState, workerState } from './workers.ts';

export interface NewWorker {
  readonly taskQueueSids: readonly string[];
  /** `Agent 1`, `Agent 2`, ... unless given. */
  readonly friendlyName?: string;
  /** Answers unless given. */
  readonly habit?: WorkerHabit;
}

/** Starts available. */
export function addWorker(floor: Floor, newcomer: NewWorker): Worker {
  requireValid(newcomer.taskQueueSids.length > 0, 'A worker needs at least one task queue: name one in taskQueueSids.');
  const taskQueues = [...new Set(newcomer.taskQueueSids)].map((sid) =>
    requireFound(floor.taskQueues.get(sid), `task queue ${sid}`),
  );
  const slots = {} as Record<TaskChannel, WorkerSlot>;
  const worker: Worker = {
    sid: floor.newSid('WK'),
    friendlyName: newcomer.friendlyName ?? `Agent ${floor.workers.size + 1}`,
    taskQueues,
    habit: newcomer.habit ?? 'answers',
    activity: 'Available',
    activitySinceMs: floor.nowMs,
    nextActivity: undefined,
    comeback: undefined,
    slots,
  };
  for (const channel of taskChannels) slots[channel] = { worker, channel, reservation: undefined, idleOrder: 0 };
  floor.workers.set(worker.sid, worker);
  for (const queue of taskQueues) queue.workers.add(worker);
  floor.unoccupiedSlots.push(...Object.values(worker.slots));
  return worker;
}

/** A worker that becomes unavailable declines a ringing phone, but finishes a conversation and its wrap-up. */
export function setActivity(floor: Floor, worker: Worker, name: ActivityName): void {
  const state = workerState(worker);
  const isLeaving = worker.activity === 'Available' && name !== 'Available';
  for (const { reservation } of Object.values(worker.slots)) {
    if (isLeaving && reservation?.task.status === 'reserved') rejectReservation(floor, reservation);
  }
  if (isLeaving && (state === 'talking' || state === 'wrapping') && floor.leaversStayAvailable) {
    worker.nextActivity = name;
    return;
  }
  changeActivity(floor, worker, name);
}

/**
 * Brings the workers on shift (available or away) to `count`. Workers that went home return before new ones come.
 * Those that are away go home first, then free ones, then those in a conversation; among equals the newest goes first.
 */
export function setWorkerCount(floor: Floor, queue: TaskQueue, count: number): void {
  requireValid(Number.isInteger(count) && count >= 0, 'The number of workers must be a whole number, 0 or more.');
  const workers = [...queue.workers];
  const onShift = workers.filter(isOnShift);
  const leavers = onShift.toReversed().sort((a, b) => leavingRank[workerState(a)] - leavingRank[workerState(b)]);
  for (const worker of leavers.slice(0, Math.max(0, onShift.length - count))) setActivity(floor, worker, 'Offline');
  const missing = Math.max(0, count - onShift.length);
  const returning = workers.filter((worker) => !isOnShift(worker)).slice(0, missing);
  if (missing === 0) return;
  for (const worker of returning) setActivity(floor, worker, 'Available');
  for (let hired = returning.length; hired < missing; hired += 1) addWorker(floor, { taskQueueSids: [queue.sid] });
}

const leavingRank: Record<WorkerState, number> = { away: 0, free: 1, ringing: 2, wrapping: 3, talking: 4 };
