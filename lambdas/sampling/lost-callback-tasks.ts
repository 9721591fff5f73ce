import { type CallbackRecord, dueAtMs } from '../domain/callback/callback-record.ts';
import { lostCallbackTaskAttributes } from '../domain/task/task-attributes.ts';
import { countOf, type PromiseServices, type PromisingQueue } from './promising-queue.ts';
import { takeBackTask } from './take-back-task.ts';

export interface LossWithoutTask {
  queue: PromisingQueue;
  record: CallbackRecord;
}

/**
 * One task for each lost callback, those first that no sample has tried yet. A queue whose task could not be made is left
 * alone until the next sample: a silent TaskRouter would use up the time of all.
 */
export async function makeLostCallbackTasks(waiting: LossWithoutTask[], services: PromiseServices): Promise<void> {
  const turns = waiting.sort((one, other) => triedAtMs(one) - triedAtMs(other) || dueOf(one) - dueOf(other));
  const silent = new Set<PromisingQueue>();
  for (const { queue, record } of turns) {
    if (silent.has(queue)) continue;
    if (!services.hasTime()) {
      services.warn('lostTasksLeft', `${turns.length} lost callbacks were waiting for a task`);
      return;
    }
    try {
      await makeTask(record, queue, services);
    } catch (error) {
      silent.add(queue);
      services.warn('lostTaskNotMade', error);
    }
  }
}

function triedAtMs({ record }: LossWithoutTask): number {
  return record.lostTaskTriedAtMs ?? 0;
}

function dueOf({ record }: LossWithoutTask): number {
  return dueAtMs(record);
}

/**
 * Claimed on the record first, so that overlapping samples don't make two. Where a sample has tried before, its task may
 * exist though the answer was lost: TaskRouter is asked. A customer who has come back meanwhile needs no call.
 */
async function makeTask(record: CallbackRecord, queue: PromisingQueue, services: PromiseServices): Promise<void> {
  const { callbacks, tasks, nowMs } = services;
  const claim = await callbacks.claimLostTask(record, nowMs());
  if (!claim) return;
  const made = claim === 'again' ? await madeBefore(record, queue, services) : undefined;
  const sid = made ?? (await create(record, queue, services));
  await callbacks.noteLostTask(record, { sid, madeAtMs: nowMs() });
  const now = await callbacks.find(record.caller, record.queue);
  if (now?.callSid === record.callSid && now.status !== 'lost') {
    await takeBackTask(now, queue, { tasks, warn: services.warn });
  }
}

async function madeBefore(
  { callSid }: CallbackRecord,
  { taskRouter }: PromisingQueue,
  { tasks }: PromiseServices,
): Promise<string | undefined> {
  const [existing] = await tasks.find(taskRouter, `lost_callback == "${callSid}"`);
  return existing?.sid;
}

async function create(record: CallbackRecord, queue: PromisingQueue, services: PromiseServices): Promise<string> {
  const { taskRouter, policy } = queue;
  const attributes = lostCallbackTaskAttributes({ ...record, queue: queue.name });
  const sid = await services.tasks.create(taskRouter, { attributes, priority: policy.priority });
  countOf('LostCallbackTask', 1, queue, services);
  return sid;
}
