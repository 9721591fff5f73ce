import { type CallbackRecord, transitionsTo } from '../../domain/callback/callback-record.ts';
import type { PhoneNumber } from '../../domain/phone-number.ts';
import { queueNamed } from '../../domain/queue-config.ts';
import type { TaskRouterEvent } from '../../domain/task/task-event.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { EventServices } from '../../services.ts';
import { noteReturn } from '../return/return-call.ts';

/** Where the Call Target wants it, instead of the key that the agent would have to press for Mindful. */
async function tellMindful(
  task: TaskRouterEvent,
  customer: PhoneNumber | undefined,
  { configuration, mindfulApi, warn }: EventServices,
): Promise<Measurement[]> {
  const queue = queueNamed(configuration, task.queue);
  if (!customer || !queue?.callTarget.agentAnswer || !mindfulApi) return [];
  try {
    await mindfulApi.agentAnswered(customer, {
      queueId: queue.name,
      ...(task.workerSid !== undefined && { agentId: task.workerSid }),
    });
    return [{ name: 'AgentAnswerTold' }];
  } catch (error) {
    warn('agentAnswerNotTold', error);
    return [{ name: 'AgentAnswerNotTold' }];
  }
}

type Known = Pick<CallbackRecord, 'caller' | 'callSid'> & { record?: CallbackRecord };

/**
 * The callback that a return call's task is about. A task made while the table was away, or by a Studio flow, names the
 * customer only; a call to a plain number that nobody could prove names the first call only.
 */
export async function callbackOf(
  { callback, queue, createdAtMs }: TaskRouterEvent,
  { callbacks }: Pick<EventServices, 'callbacks'>,
): Promise<Known | undefined> {
  if (!callback || queue === undefined) return undefined;
  const { caller, callSid } = callback;
  if (caller && callSid !== undefined) return { caller, callSid };
  const record = caller
    ? await callbacks.find(caller, queue)
    : callSid !== undefined && (await callbacks.listOpen(queue)).find((open) => open.callSid === callSid);
  // A callback that was accepted after this call came is another one.
  if (!record || record.acceptedAtMs > (createdAtMs ?? Number.POSITIVE_INFINITY)) return undefined;
  return { caller: record.caller, callSid: record.callSid, record };
}

/**
 * An agent has accepted a return call: the promise is kept, and Mindful hears of it, once a callback. Mindful waits for that
 * word with the customer on the line, so the first agent is told of where the table knows nothing or is out of reach.
 */
export async function noteCallbackAnswered(task: TaskRouterEvent, services: EventServices): Promise<Measurement[]> {
  const kept = await keep(task, services).catch(async (error) => {
    await tellMindful(task, task.callback?.caller, services);
    throw error;
  });
  if (!kept) return task.wasAnswered ? [] : tellMindful(task, task.callback?.caller, services);
  const told = kept.isFirst ? await tellMindful(task, kept.caller, services) : [];
  return [...kept.measurements, ...told];
}

/** `undefined` when no callback is known. */
async function keep(task: TaskRouterEvent, services: EventServices) {
  const { queue, ageSeconds, taskCallSid } = task;
  const callback = await callbackOf(task, services);
  if (queue === undefined || !callback) return undefined;
  const { caller, callSid, record } = callback;
  const mayReturn: readonly string[] = transitionsTo.returned;
  const isFirstProof = record && taskCallSid !== undefined && mayReturn.includes(record.status);
  const returned = isFirstProof ? await noteReturn(record, taskCallSid, services) : [];
  const isFirst = await services.callbacks.move({ caller, callSid, queue, to: 'answered', nowMs: services.nowMs() });
  const held = ageSeconds === undefined ? [] : [{ name: 'ReturnHoldTime', value: ageSeconds } as const];
  const answered = isFirst ? [{ name: 'CallbackAnswered' } as const, ...held] : [];
  return { caller, isFirst, measurements: [...returned, ...answered] };
}
