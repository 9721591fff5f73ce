import { type CallbackRecord, dueAtMs } from '../domain/callback/callback-record.ts';
import { readCallbackStatus } from '../domain/mindful/callback-status.ts';
import { areTooClose } from '../domain/mindful/registration-time.ts';
import { countOf, type PromiseServices, type PromisingQueue } from './promising-queue.ts';

/** Mindful's webhook comes within seconds; where it isn't set up, so many are looked up in a sample. */
const LOOK_UP_AFTER_MS = 60_000;
const LOOK_UPS = 20;
const SAMPLE_MS = 60_000;

/** Asks Mindful about unconfirmed callbacks, in turns: each sample goes on where the one before stopped. */
export async function lookUpUnconfirmed(
  queue: PromisingQueue,
  queues: readonly PromisingQueue[],
  services: PromiseServices,
): Promise<void> {
  const { callTarget, open } = queue;
  const { widget } = callTarget;
  if (!widget?.callbackStatus || !services.hasTime()) return;
  const nowMs = services.nowMs();
  const unconfirmed = open
    .filter((record) => record.status === 'transferred' && nowMs - record.acceptedAtMs >= LOOK_UP_AFTER_MS)
    .filter((record) => nowMs < record.expiresAtMs && !isIndistinct(record, queue, queues))
    .sort((one, other) => dueAtMs(one) - dueAtMs(other));
  const confirmations = turnOf(unconfirmed, nowMs).map(async (record) => {
    const answer = await services.scheduler.callbackStatus(widget, record.caller);
    const status = readCallbackStatus(answer, { acceptedAtMs: record.acceptedAtMs, callTargetId: callTarget.id });
    if (!status) return false;
    if (status.unknownStatus !== undefined) services.warn('unknownCallbackStatus', status.unknownStatus);
    const { caller, queue: name, callSid } = record;
    const due = status.dueAtMs ?? dueAtMs(record);
    return services.callbacks.move({ caller, queue: name, callSid, to: 'registered', nowMs, dueAtMs: due });
  });
  const settled = await Promise.allSettled(confirmations);
  const failure = settled.find((result) => result.status === 'rejected');
  if (failure) services.warn('callbackStatusUnknown', failure.reason);
  const confirmed = settled.filter((result) => result.status === 'fulfilled' && result.value);
  countOf('CallbackRegistered', confirmed.length, queue, services);
}

/**
 * The same caller accepted in another queue at about the same time, and Mindful's answer, which is by number, names no Call
 * Target by which to tell the two apart.
 */
function isIndistinct(record: CallbackRecord, queue: PromisingQueue, queues: readonly PromisingQueue[]): boolean {
  const alike = queues.filter((other) => other !== queue && other.callTarget.id === queue.callTarget.id);
  return alike.some(({ open }) => open.some((other) => other.caller === record.caller && areTooClose(other, record)));
}

/** Of a list that is longer than one sample's look-ups, those whose turn it is; so many samples later all had theirs. */
function turnOf(records: CallbackRecord[], nowMs: number): CallbackRecord[] {
  if (records.length <= LOOK_UPS) return records;
  const from = (Math.floor(nowMs / SAMPLE_MS) * LOOK_UPS) % records.length;
  return [...records.slice(from), ...records.slice(0, from)].slice(0, LOOK_UPS);
}
