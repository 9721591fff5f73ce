import { announceActivity } from './announcements.ts';
import type { Reservation, Worker } from './entities.ts';
import type { Floor } from './floor.ts';
import type { ActivityName } from './terms.ts';

/** At once, whatever the worker is doing; becoming available means looking for work. */
export function changeActivity(floor: Floor, worker: Worker, name: ActivityName): void {
  worker.nextActivity = undefined;
  floor.calendar.cancel(worker.comeback);
  if (worker.activity === name) return;
  const previous = { name: worker.activity, sinceMs: worker.activitySinceMs };
  worker.activity = name;
  worker.activitySinceMs = floor.nowMs;
  for (const slot of Object.values(worker.slots)) {
    for (const queue of worker.taskQueues) queue.channel(slot.channel).idleSlots.remove(slot);
  }
  announceActivity(floor, worker, previous);
  floor.unoccupiedSlots.push(...Object.values(worker.slots));
}

/** Separates worker and task; the worker then takes up its next activity, or looks for work. */
export function release(floor: Floor, reservation: Reservation): void {
  const { task, slot } = reservation;
  const { worker, channel } = slot;
  task.reservation = undefined;
  slot.reservation = undefined;
  if (channel === 'voice' && worker.nextActivity !== undefined) changeActivity(floor, worker, worker.nextActivity);
  else floor.unoccupiedSlots.push(slot);
}
