import type { PhoneNumber } from '../../domain/phone-number.ts';
import { queueNamed } from '../../domain/queue-config.ts';
import type { TaskFacts } from '../../domain/task-event.ts';
import type { Measurement } from '../../metric-catalogue.ts';
import type { Services } from '../../services.ts';

/** An agent has accepted: a callback is kept, or a quote meets the real wait. */
export function noteAcceptance(task: TaskFacts, services: Services): Promise<Measurement[]> | Measurement[] {
  return task.callback ? noteAnswer(task, services) : realWait(task, services);
}

/** Where the Call Target wants it, instead of the key that the agent would have to press for Mindful. */
async function tellMindful(task: TaskFacts, customer: PhoneNumber, services: Services): Promise<Measurement[]> {
  const { configuration, mindfulApi } = services;
  const queue = queueNamed(configuration, task.queue);
  if (!queue?.callTarget.agentAnswer || !mindfulApi) return [];
  try {
    await mindfulApi.agentAnswered(customer, {
      queueId: queue.name,
      ...(task.workerSid !== undefined && { agentId: task.workerSid }),
    });
    return [{ name: 'AgentAnswerTold' }];
  } catch (error) {
    services.warn('agentAnswerNotTold', error);
    return [{ name: 'AgentAnswerNotTold' }];
  }
}

async function noteAnswer(task: TaskFacts, services: Services): Promise<Measurement[]> {
  const { callback, queue, ageSeconds } = task;
  if (!callback || queue === undefined) return [];
  const told = await tellMindful(task, callback.caller, services);
  const answered = await services.callbacks.move({ ...callback, queue, to: 'answered', nowMs: services.nowMs() });
  if (!answered) return told;
  const held = ageSeconds === undefined ? [] : [{ name: 'ReturnHoldTime', value: ageSeconds } as const];
  return [{ name: 'CallbackAnswered' }, ...held, ...told];
}

function realWait({ ageSeconds, quotedWaitSeconds, queue }: TaskFacts, { configuration }: Services): Measurement[] {
  if (ageSeconds === undefined || !queueNamed(configuration, queue)) return [];
  const actual: Measurement = { name: 'ActualWait', value: ageSeconds };
  if (quotedWaitSeconds === undefined) return [actual];
  return [actual, { name: 'QuoteError', value: quotedWaitSeconds - ageSeconds }];
}
