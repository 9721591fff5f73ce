import type { QueueConfig } from '../../domain/queue-config.ts';
import { readQueueNow } from '../../domain/queue-now.ts';
import type { TaskRouterEvent } from '../../domain/task/task-event.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { EventServices, Task, TaskRouterTasks } from '../../services.ts';

/** A task that others change meanwhile is read again this often. */
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

/** TaskRouter's reason for the task of a caller who left the queue for a callback. */
export const LEFT_FOR_CALLBACK = 'left for a callback';

const CALL_SID = /^CA[0-9a-f]{32}$/;

/**
 * What becomes of a task whose caller has left the queue for a callback is not documented. It must not reach an agent, who
 * would find nobody there, and Flex Insights must not count it as an abandoned call. A task that was made since then is
 * the same caller's, put back into the queue: that one stays.
 */
export async function endLeftTasks(
  left: { callSid: string; leftAtMs: number },
  queue: QueueConfig,
  services: EventServices,
): Promise<Measurement[]> {
  const { tasks } = services;
  if (!tasks || !CALL_SID.test(left.callSid)) return [];
  try {
    const found = await tasks.find(queue.taskRouter, `call_sid == "${left.callSid}"`);
    const abandoned = found.filter((task) => isWaiting(task) && task.createdAtMs < left.leftAtMs);
    let canceled = 0;
    for (const { sid } of abandoned) canceled += Number(await endTask(sid, queue, { tasks, warn: services.warn }));
    return canceled > 0 ? [{ name: 'LeftTaskCanceled', value: canceled }] : [];
  } catch (error) {
    services.warn('leftTaskNotEnded', error);
    return [];
  }
}

/** Only as it was read: an agent may be reserved for it at the same moment, and then it is read again. */
async function endTask(
  taskSid: string,
  { taskRouter }: QueueConfig,
  { tasks, warn }: { tasks: TaskRouterTasks; warn: EventServices['warn'] },
): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const task = await tasks.read(taskRouter, taskSid);
    if (!isWaiting(task)) return false;
    const attributes = { ...task.attributes, conversations: { ...conversationsOf(task), abandoned: 'Follow-Up' } };
    if (await tasks.change(taskRouter, task, { attributes, cancelBecause: LEFT_FOR_CALLBACK })) return true;
  }
  warn('leftTaskNotEnded', new Error(`the task changed each of ${TRIES} times it was read`));
  return false;
}

function isWaiting({ status }: Task): boolean {
  return status === 'pending' || status === 'reserved';
}

function conversationsOf({ attributes }: Task): object {
  const conversations = attributes['conversations'];
  return typeof conversations === 'object' && conversations !== null ? conversations : {};
}
