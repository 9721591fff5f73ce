import { type CallbackRecord, dueAtMs } from '../callback/callback-record.ts';
import { LOST_CALLBACK } from '../callback/lost-callback.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Forecast } from '../wait/forecast.ts';
import type { Quote } from '../wait/quote.ts';

/** What a caller in the queue was told and what was forecast; task-events holds both against the real wait. */
export interface WaitMemo {
  /** Absent when no wait was spoken. */
  quote?: { waitSeconds: number; estimator: string; spoken: Quote };
  /** Absent when the wait was unknown. */
  forecast?: Forecast;
}

/** Attributes of an ordinary caller's task. TaskRouter adds the call's own (`call_sid`, `from`, ...). */
export function queueTaskAttributes(
  queue: string,
  caller: PhoneNumber | undefined,
  { sinceSeconds, queuedAgain = 0, ...memo }: WaitMemo & { sinceSeconds?: number | undefined; queuedAgain?: number },
): Record<string, unknown> {
  return {
    type: 'inbound',
    direction: 'inbound',
    name: caller ?? 'Withheld number',
    queue,
    ...memo,
    ...placeOf(sinceSeconds),
    ...countQueuedAgain(queuedAgain),
  };
}

/** Attributes of the task to call a person whose callback never came. `lost_callback` tells the tasks of two people apart. */
export function lostCallbackTaskAttributes(record: CallbackRecord): Record<string, unknown> {
  return {
    type: LOST_CALLBACK,
    direction: 'outbound',
    name: record.caller,
    customerPhone: record.caller,
    queue: record.queue,
    lost_callback: record.callSid,
    lostCallback: promiseOf(record),
    conversations: { conversation_id: record.callSid },
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
 * Attributes of a return call: who is called, what was promised, and the first call's SID as Flex Insights'
 * conversation_id, so that reports join the two calls. `callback` marks a return call: task-events takes such a task, and no
 * other, as proof that the callback was kept.
 */
export function returnTaskAttributes({ queue, headerName, caller, record, ...known }: ReturnTask) {
  const firstCallSid = record?.callSid ?? known.firstCallSid;
  return {
    type: 'inbound',
    direction: 'inbound',
    name: caller ?? 'Callback',
    queue,
    ...(caller && { [headerName]: caller, customerPhone: caller }),
    callback: {
      queue,
      ...(record && promiseOf(record)),
    },
    ...(firstCallSid !== undefined && { conversations: { conversation_id: firstCallSid } }),
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
