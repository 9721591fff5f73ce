import { queueNamed } from '../../domain/queue-config.ts';
import { NOTE_LASTS_MS, waitOfCall } from '../../domain/queue-now.ts';
import type { TaskRouterEvent } from '../../domain/task/task-event.ts';
import type { LogProperties } from '../../log/log-line.ts';
import type { EventServices } from '../../services.ts';
import type { Reply, Step } from '../../webhook.ts';
import { callbackOf, noteCallbackAnswered } from './agent-acceptance.ts';
import { LEFT_FOR_CALLBACK, noteCallTask } from './left-task.ts';
import { scoreAnswer, scoreGivingUp } from './scoreboard.ts';
import { followLostTask, keepPlace, takeBackLostTask } from './task-changes.ts';

/** TaskRouter's events: when an agent accepts, a callback is kept, or a quote meets the real wait. */
export const taskEvents: Step<'task-events'> = async (task, services) => {
  const log = describe(task, services);
  const queue = queueNamed(services.configuration, task.queue);
  const { lostCallback } = task;
  if (lostCallback && queue) {
    return { body: 'no-content', measurements: await followLostTask({ ...task, lostCallback }, queue, services), log };
  }
  if (task.eventType === 'task.canceled')
    return { body: 'no-content', log, ...(await noteCanceled(task, services, log)) };
  if (task.eventType === 'task.created' && task.byFallback) {
    return { body: 'no-content', measurements: [{ name: 'FallbackUsed' }], log };
  }
  if (task.eventType === 'task.created' && queue) {
    const takenBack = task.callback ? await takeBackLostTask(task, queue, services) : [];
    const left = await noteCallTask(task, queue, services);
    const kept = left.length > 0 ? [] : await keepPlace(task, queue, services);
    return { body: 'no-content', measurements: [...takenBack, ...left, ...kept], log };
  }
  if (task.eventType !== 'reservation.accepted') return { body: 'no-content', log };
  if (task.callback) {
    const answered = await noteCallbackAnswered(task, services);
    const takenBack = queue ? await takeBackLostTask(task, queue, services) : [];
    return { body: 'no-content', measurements: [...answered, ...takenBack], log };
  }
  if (!queue) return { body: 'no-content', log };
  const score = scoreAnswer(task);
  return { body: 'no-content', measurements: score.measurements, log: { ...log, ...score.log } };
};

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
async function noteCanceled(
  task: TaskRouterEvent,
  services: EventServices,
  log: LogProperties,
): Promise<Omit<Reply, 'body'>> {
  const { taskCallSid, canceledReason = 'missing' } = task;
  const queue = queueNamed(services.configuration, task.queue)?.name;
  if (queue === undefined || taskCallSid === undefined) return { log };
  if (canceledReason === LEFT_FOR_CALLBACK) return { log };
  if (/hang ?up/i.test(canceledReason)) return noteHangUp({ ...task, queue, taskCallSid }, services, log);
  const nowMs = services.nowMs();
  const untilMs = (task.atMs ?? nowMs) + NOTE_LASTS_MS;
  const wait = waitOfCall(taskCallSid, task.queuedAgain);
  if (nowMs < untilMs) await services.queueStates.noteAbandonedCall(queue, wait, { untilMs, nowMs });
  return { measurements: [{ name: 'TaskCanceled' } as const], log: { ...log, canceledReason } };
}

/** An ordinary caller gave up; or the customer of a return call did, and Mindful may try again. */
async function noteHangUp(
  task: TaskRouterEvent & { queue: string; taskCallSid: string },
  services: EventServices,
  log: LogProperties,
): Promise<Omit<Reply, 'body'>> {
  const { queue, taskCallSid } = task;
  if (!task.callback) {
    if (await hasLeftForCallback(task, services)) return { log: { ...log, leftForCallback: true } };
    const score = scoreGivingUp(task);
    return { measurements: score.measurements, log: { ...log, ...score.log } };
  }
  const callback = await callbackOf(task, services);
  if (!callback) return { log };
  const { caller, callSid } = callback;
  const ended = { to: 'abandoned', nowMs: services.nowMs(), returnCallSid: taskCallSid } as const;
  const moved = await services.callbacks.move({ caller, callSid, queue, ...ended });
  return { log, ...(moved && { measurements: [{ name: 'CallbackAbandoned' }] }) };
}

/**
 * `<Leave>` may cancel a task with the very reason of a hang-up. Whose call has accepted a callback since the task was made did
 * not give up; one that came back from a failed transfer has another task.
 */
async function hasLeftForCallback(
  { caller, queue, taskCallSid, createdAtMs = 0 }: TaskRouterEvent & { queue: string; taskCallSid: string },
  { callbacks }: EventServices,
): Promise<boolean> {
  const record = caller && (await callbacks.find(caller, queue));
  return record?.callSid === taskCallSid && createdAtMs <= record.acceptedAtMs;
}
