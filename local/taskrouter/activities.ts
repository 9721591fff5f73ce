import { announceActivity } from './announcements.ts';
import type { Floor } from './floor.ts';
import type { Reservation } from './tasks.ts';
import type { ActivityName, Worker } from './workers.ts';

/** At once, whatever the worker is doing; becoming available means looking for work. */
export function changeActivity(floor: Floor, worker: Worker, name: ActivityName): void {
  worker.nextActivity = undefined;
  floor.calendar.cancel(worker.comeback);
  if (worker.activity === name) return;
  const previous = { name: worker.activity, sinceMs: worker.activitySinceMs };
  worker.activity = name;
  worker.activitySinceMs = floor.nowMs;
  for (const queue of worker.taskQueues) queue.idleWorkers.remove(worker);
  announceActivity(floor, worker, previous);
  floor.unoccupiedWorkers.push(worker);
}

/** Worker and task part; the worker takes up the activity that waited for this, or looks for work. */
export function release(floor: Floor, reservation: Reservation): void {
  const { task, worker } = reservation;
  task.reservation = undefined;
  worker.reservation = undefined;
  if (worker.nextActivity !== undefined) changeActivity(floor, worker, worker.nextActivity);
  else floor.unoccupiedWorkers.push(worker);
}
