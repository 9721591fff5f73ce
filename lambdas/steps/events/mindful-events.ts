import { type CallbackRecord, dueAtMs, isUnconfirmed, transitionsTo } from '../../domain/callback/callback-record.ts';
import { isOfItsTransfer, isOlder } from '../../domain/mindful/registration-time.ts';
import { callerSentAlong, type MindfulEvent, mayBeAbout, REGISTERED } from '../../domain/mindful/webhook-event.ts';
import type { PhoneNumber } from '../../domain/phone-number.ts';
import type { QueueConfig } from '../../domain/queue-config.ts';
import type { EventServices } from '../../services.ts';
import type { Reply, Step } from '../../webhook.ts';

/** What an event does: one row each. An event whose form no document shows has none, and changes nothing. */
const known = new Map([[REGISTERED, noteRegistration]]);

/** Mindful's word on a callback. It makes the difference between a hope and a promise: only what it confirmed can be lost. */
export const mindfulEvents: Step<'mindful-events'> = async (event, services) => {
  const log = { mindfulEvent: event.name };
  const note = known.get(event.name);
  if (!note) return { body: 'no-content', measurements: [{ name: 'MindfulEventIgnored' }], log };
  const { log: details, ...reply } = await note(event, services);
  return { ...reply, body: 'no-content', log: { ...log, ...details } };
};

async function noteRegistration(event: MindfulEvent, services: EventServices): Promise<Omit<Reply, 'body'>> {
  const record = oneMeant(await candidatesFor(event, services), event);
  if (record === 'ambiguous') return { measurements: [{ name: 'RegistrationAmbiguous' }], log: { known: false } };
  if (!record) return { measurements: [{ name: 'RegistrationUnknown' }], log: { known: false } };
  const { caller, queue, callSid } = record;
  const due = event.dueAtMs ?? dueAtMs(record);
  const nowMs = services.nowMs();
  const { callbacks } = services;
  // A caller that Mindful has registered was answered by it, even if Twilio's report of that is late.
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
 * The callbacks that the event could be about: in the queues of its Call Target, of the likeliest number that has one. The number
 * that came along in a queue's header is likelier than those that Mindful names.
 */
async function candidatesFor(
  event: MindfulEvent,
  { callbacks, configuration }: EventServices,
): Promise<CallbackRecord[]> {
  const queues = queuesOf(event, configuration.queues);
  const ways: ((queue: QueueConfig) => PhoneNumber | undefined)[] = [
    ({ callTarget }) => callerSentAlong(event, callTarget),
    ...event.numbers.map((number) => () => number),
  ];
  for (const callerBy of ways) {
    const lookUps = queues.map(async (queue) => {
      const caller = callerBy(queue);
      return caller && (await callbacks.find(caller, queue.name));
    });
    const found = (await Promise.all(lookUps)).filter((record) => record !== undefined);
    // A repeat of last week's event says nothing about the callback that was accepted a minute ago.
    const possible = found.filter((record) => !isOlder(event.createdAtMs, record));
    if (possible.length > 0) return possible;
  }
  return [];
}

function queuesOf(event: MindfulEvent, queues: QueueConfig[]): QueueConfig[] {
  const named = queues.filter(({ callTarget }) => callTarget.id !== undefined && callTarget.id === event.callTargetId);
  const possible = named.length > 0 ? named : queues.filter(({ callTarget }) => callTarget.id === undefined);
  return possible.filter((queue) => mayBeAbout(event, queue));
}

/**
 * Of one caller's callbacks in several queues, the one that this event confirms: one that it has confirmed before, else one that
 * waits for a confirmation. Two that wait are told apart by when they were accepted, or not at all: then neither is confirmed,
 * because a due time of the other queue would be worse than none.
 */
function oneMeant(candidates: CallbackRecord[], event: MindfulEvent): CallbackRecord | 'ambiguous' | undefined {
  const { createdAtMs, dueAtMs: eventDueAtMs } = event;
  const repeated = candidates.find(
    ({ status, dueAtMs: known }) => status === 'registered' && known !== undefined && known === eventDueAtMs,
  );
  if (repeated) return repeated;
  const confirmable: readonly string[] = transitionsTo.registered;
  const waiting = candidates.filter(isUnconfirmed);
  const open = waiting.length > 0 ? waiting : candidates.filter(({ status }) => confirmable.includes(status));
  if (open.length <= 1) return open[0] ?? candidates[0];
  const recent = open.filter((record) => isOfItsTransfer(createdAtMs, record));
  return recent.length === 1 ? recent[0] : 'ambiguous';
}
