import { type CallbackRecord, dueAtMs, isWaitingAtHome } from './callback-record.ts';
import type { PhoneNumber } from './phone-number.ts';

export interface ReturnCall {
  callSid: string;
  /** From the header, or the caller ID of a call to a plain number; untrusted. */
  caller: PhoneNumber | undefined;
  nowMs: number;
}

/** A plain number proves nothing, so a callback must be due about now for the call to be believed. */
const DUE_WITHIN_MS = 10 * 60 * 1000;

/**
 * The callback that a call to a plain number brings back: one that this very call was matched to before, or the caller's
 * own, or the longest due. `undefined` when none is due within ten minutes: then the call has no claim to priority.
 */
export function callbackBroughtBack(open: CallbackRecord[], call: ReturnCall): CallbackRecord | undefined {
  const matchedBefore = open.find((record) => record.returnCallSid === call.callSid);
  if (matchedBefore) return matchedBefore;
  const due = open.filter((record) => isDue(record, call)).sort((one, other) => dueAtMs(one) - dueAtMs(other));
  return due.find((record) => record.caller === call.caller) ?? due[0];
}

/**
 * Due within ten minutes; a confirmed one that is late for as long as it isn't lost. Whose customer hung up before an agent
 * came may be tried again, but then the caller ID must be the customer's: a first proof was used up.
 */
function isDue(record: CallbackRecord, { caller, nowMs }: ReturnCall): boolean {
  if (record.status === 'abandoned') return record.caller === caller && nowMs < record.expiresAtMs;
  const late = record.status === 'registered' ? Number.POSITIVE_INFINITY : DUE_WITHIN_MS;
  const fromDueMs = nowMs - dueAtMs(record);
  return isWaitingAtHome(record, nowMs) && fromDueMs >= -DUE_WITHIN_MS && fromDueMs <= late;
}
