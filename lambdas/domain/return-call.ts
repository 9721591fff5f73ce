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
  const due = open
    .filter((record) => isWaitingAtHome(record, call.nowMs) && Math.abs(dueAtMs(record) - call.nowMs) <= DUE_WITHIN_MS)
    .sort((one, other) => dueAtMs(one) - dueAtMs(other));
  return due.find((record) => record.caller === call.caller) ?? due[0];
}
