import { announceReservation, announceTask } from './announcements.ts';
import type { Reservation, Task } from './entities.ts';
import { type Floor, toDelayMs } from './floor.ts';
import { completeTask } from './task-life.ts';
import { changeTask, requireStatus } from './tasks.ts';

export function startConversation(floor: Floor, reservation: Reservation): void {
  const { task } = reservation;
  floor.calendar.cancel(task.timeLimit);
  floor.calendar.cancel(task.targetLimit);
  changeTask(task, { status: 'assigned' });
  announceReservation(floor, 'reservation.accepted', reservation);
  const handleMs = toDelayMs(floor.behaviour.handleSeconds(task, floor.random), 'handleSeconds');
  if (handleMs === Number.POSITIVE_INFINITY) return;
  task.nextStep = floor.calendar.schedule(floor.nowMs + handleMs, () => endConversation(floor, task));
}

/** Either side hung up: the worker wraps up, and then the task is completed. */
export function endConversation(floor: Floor, task: Task): void {
  requireStatus(task, ['assigned'], 'moved to wrapping');
  floor.calendar.cancel(task.nextStep);
  changeTask(task, { status: 'wrapping' });
  announceTask(floor, 'task.wrapup', task);
  if (task.reservation) announceReservation(floor, 'reservation.wrapup', task.reservation);
  const wrapUpMs = toDelayMs(floor.behaviour.wrapUpSeconds(task, floor.random), 'wrapUpSeconds');
  task.nextStep = floor.calendar.schedule(floor.nowMs + wrapUpMs, () =>
    completeTask(floor, task, 'All reservations were completed'),
  );
}
