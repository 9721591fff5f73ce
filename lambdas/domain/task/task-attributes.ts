import { type CallbackRecord, dueAtMs } from '../callback/callback-record.ts';
import { LOST_CALLBACK } from '../callback/lost-callback.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { EstimatorName, InChosenLanguage, QueueConfig, QueuePolicy } from '../queue-config.ts';
import type { QueueFacts } from '../queue-now.ts';
import type { Quote } from '../quote.ts';

/** What every estimator said when a caller entered the queue; `task-events` compares it with the real wait. */
export interface TaskEstimates {
  /** Whose value decides and is spoken. */
  by: EstimatorName;
  /** When they were made, in seconds. */
  at: number;
  /** Seconds by estimator; unknown ones are left out. */
  waits: Partial<Record<EstimatorName, number>>;
  /** The mean patience of the queue's callers: how likely somebody is to hold until an agent comes. */
  patienceSeconds?: number;
}

/** `undefined` when the snapshot is too old, or no statistics were there. */
export function taskEstimates({ snapshot, nowMs }: Pick<QueueFacts, 'snapshot' | 'nowMs'>): TaskEstimates | undefined {
  if (!snapshot?.estimates) return undefined;
  const { estimator: by, estimates: waits, patienceSeconds } = snapshot;
  return { by, at: Math.round(nowMs / 1000), waits, patienceSeconds };
}

/** What is known of an ordinary caller who enters the queue. */
export interface Entry {
  /** The call in which the caller first came to us, on both tasks of a callback. */
  firstCallSid: string;
  /** Absent when no wait was spoken. */
  quote?: Quote;
  /** Absent when the wait is unknown, and for callers who come back to the queue: they are not compared. */
  estimates?: TaskEstimates;
  /** Since when the caller has had a place in line, in epoch seconds, where this is not the first task. */
  sinceSeconds?: number;
  /** How often the caller was queued again. */
  queuedAgain: number;
}

/** Attributes of an ordinary caller's task. TaskRouter adds the call's own (`call_sid`, `from`, ...). */
export function queueTaskAttributes(
  { name: queue, policy, chosenLanguage: language }: Pick<QueueConfig, 'name' | 'policy'> & InChosenLanguage,
  caller: PhoneNumber | undefined,
  { firstCallSid, quote, estimates, sinceSeconds, queuedAgain }: Entry,
): Record<string, unknown> {
  return {
    type: 'inbound',
    direction: 'inbound',
    name: caller ?? 'Withheld number',
    queue,
    language,
    conversations: conversation(firstCallSid),
    quote: quote && quoteAttribute(quote, policy),
    estimates,
    ...placeOf(sinceSeconds),
    ...countQueuedAgain(queuedAgain),
  };
}

/**
 * Flex Insights joins the segments of all tasks with the same ID to one conversation, and takes the task's SID where there is none.
 * https://www.twilio.com/docs/flex/developer/insights/enhance-integration
 */
function conversation(firstCallSid: string) {
  return { conversation_id: firstCallSid };
}

function quoteAttribute({ waitSeconds, ...spoken }: Quote, { estimator }: QueuePolicy) {
  return { waitSeconds, estimator, spoken };
}

/** Attributes of the task to call a person whose callback never came. `lost_callback` tells the tasks of two people apart. */
export function lostCallbackTaskAttributes(record: CallbackRecord): Record<string, unknown> {
  return {
    type: LOST_CALLBACK,
    direction: 'outbound',
    name: record.caller,
    customerPhone: record.caller,
    queue: record.queue,
    language: record.language,
    lost_callback: record.callSid,
    lostCallback: promiseOf(record),
    conversations: conversation(record.callSid),
  };
}

/** A return call as far as it is known. */
export interface ReturnTask {
  queue: string;
  headerName: string;
  caller?: PhoneNumber | undefined;
  record?: CallbackRecord | undefined;
  /** The call in which the callback was accepted, where no more may be shown. */
  firstCallSid?: string | undefined;
}

/**
 * Attributes of a return call: who is called and what was promised. `callback` marks a return call: task-events takes such a
 * task, and no other, as proof that the callback was kept, and finds its record by the `firstCallSid` in it.
 */
export function returnTaskAttributes({ queue, headerName, caller, record, ...known }: ReturnTask) {
  const firstCallSid = record?.callSid ?? known.firstCallSid;
  return {
    type: 'inbound',
    direction: 'inbound',
    name: caller ?? 'Callback',
    queue,
    language: record?.language,
    ...(caller && { [headerName]: caller, customerPhone: caller }),
    callback: {
      queue,
      ...(record && promiseOf(record)),
      ...(firstCallSid !== undefined && { firstCallSid }),
    },
    ...(firstCallSid !== undefined && { conversations: conversation(firstCallSid) }),
  };
}

/** A place in line from earlier, in epoch seconds; task-events moves the task there. */
export function placeOf(sinceSeconds: number | undefined): { place?: { since: number } } {
  return sinceSeconds === undefined ? {} : { place: { since: sinceSeconds } };
}

/** Tells the tasks of one call apart, so that the end of one is not taken for the end of the next. */
export function countQueuedAgain(queuedAgain: number): { queuedAgain?: number } {
  return queuedAgain === 0 ? {} : { queuedAgain };
}

/** What the customer was promised. */
function promiseOf(record: CallbackRecord) {
  return {
    acceptedAt: new Date(record.acceptedAtMs).toISOString(),
    dueAt: new Date(dueAtMs(record)).toISOString(),
    quotedWaitSeconds: record.quotedWaitSeconds,
  };
}
