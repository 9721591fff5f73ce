import type { QueueConfig } from '../../domain/queue-config.ts';
import type { Measurement } from '../../metric-catalogue.ts';
import type { Services, Task } from '../../services.ts';

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
  services: Services,
): Promise<Measurement[]> {
  const { tasks } = services;
  if (!tasks || !CALL_SID.test(left.callSid)) return [];
  try {
    const found = await tasks.find(queue.taskRouter, `call_sid == "${left.callSid}"`);
    const abandoned = found.filter((task) => isWaiting(task) && task.createdAtMs < left.leftAtMs);
    for (const { sid } of abandoned) {
      const task = await tasks.read(queue.taskRouter, sid);
      const attributes = { ...task.attributes, conversations: { ...conversationsOf(task), abandoned: 'Follow-Up' } };
      if (isWaiting(task)) await tasks.change(queue.taskRouter, task, { attributes, cancelBecause: LEFT_FOR_CALLBACK });
    }
    return abandoned.length > 0 ? [{ name: 'LeftTaskCanceled', value: abandoned.length }] : [];
  } catch (error) {
    services.warn('leftTaskNotEnded', error);
    return [];
  }
}

function isWaiting({ status }: Task): boolean {
  return status === 'pending' || status === 'reserved';
}

function conversationsOf({ attributes }: Task): object {
  const conversations = attributes['conversations'];
  return typeof conversations === 'object' && conversations !== null ? conversations : {};
}
