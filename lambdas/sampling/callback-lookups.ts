import { type CallbackRecord, dueAtMs, isUnanswered } from '../domain/callback/callback-record.ts';
import { readCallbackStatus } from '../domain/mindful/callback-status.ts';
import { areTooClose, mayStillAppear } from '../domain/mindful/registration-time.ts';
import { isCanceled } from '../domain/mindful/scheduler-answers.ts';
import type { MindfulWidget } from '../domain/queue-config.ts';
import { countOf, type PromiseServices, type PromisingQueue } from './promising-queue.ts';

/** Mindful's webhook comes within seconds; where it isn't set up, so many are looked up in a sample. */
const LOOK_UP_AFTER_MS = 60_000;
const LOOK_UPS = 20;
const SAMPLE_MS = 60_000;

/** What a look-up has changed. */
type Outcome = 'registered' | 'called-off' | 'refused' | undefined;

/**
 * Asks Mindful about unconfirmed callbacks, in turns: each sample goes on where the one before stopped. Those that its API was asked
 * for and never told of are looked up whether or not the others are.
 */
export async function lookUpUnconfirmed(
  queue: PromisingQueue,
  queues: readonly PromisingQueue[],
  services: PromiseServices,
): Promise<void> {
  const { callTarget, open } = queue;
  const { widget } = callTarget;
  if (!widget || !services.hasTime()) return;
  const nowMs = services.nowMs();
  const unconfirmed = open
    .filter((record) => (record.status === 'transferred' && widget.callbackStatus) || isUnanswered(record))
    .filter((record) => nowMs - record.acceptedAtMs >= LOOK_UP_AFTER_MS)
    .filter((record) => nowMs < record.expiresAtMs && !isIndistinct(record, queue, queues))
    .sort((one, other) => dueAtMs(one) - dueAtMs(other));
  const lookUps = turnOf(unconfirmed, nowMs).map((record) => lookUp(record, { callTarget, widget }, services));
  const settled = await Promise.allSettled(lookUps);
  const failure = settled.find((result) => result.status === 'rejected');
  if (failure) services.warn('callbackStatusUnknown', failure.reason);
  const numberOf = (outcome: Outcome) =>
    settled.filter((result) => result.status === 'fulfilled' && result.value === outcome).length;
  countOf('CallbackRegistered', numberOf('registered'), queue, services);
  countOf('CallbackCalledOff', numberOf('called-off'), queue, services);
}

/** What Mindful has is confirmed, or cancelled where its caller holds instead. What it still doesn't have after a time is refused. */
async function lookUp(
  record: CallbackRecord,
  { callTarget, widget }: Pick<PromisingQueue, 'callTarget'> & { widget: MindfulWidget },
  { scheduler, callbacks, warn, nowMs }: PromiseServices,
): Promise<Outcome> {
  const { caller, queue, callSid, acceptedAtMs } = record;
  const answer = await scheduler.callbackStatus(widget, caller);
  const status = readCallbackStatus(answer, { acceptedAtMs, callTargetId: callTarget.id });
  const moved = { caller, queue, callSid, nowMs: nowMs() };
  if (!status) {
    if (!isUnanswered(record) || mayStillAppear(record, moved.nowMs)) return undefined;
    return (await callbacks.move({ ...moved, to: 'refused' })) ? 'refused' : undefined;
  }
  if (status.unknownStatus !== undefined) warn('unknownCallbackStatus', status.unknownStatus);
  if (record.status === 'in-doubt') {
    if (!isCanceled(await scheduler.cancelCallback(widget, caller))) return undefined;
    return (await callbacks.move({ ...moved, to: 'called-off' })) ? 'called-off' : undefined;
  }
  const due = status.dueAtMs ?? dueAtMs(record);
  return (await callbacks.move({ ...moved, to: 'registered', dueAtMs: due })) ? 'registered' : undefined;
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
