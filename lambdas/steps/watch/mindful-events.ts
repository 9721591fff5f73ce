import { type CallbackRecord, dueAtMs, transitionsTo } from '../../domain/callback-record.ts';
import { type MindfulEvent, REGISTERED, readMindfulEvent } from '../../domain/mindful-event.ts';
import type { QueueConfig } from '../../domain/queue-config.ts';
import type { Services } from '../../services.ts';
import type { Reply, Step } from '../../webhook.ts';

/** Mindful's word on a callback. It makes the difference between a hope and a promise: only what it confirmed can be lost. */
export const mindfulEvents: Step = async (webhook, services) => {
  const { headerName } = webhook.queue.callTarget;
  const event = readMindfulEvent(webhook.json, headerName);
  const log = { mindfulEvent: event.name };
  if (event.name !== REGISTERED) {
    return { body: 'no-content', measurements: [{ name: 'MindfulEventIgnored' }], log };
  }
  const { log: details, ...reply } = await noteRegistration(event, services);
  return { ...reply, body: 'no-content', log: { ...log, ...details } };
};

async function noteRegistration(event: MindfulEvent, services: Services): Promise<Omit<Reply, 'body'>> {
  const record = await recordOf(event, services);
  if (!record) return { measurements: [{ name: 'RegistrationUnknown' }], log: { known: false } };
  const { caller, queue, callSid } = record;
  const due = event.dueAtMs ?? dueAtMs(record);
  const nowMs = services.nowMs();
  const { callbacks } = services;
  // Whom Mindful has registered it has answered, even if Twilio's report of that is late.
  const answered =
    record.status === 'requested' && (await callbacks.move({ caller, queue, callSid, to: 'transferred', nowMs }));
  const registered = await callbacks.move({ caller, queue, callSid, to: 'registered', nowMs, dueAtMs: due });
  return {
    measurements: [
      ...(answered ? [{ name: 'TransferAnswered' } as const] : []),
      ...(registered ? [{ name: 'CallbackRegistered' } as const] : []),
    ],
    log: { known: true, registered, queue, firstCallSid: callSid, dueInSeconds: Math.round((due - nowMs) / 1000) },
  };
}

/**
 * The callback that was confirmed: of the numbers that Mindful names and the queues of its Call Target, the one that waits for
 * a confirmation, else any that the event could be about (then it is a repeat).
 */
async function recordOf(event: MindfulEvent, { callbacks, configuration }: Services) {
  const queues = queuesOf(event, configuration.queues);
  const found = await Promise.all(
    event.callers.flatMap((caller) => queues.map((queue) => callbacks.find(caller, queue.name))),
  );
  const candidates = found.filter((record) => record !== undefined && isAbout(event, record));
  const awaiting: readonly string[] = transitionsTo.registered;
  return candidates.find((record) => awaiting.includes(record?.status ?? '')) ?? candidates[0];
}

function queuesOf({ callTargetId }: MindfulEvent, queues: QueueConfig[]): QueueConfig[] {
  const named = queues.filter(({ callTarget }) => callTarget.id !== undefined && callTarget.id === callTargetId);
  return named.length > 0 ? named : queues.filter(({ callTarget }) => callTarget.id === undefined);
}

const CLOCKS_APART_MS = 60_000;

/** A repeat of last week's event says nothing about the callback that was accepted a minute ago. */
function isAbout({ createdAtMs }: MindfulEvent, { acceptedAtMs }: CallbackRecord): boolean {
  return createdAtMs === undefined || createdAtMs >= acceptedAtMs - CLOCKS_APART_MS;
}
