import { type QueueConfig, queueNamed } from '../../domain/queue-config.ts';
import { NOTE_LASTS_MS, waitOfCall } from '../../domain/queue-now.ts';
import { asKept, concernsUs } from '../../domain/task/kept-event.ts';
import type { TaskRouterEvent } from '../../domain/task/task-event.ts';
import type { LogProperties } from '../../log/log-line.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { EventServices } from '../../services.ts';
import type { Step } from '../../webhook.ts';
import { callbackOfCall } from '../customer.ts';
import { callbackOf, noteCallbackAnswered } from './agent-acceptance.ts';
import { LEFT_FOR_CALLBACK, mayOfferOnHold, noteCallTask } from './left-task.ts';
import { scoreAnswer, scoreGivingUp, secondOf } from './scoreboard.ts';
import { followLostTask, keepPlace, takeBackLostTask } from './task-changes.ts';
import { voidAcceptance } from './void-acceptance.ts';

/** What an event comes to. Behind `measurements` stands a record or a task that changes once; behind `once` stands nothing. */
interface Outcome {
  measurements?: Measurement[];
  once?: Measurement[];
  log?: LogProperties;
}

/**
 * TaskRouter's events: when an agent accepts, a callback is kept, or a quote meets the real wait. An event may be told more than
 * once, and the sampler reads those that were never told: who marks it first counts what no record stands behind.
 */
export const taskEvents: Step<'task-events'> = async (task, services) => {
  const { measurements = [], once = [], log } = await outcomeOf(task, services);
  const isFirst = await marks(task, services);
  return {
    body: 'no-content',
    measurements: [...measurements, ...(isFirst ? once : [])],
    log: { ...describe(task, services), ...log },
  };
};

async function outcomeOf(task: TaskRouterEvent, services: EventServices): Promise<Outcome> {
  const queue = queueNamed(services.configuration, task.queue);
  const { lostCallback } = task;
  if (lostCallback && queue) return { measurements: await followLostTask({ ...task, lostCallback }, queue, services) };
  if (task.eventType === 'task.canceled') return noteCanceled(task, services);
  if (task.eventType === 'task.completed') return queue ? { log: { completedAt: secondOf(task) } } : {};
  if (task.eventType === 'task.created' && task.byFallback) return { once: [{ name: 'FallbackUsed' }] };
  if (task.eventType === 'task.created' && queue) {
    const takenBack = task.callback ? await takeBackLostTask(task, queue, services) : [];
    const left = await noteCallTask(task, queue, services);
    return {
      measurements: [...takenBack, ...left],
      once: left.length > 0 ? [] : await keepPlace(task, queue, services),
    };
  }
  if (task.eventType !== 'reservation.accepted') return {};
  if (task.callback) {
    const answered = await noteCallbackAnswered(task, services);
    const takenBack = queue ? await takeBackLostTask(task, queue, services) : [];
    return { measurements: [...answered, ...takenBack] };
  }
  if (!queue) return {};
  const { measurements: once, log } = scoreAnswer(task);
  return { measurements: await cameBeforeMindful(task, queue, services), once, log };
}

/**
 * The agent accepts while the caller hears what comes after a yes on hold. That the caller has left the queue for Mindful first is
 * no harm: Mindful's answer makes the callback stand again. Most callers have not held for long enough to be offered one, so the
 * table is not asked about them.
 */
async function cameBeforeMindful(
  { taskCallSid: callSid, caller, ageSeconds = Number.POSITIVE_INFINITY, placeSinceMs }: TaskRouterEvent,
  queue: QueueConfig,
  services: EventServices,
): Promise<Measurement[]> {
  const isTooEarly = placeSinceMs === undefined && ageSeconds < queue.policy.inQueueOffer.afterSeconds;
  if (callSid === undefined || isTooEarly || !(await mayOfferOnHold(queue, services))) return [];
  return voidAcceptance({ callSid, caller, queue }, services);
}

/** Without the mark the sampler counts it, and if nothing tells it from others, it is counted here. */
async function marks(task: TaskRouterEvent, { handledEvents, configuration, warn }: EventServices): Promise<boolean> {
  const event = asKept(task);
  if (!event || !concernsUs(task, configuration)) return true;
  try {
    return await handledEvents.mark(event);
  } catch (error) {
    warn('eventNotMarked', error);
    return false;
  }
}

/** The queue and the calls that an event is about; attributes are free text, so only a configured queue is named. */
function describe(
  { eventType, queue, taskCallSid, callback }: TaskRouterEvent,
  { configuration }: EventServices,
): LogProperties {
  return {
    event: eventType,
    queue: queueNamed(configuration, queue)?.name ?? 'unknown',
    callSid: taskCallSid ?? 'missing',
    ...(callback?.callSid !== undefined && { firstCallSid: callback.callSid }),
  };
}

/**
 * A task that runs out of time or of its workflow is canceled while its caller goes on holding, with nobody to come: the next
 * hold document queues the call again. A caller who hung up has no next one.
 * https://www.twilio.com/docs/taskrouter/workflow-configuration/task-evaluation
 */
async function noteCanceled(task: TaskRouterEvent, services: EventServices): Promise<Outcome> {
  const { taskCallSid, canceledReason = 'missing' } = task;
  const queue = queueNamed(services.configuration, task.queue)?.name;
  if (queue === undefined || taskCallSid === undefined) return {};
  if (canceledReason === LEFT_FOR_CALLBACK) return {};
  if (/hang ?up/i.test(canceledReason)) return noteHangUp({ ...task, queue, taskCallSid }, services);
  const nowMs = services.nowMs();
  const untilMs = (task.atMs ?? nowMs) + NOTE_LASTS_MS;
  const wait = waitOfCall(taskCallSid, task.queuedAgain);
  if (nowMs < untilMs) await services.queueStates.noteAbandonedCall(queue, wait, { untilMs, nowMs });
  return { once: [{ name: 'TaskCanceled' }], log: { canceledReason } };
}

/** An ordinary caller gave up; or the customer of a return call did, and Mindful may try again. */
async function noteHangUp(
  task: TaskRouterEvent & { queue: string; taskCallSid: string },
  services: EventServices,
): Promise<Outcome> {
  const { queue, taskCallSid } = task;
  if (!task.callback) {
    if (await hasLeftForCallback(task, services)) return { log: { leftForCallback: true } };
    const { measurements: once, log } = scoreGivingUp(task);
    return { once, log };
  }
  const callback = await callbackOf(task, services);
  if (!callback) return {};
  const { caller, callSid } = callback;
  const ended = { to: 'abandoned', nowMs: services.nowMs(), returnCallSid: taskCallSid } as const;
  const moved = await services.callbacks.move({ caller, callSid, queue, ...ended });
  return moved ? { measurements: [{ name: 'CallbackAbandoned' }] } : {};
}

/**
 * `<Leave>` may cancel a task with the very reason of a hang-up. Whose call has accepted a callback since the task was made did
 * not give up; one that came back from a failed transfer has another task.
 */
async function hasLeftForCallback(
  { caller, queue: name, taskCallSid, createdAtMs = 0 }: TaskRouterEvent & { queue: string; taskCallSid: string },
  services: EventServices,
): Promise<boolean> {
  const { callableCountries = [] } = queueNamed(services.configuration, name) ?? {};
  const call = { callSid: taskCallSid, caller, queue: { name, callableCountries } };
  const record = await callbackOfCall(call, services);
  return record !== undefined && createdAtMs <= record.acceptedAtMs;
}
