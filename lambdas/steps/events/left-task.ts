import type { QueueConfig } from '../../domain/queue-config.ts';
import { readQueueNow } from '../../domain/queue-now.ts';
import type { TaskRouterEvent } from '../../domain/task/task-event.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { EventServices, Task } from '../../services.ts';

/** A task that others change meanwhile is read again this often. */
const TRIES = 3;

/** TaskRouter's reason for the task of a caller who left the queue for a callback. */
export const LEFT_FOR_CALLBACK = 'left for a callback';

const CALL_SID = /^CA[0-9a-f]{32}$/;

/** A call that has left the queue for a callback. */
interface LeftCall {
  callSid: string;
  leftAtMs: number;
}

/**
 * What becomes of a task whose caller has left the queue for a callback is not documented. It must not reach an agent, who
 * would find nobody there, and Flex Insights must not count it as an abandoned call. `task.created` has named the task. Only
 * where it has not come, TaskRouter is asked by the call's SID: it answers three such questions a second.
 * https://www.twilio.com/en-us/changelog/taskrouter-endpoint-rate-limit-correction
 */
export async function endLeftTasks(
  left: LeftCall,
  queue: QueueConfig,
  services: EventServices,
): Promise<Measurement[]> {
  if (!CALL_SID.test(left.callSid)) return [];
  try {
    const named = await namedTasks(left, queue, services);
    return counted(
      await endTasks(named.length > 0 ? named : await lookUp(left, queue, services), left, queue, services),
    );
  } catch (error) {
    services.warn('leftTaskNotEnded', error);
    return [];
  }
}

/** A table that does not answer leaves TaskRouter to be asked. */
async function namedTasks(left: LeftCall, queue: QueueConfig, { callTasks, warn }: EventServices): Promise<string[]> {
  try {
    return await callTasks.noteLeft({ callSid: left.callSid, queue: queue.name }, left.leftAtMs);
  } catch (error) {
    warn('tableUnreachable', error);
    return [];
  }
}

async function lookUp({ callSid }: LeftCall, { taskRouter }: QueueConfig, { tasks }: EventServices): Promise<string[]> {
  return (await tasks.find(taskRouter, `call_sid == "${callSid}"`)).map(({ sid }) => sid);
}

/**
 * Notes which task a call has, in case its caller accepts a callback on hold. An event that comes after that ends the task at
 * once. Nobody is offered a callback on hold who withholds the number and may not key in another, or who is being called back.
 */
export async function noteCallTask(
  task: TaskRouterEvent,
  queue: QueueConfig,
  services: EventServices,
): Promise<Measurement[]> {
  const { taskSid, taskCallSid: callSid, caller, callback } = task;
  const hasNumber = caller !== undefined || queue.callableCountries.length > 0;
  if (taskSid === undefined || callSid === undefined || !CALL_SID.test(callSid) || !hasNumber || callback) return [];
  try {
    if (!(await mayOfferOnHold(queue, services))) return [];
    const leftAtMs = await services.callTasks.noteTask({ callSid, queue: queue.name }, taskSid, services.nowMs());
    if (leftAtMs === undefined) return [];
    return counted(await endTasks([taskSid], { callSid, leftAtMs }, queue, services));
  } catch (error) {
    services.warn('callTaskNotNoted', error);
    return [];
  }
}

export async function mayOfferOnHold(queue: QueueConfig, { queueStates, nowMs }: EventServices): Promise<boolean> {
  if (queue.policy.offerOnHold) return true;
  return (await readQueueNow(queue, () => queueStates.read(queue.name), nowMs)).policy.offerOnHold;
}

function counted(canceled: number): Measurement[] {
  return canceled > 0 ? [{ name: 'LeftTaskCanceled', value: canceled }] : [];
}

async function endTasks(
  taskSids: readonly string[],
  left: LeftCall,
  queue: QueueConfig,
  services: EventServices,
): Promise<number> {
  let canceled = 0;
  for (const taskSid of taskSids) canceled += Number(await endTask(taskSid, left, queue, services));
  return canceled;
}

/**
 * Only as it was read: an agent may be reserved for it at the same moment, and then it is read again. A task that was made since
 * the caller left is the same caller's, put back into the queue: that one stays.
 */
async function endTask(
  taskSid: string,
  { leftAtMs }: LeftCall,
  { taskRouter }: QueueConfig,
  { tasks, warn }: EventServices,
): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const task = await tasks.read(taskRouter, taskSid);
    if (!task || !isWaiting(task) || task.createdAtMs >= leftAtMs) return false;
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
