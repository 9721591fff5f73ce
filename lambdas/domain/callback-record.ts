import type { PhoneNumber } from './phone-number.ts';

/**
 * The life of an accepted callback: `requested` (the caller said yes), `transferred` (Mindful answered), `returned` (Mindful
 * called back), `answered` (an agent has the caller). Otherwise it ends `cancelled` (the caller hung up before Mindful
 * answered), `refused` (Mindful did not take the caller), `chose-hold` (the caller would rather hold) or `expired`.
 */
export type CallbackStatus =
  | 'requested'
  | 'transferred'
  | 'returned'
  | 'answered'
  | 'cancelled'
  | 'refused'
  | 'chose-hold'
  | 'expired';

export interface CallbackRecord {
  caller: PhoneNumber;
  queue: string;
  /** The call in which the callback was accepted. */
  callSid: string;
  status: CallbackStatus;
  acceptedAtMs: number;
  /** What the caller was told, in seconds; the callback is due that long after acceptance. */
  quotedWaitSeconds: number;
  /** Mindful's call back. */
  returnCallSid?: string;
  /** After this the record counts as absent. */
  expiresAtMs: number;
}

/** A transferred caller whom Mindful has not confirmed gets no second offer for two hours; then the record lapses. */
const OPEN_RECORD_LIFETIME_SECONDS = 2 * 60 * 60;

/** Where each transition may start. Anything else is a repeat, a latecomer or out of order, and changes nothing. */
export const transitionsTo = {
  transferred: ['requested'],
  returned: ['requested', 'transferred'],
  answered: ['returned'],
  cancelled: ['requested'],
  refused: ['requested', 'transferred'],
  'chose-hold': ['requested', 'transferred'],
  expired: ['requested', 'transferred', 'returned'],
} as const satisfies Record<Exclude<CallbackStatus, 'requested'>, readonly CallbackStatus[]>;

export type CallbackTransition = keyof typeof transitionsTo;

/** Waiting at home: counts in the estimate and rules out a second offer. */
export function isWaitingAtHome(record: CallbackRecord, nowMs: number): boolean {
  return (record.status === 'requested' || record.status === 'transferred') && nowMs < record.expiresAtMs;
}

/** Not yet at an end: listed in the table's index until it is. */
export function isOpenStatus(status: CallbackStatus): boolean {
  return status === 'requested' || status === 'transferred' || status === 'returned';
}

export function dueAtMs(record: Pick<CallbackRecord, 'acceptedAtMs' | 'quotedWaitSeconds'>): number {
  return record.acceptedAtMs + record.quotedWaitSeconds * 1000;
}

export function newCallbackRecord(
  accepted: Pick<CallbackRecord, 'caller' | 'queue' | 'callSid' | 'quotedWaitSeconds'>,
  nowMs: number,
): CallbackRecord {
  return {
    ...accepted,
    status: 'requested',
    acceptedAtMs: nowMs,
    expiresAtMs: nowMs + OPEN_RECORD_LIFETIME_SECONDS * 1000,
  };
}
