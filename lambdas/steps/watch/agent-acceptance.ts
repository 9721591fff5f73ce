import type { PhoneNumber } from '../../domain/phone-number.ts';
import { queueNamed } from '../../domain/queue-config.ts';
import type { TaskFacts } from '../../domain/task-event.ts';
import type { Measurement } from '../../metric-catalogue.ts';
import type { Services } from '../../services.ts';

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

/** An agent has accepted a return call: the promise is kept, and Mindful hears of it. */
export async function noteCallbackAnswered(task: TaskFacts, services: Services): Promise<Measurement[]> {
  const { callback, queue, ageSeconds } = task;
  if (!callback || queue === undefined) return [];
  const told = await tellMindful(task, callback.caller, services);
  const answered = await services.callbacks.move({ ...callback, queue, to: 'answered', nowMs: services.nowMs() });
  if (!answered) return told;
  const held = ageSeconds === undefined ? [] : [{ name: 'ReturnHoldTime', value: ageSeconds } as const];
  return [{ name: 'CallbackAnswered' }, ...held, ...told];
}
