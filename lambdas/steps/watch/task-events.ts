import { readTaskEvent, type TaskFacts } from '../../domain/task-event.ts';
import type { Measurement } from '../../metric-catalogue.ts';
import type { Services } from '../../services.ts';
import type { Reply, Step } from '../../webhook.ts';

/** TaskRouter's events: when an agent accepts, a callback is kept, or a quote meets the real wait. */
export const taskEvents: Step = async (webhook, services) => {
  const task = readTaskEvent(webhook.parameters);
  const log = { event: task.eventType, ...(task.queue && { taskQueue: task.queue }) };
  if (task.eventType === 'task.canceled') return { body: 'no-content', log, ...(await noteCanceled(task, services)) };
  if (task.eventType === 'task.created' && task.byFallback) {
    return { body: 'no-content', measurements: [{ name: 'FallbackUsed' }], log };
  }
  if (task.eventType !== 'reservation.accepted') return { body: 'no-content', log };
  const measurements = task.callback ? await noteAnswer(task, services) : realWait(task);
  return { body: 'no-content', measurements, log };
};

/**
 * A task that runs out of time or of its workflow is canceled while its caller goes on holding, with nobody to come: the next
 * hold document queues the call again. A caller who hung up has no next one.
 * https://www.twilio.com/docs/taskrouter/workflow-configuration/task-evaluation
 */
async function noteCanceled(task: TaskFacts, services: Services): Promise<Omit<Reply, 'body'>> {
  const { queue, taskCallSid, canceledReason = 'missing' } = task;
  if (queue === undefined || taskCallSid === undefined) return {};
  if (/hang ?up/i.test(canceledReason)) return noteHangUp({ ...task, queue, taskCallSid }, services);
  await services.queueStates.noteAbandonedCall(queue, taskCallSid, services.nowMs());
  return { measurements: [{ name: 'TaskCanceled' } as const], log: { event: task.eventType, canceledReason } };
}

/** The customer of a return call hung up before an agent came; Mindful may try again. */
async function noteHangUp(
  { callback, queue, taskCallSid }: TaskFacts & { queue: string; taskCallSid: string },
  { callbacks, nowMs }: Services,
): Promise<Omit<Reply, 'body'>> {
  if (!callback) return {};
  const transition = { ...callback, queue, to: 'abandoned', nowMs: nowMs(), returnCallSid: taskCallSid } as const;
  return (await callbacks.move(transition)) ? { measurements: [{ name: 'CallbackAbandoned' }] } : {};
}

async function noteAnswer({ callback, queue }: TaskFacts, services: Services): Promise<Measurement[]> {
  if (!callback || queue === undefined) return [];
  const answered = await services.callbacks.move({ ...callback, queue, to: 'answered', nowMs: services.nowMs() });
  return answered ? [{ name: 'CallbackAnswered' }] : [];
}

function realWait({ ageSeconds, quotedWaitSeconds }: TaskFacts): Measurement[] {
  if (ageSeconds === undefined) return [];
  const actual: Measurement = { name: 'ActualWait', value: ageSeconds };
  if (quotedWaitSeconds === undefined) return [actual];
  return [actual, { name: 'QuoteError', value: quotedWaitSeconds - ageSeconds }];
}
