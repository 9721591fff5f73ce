import { changeActivity, release } from './activities.ts';
import { announceReservation } from './announcements.ts';
import { startConversation } from './conversations.ts';
import type { Reservation, Task, WorkerSlot } from './entities.ts';
import { type Floor, toDelayMs } from './floor.ts';
import { changeTask } from './tasks.ts';

/** Offers the task to the worker, whose phone rings from now on. */
export function reserve(floor: Floor, task: Task, slot: WorkerSlot): void {
  for (const queue of slot.worker.taskQueues) queue.channel(slot.channel).idleSlots.remove(slot);
  const reservation = { sid: floor.newSid('WR'), task, slot };
  task.reservation = reservation;
  slot.reservation = reservation;
  task.reservationCount += 1;
  changeTask(task, { status: 'reserved' });
  announceReservation(floor, 'reservation.created', reservation);
  scheduleReply(floor, reservation);
}

/** The task is pending again, in its place in line; the worker stays available. */
export function rejectReservation(floor: Floor, reservation: Reservation): void {
  returnTask(floor, reservation, 'reservation.rejected');
  release(floor, reservation);
}

function scheduleReply(floor: Floor, reservation: Reservation): void {
  const { task } = reservation;
  const { worker } = reservation.slot;
  const timeoutMs = task.workflow.reservationTimeoutMs;
  const replyMs = worker.habit === 'ignores' ? timeoutMs : acceptDelayMs(floor, reservation);
  const reply = worker.habit === 'rejects' ? rejectReservation : startConversation;
  const isInTime = replyMs < timeoutMs;
  task.nextStep = floor.calendar.schedule(floor.nowMs + Math.min(replyMs, timeoutMs), () =>
    isInTime ? reply(floor, reservation) : timeOutReservation(floor, reservation),
  );
}

function acceptDelayMs(floor: Floor, { task, slot }: Reservation): number {
  return toDelayMs(floor.behaviour.acceptDelaySeconds(slot.worker, task, floor.random), 'acceptDelaySeconds');
}

/** The worker goes to the workspace's timeout activity. */
function timeOutReservation(floor: Floor, reservation: Reservation): void {
  const { worker } = reservation.slot;
  returnTask(floor, reservation, 'reservation.timeout');
  changeActivity(floor, worker, 'Unavailable');
  release(floor, reservation);
  if (floor.comebackSeconds === Number.POSITIVE_INFINITY) return;
  worker.comeback = floor.calendar.schedule(floor.nowMs + floor.comebackSeconds * 1000, () =>
    changeActivity(floor, worker, 'Available'),
  );
}

function returnTask(
  floor: Floor,
  reservation: Reservation,
  eventType: 'reservation.rejected' | 'reservation.timeout',
): void {
  const { task } = reservation;
  floor.calendar.cancel(task.nextStep);
  changeTask(task, { status: 'pending' });
  announceReservation(floor, eventType, reservation);
  floor.unplacedTasks.push(task);
}
