import type { QueueConfig } from '../../domain/queue-config.ts';
import { readQueueNow } from '../../domain/queue-now.ts';
import type { TaskRouterEvent } from '../../domain/task/task-event.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { EventServices } from '../../services.ts';

const TRIES = 3;

/**
 * Puts a task where its caller was in line before. TwiML cannot say that, so the task is moved as soon as it exists, and only
 * as it was read: an agent may be reserved for it, or somebody may change it, at the same moment. The cap bounds whom a
 * place can overtake: nobody who has waited longer than that.
 * https://www.twilio.com/docs/taskrouter/api/task
 */
export async function keepPlace(
  task: TaskRouterEvent,
  queue: QueueConfig,
  services: EventServices,
): Promise<Measurement[]> {
  const { tasks } = services;
  const { taskSid, placeSinceMs } = task;
  if (!tasks || taskSid === undefined || placeSinceMs === undefined) return [];
  const { policy, nowMs } = await readQueueNow(queue, () => services.queueStates.read(queue.name), services.nowMs);
  const virtualStartMs = Math.max(placeSinceMs, nowMs - policy.placeCapSeconds * 1000);
  if (virtualStartMs >= nowMs) return [];
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const current = await tasks.read(queue.taskRouter, taskSid);
      if (current.status !== 'pending' && current.status !== 'reserved') return [];
      if (await tasks.change(queue.taskRouter, current, { virtualStartMs })) return [{ name: 'PlaceKept' }];
    }
  } catch (error) {
    services.warn('placeNotKept', error);
  }
  return [{ name: 'PlaceNotKept' }];
}
