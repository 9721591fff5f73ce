import { virtualStartOf } from '../../domain/callback/virtual-start.ts';
import type { QueueConfig } from '../../domain/queue-config.ts';
import { readQueueNow } from '../../domain/queue-now.ts';
import type { TaskRouterEvent } from '../../domain/task/task-event.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import { takeBackTask } from '../../sampling/take-back-task.ts';
import type { EventServices, RecordKey } from '../../services.ts';
import { callbackOf } from './agent-acceptance.ts';

/** A task that others change meanwhile is read again this often. */
const TRIES = 3;

/**
 * Puts a task where its caller was in line before. TwiML cannot say that, so the task is moved as soon as it exists, and only
 * as it was read: an agent may be reserved for it, or somebody may change it, at the same moment. With the
 * cap, a kept place never overtakes a caller who has waited longer than that.
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
  const virtualStartMs = virtualStartOf(placeSinceMs, policy, nowMs);
  if (virtualStartMs === undefined) return [];
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const current = await tasks.read(queue.taskRouter, taskSid);
      if (current?.status !== 'pending' && current?.status !== 'reserved') return [];
      if (await tasks.change(queue.taskRouter, current, { virtualStartMs })) return [{ name: 'PlaceKept' }];
    }
  } catch (error) {
    services.warn('placeNotKept', error);
  }
  return [{ name: 'PlaceNotKept' }];
}

/** An agent has taken the task, or nobody will. */
const ends: readonly string[] = ['reservation.accepted', 'task.canceled'];

/**
 * What became of the task to call the customer of a lost callback. Its creation is told here too: the sampler may never have
 * got TaskRouter's answer, and the customer may have come back in that moment.
 */
export async function followLostTask(
  task: TaskRouterEvent & { lostCallback: { caller: RecordKey['caller']; callSid: string } },
  queue: QueueConfig,
  services: EventServices,
): Promise<Measurement[]> {
  const { eventType, taskSid, lostCallback, createdAtMs = services.nowMs() } = task;
  const record = { ...lostCallback, queue: queue.name };
  if (eventType === 'task.created' && taskSid !== undefined) {
    await services.callbacks.noteLostTask(record, { sid: taskSid, madeAtMs: createdAtMs });
    return takeBackIfReturned(record, queue, services);
  }
  if (ends.includes(eventType)) await services.callbacks.noteLostTask(record, { endedAtMs: services.nowMs() });
  return [];
}

/** A customer is on the line whose callback counted as lost: nobody must call them too. */
export async function takeBackLostTask(
  task: TaskRouterEvent,
  queue: QueueConfig,
  services: EventServices,
): Promise<Measurement[]> {
  try {
    const callback = await callbackOf(task, services);
    return callback ? await takeBackIfReturned({ ...callback, queue: queue.name }, queue, services) : [];
  } catch (error) {
    services.warn('lostTaskNotTakenBack', error);
    return [];
  }
}

async function takeBackIfReturned(
  { caller, queue: name, callSid }: RecordKey,
  queue: QueueConfig,
  { callbacks, tasks, warn }: EventServices,
): Promise<Measurement[]> {
  const record = await callbacks.find(caller, name);
  if (!tasks || record?.callSid !== callSid || record.status === 'lost') return [];
  return takeBackTask(record, queue, { tasks, warn });
}
