import type { PhoneNumber } from '../phone-number.ts';
import { type CallbackRecord, dueAtMs, isWaitingAtHome } from './callback-record.ts';

/**
 * How far a return call is believed. `proven`: it comes from Mindful or from the customer. `due`: nothing tells where it
 * comes from, but a callback is due. Both have priority; only a proven one moves a record and shows the customer's number.
 */
export const standings = ['proven', 'due', 'unproven'] as const;
export type Standing = (typeof standings)[number];

/** A call to a plain number, which anybody can dial. */
export interface NumberCall {
  callSid: string;
  /** The caller ID: Mindful's, the customer's, or anybody's. */
  callerId: PhoneNumber | undefined;
  /** Mindful's caller IDs, as configured. */
  returnCallers: readonly string[];
  nowMs: number;
}

export interface Claim {
  standing: Standing;
  /** The callbacks that the call may bring back, the likeliest first. */
  candidates: CallbackRecord[];
}

const DUE_WITHIN_MS = 10 * 60 * 1000;

/**
 * What a call to a plain number may claim. A record that this very call was matched to before stays its own. The customer's
 * own caller ID claims the customer's callback, Mindful's the one that is due first. Where Mindful's caller IDs are not
 * configured, any call may be Mindful's: it has priority while a callback is due, and nothing more.
 */
export function claimOf(known: readonly CallbackRecord[], call: NumberCall): Claim {
  const { callSid, callerId, returnCallers, nowMs } = call;
  const matched = known.find((record) => record.returnCallSid === callSid);
  if (matched) return { standing: isWaitingAtHome(matched, nowMs) ? 'due' : 'proven', candidates: [matched] };

  const own = known.find((record) => record.caller === callerId && mayReturn(record, nowMs));
  if (own) return { standing: 'proven', candidates: [own] };

  const due = known.filter((record) => isDue(record, nowMs)).sort(byDueTime);
  if (callerId !== undefined && returnCallers.includes(callerId)) {
    const late = known.filter(isLostAndUncalled).sort(byDueTime);
    return { standing: 'proven', candidates: [...due, ...late].slice(0, 1) };
  }
  if (returnCallers.length > 0 || due.length === 0) return { standing: 'unproven', candidates: [] };
  const isTaken = ({ returnCallSid }: CallbackRecord) => Number(returnCallSid !== undefined);
  return { standing: 'due', candidates: due.sort((one, other) => isTaken(one) - isTaken(other)) };
}

/** Due, or tried once more after the customer hung up on the first return call, or given up as lost. */
function mayReturn(record: CallbackRecord, nowMs: number): boolean {
  if (record.status === 'abandoned' || record.status === 'lost') return nowMs < record.expiresAtMs;
  return isDue(record, nowMs);
}

/** Due within ten minutes; a confirmed one that is late for as long as it isn't lost. */
function isDue(record: CallbackRecord, nowMs: number): boolean {
  const late = record.status === 'registered' ? Number.POSITIVE_INFINITY : DUE_WITHIN_MS;
  const fromDueMs = nowMs - dueAtMs(record);
  return isWaitingAtHome(record, nowMs) && fromDueMs >= -DUE_WITHIN_MS && fromDueMs <= late;
}

/** No agent has called the customer instead. */
function isLostAndUncalled({ status, lostTaskEndedAtMs }: CallbackRecord): boolean {
  return status === 'lost' && lostTaskEndedAtMs === undefined;
}

function byDueTime(one: CallbackRecord, other: CallbackRecord): number {
  return dueAtMs(one) - dueAtMs(other);
}

const ON_TIME_SECONDS = 300;

/** Whether a return call kept the time that was promised. Nobody minds one that comes early. */
export function isOnTime(lateSeconds: number): boolean {
  return lateSeconds <= ON_TIME_SECONDS;
}
