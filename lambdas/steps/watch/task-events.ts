import { readTaskEvent, type TaskFacts } from '../../domain/task-event.ts';
import type { Measurement } from '../../metric-catalogue.ts';
import type { Services } from '../../services.ts';
import type { Step } from '../../webhook.ts';

/** TaskRouter's events: when an agent accepts, a callback is kept, or a quote meets the real wait. */
export const taskEvents: Step = async (webhook, services) => {
  const task = readTaskEvent(webhook.parameters);
  const log = { event: task.eventType, ...(task.queue && { taskQueue: task.queue }) };
  if (task.eventType !== 'reservation.accepted') return { body: 'no-content', log };
  const measurements = task.callback ? await noteAnswer(task, services) : realWait(task);
  return { body: 'no-content', measurements, log };
};

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
