import type { Way } from '../offer/breaker.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Language } from '../queue-config.ts';

/**
 * The life of an accepted callback: `requested` (the caller said yes), `transferred` (Mindful answered; unconfirmed),
 * `registered` (Mindful confirmed it, with its due time), `returned` (Mindful called back), `answered` (an agent has the
 * customer). By Mindful's API it is `asked` for first (the answer is not known, and may never be), and `in-doubt` once its
 * caller holds instead: then what Mindful may have after all is to be cancelled. Otherwise it ends `cancelled` (the caller hung up,
 * or got an agent, before Mindful answered), `refused` (Mindful did not take the caller), `chose-hold` (the caller would rather hold),
 * `abandoned` (the customer hung up before an agent came), `expired` (never confirmed), `no-answer` (Mindful called, and the customer never
 * picked up), `called-off` (it is cancelled at Mindful) or `lost` (confirmed, and nobody called back).
 */
export type CallbackStatus =
  | 'requested'
  | 'transferred'
  | 'asked'
  | 'in-doubt'
  | 'registered'
  | 'returned'
  | 'answered'
  | 'cancelled'
  | 'refused'
  | 'chose-hold'
  | 'abandoned'
  | 'expired'
  | 'no-answer'
  | 'called-off'
  | 'lost';

export interface CallbackRecord {
  caller: PhoneNumber;
  queue: string;
  /** The call in which the callback was accepted. */
  callSid: string;
  status: CallbackStatus;
  acceptedAtMs: number;
  /** What the caller was told, in seconds; the callback is due that long after acceptance unless Mindful says when. */
  quotedWaitSeconds: number;
  /** What the caller has chosen to be spoken to in. */
  language?: Language;
  /** The caller has left the queue with the sentence before this way in the ear. */
  toldWay?: Way;
  /** When Mindful will call back, once it has said so. */
  dueAtMs?: number;
  /** Mindful's call back. */
  returnCallSid?: string;
  /** When Mindful's history was last asked about an overdue callback. */
  lookedUpAtMs?: number;
  /** When somebody heard of the loss. */
  lossReportedAtMs?: number;
  /** When a sample last began to make the task to call the person of a lost callback. */
  lostTaskTriedAtMs?: number;
  /** That task, when it was made, and when an agent took it or it was given up. */
  lostTaskSid?: string;
  lostTaskMadeAtMs?: number;
  lostTaskEndedAtMs?: number;
  /** After this the record counts as absent, but for a registered one: that counts until it is returned or lost. */
  expiresAtMs: number;
}

const MINUTES = 60 * 1000;
const HOURS = 60 * MINUTES;

/** A callback that Mindful has not confirmed lapses so long after it was due; until then its caller gets no second offer. */
const UNCONFIRMED_AFTER_DUE_MS = 2 * HOURS;

/** Nobody is asked to wait for longer than a day: a longer quote is a mistake in the flow that passed it on. */
const LONGEST_QUOTE_SECONDS = 24 * 60 * 60;

/** An agent may keep a returned customer waiting this long. */
const RETURNED_LIFETIME_MS = 2 * HOURS;

/** Mindful tries again within this time when a customer hung up before an agent came. */
const RETRY_WINDOW_MS = HOURS;

/** The sampler finds a lost callback minutes after its grace; this is for the day on which it doesn't run. */
const OVERDUE_LIFETIME_MS = 24 * HOURS;

/**
 * Where each transition may start. Anything else is a repeat, a latecomer or out of order, and changes nothing.
 *
 * What Mindful says stands above what we concluded: a callback that looked refused, cancelled or lapsed is registered all the
 * same. Mindful's answer on the line proves that the callback was not cancelled. An agent on the line proves that it was kept,
 * whichever earlier step could not be written.
 */
export const transitionsTo = {
  transferred: ['requested', 'cancelled'],
  asked: ['requested', 'transferred', 'refused', 'cancelled'],
  'in-doubt': ['asked'],
  registered: ['requested', 'transferred', 'asked', 'refused', 'cancelled', 'expired'],
  returned: ['requested', 'transferred', 'asked', 'in-doubt', 'registered', 'abandoned', 'no-answer', 'lost'],
  answered: [
    ...(['requested', 'transferred', 'asked', 'in-doubt', 'registered', 'returned'] as const),
    ...(['abandoned', 'no-answer', 'lost'] as const),
  ],
  abandoned: ['returned'],
  cancelled: ['requested'],
  refused: ['requested', 'transferred', 'asked', 'in-doubt'],
  'chose-hold': ['requested', 'transferred', 'registered'],
  expired: ['requested', 'transferred', 'asked', 'in-doubt', 'returned'],
  'no-answer': ['registered'],
  'called-off': ['requested', 'transferred', 'in-doubt', 'registered'],
  lost: ['registered'],
} as const satisfies Record<Exclude<CallbackStatus, 'requested'>, readonly CallbackStatus[]>;

export type CallbackTransition = keyof typeof transitionsTo;

/** From which statuses a new acceptance by the same caller is ruled out. */
export const pendingStatuses = ['requested', 'transferred', 'asked', 'in-doubt', 'registered', 'returned'] as const;

/** Waiting at home: counts in the estimate and rules out a second offer. */
export function isWaitingAtHome(record: CallbackRecord, nowMs: number): boolean {
  if (record.status === 'registered') return true;
  return isUnconfirmed(record) && nowMs < record.expiresAtMs;
}

/**
 * Not waiting at home, and yet no new callback can be accepted: of one that came back nobody knows that an agent has the customer,
 * of one that Mindful's API was asked for nobody knows whether there is one, and of a lost one nobody has heard, or its task is
 * still to be made. The table refuses a new record then.
 */
export function isUnfinished(
  record: CallbackRecord,
  { nowMs, policy }: { nowMs: number; policy: { lostCallbackTask: boolean } },
): boolean {
  const { status, expiresAtMs, lossReportedAtMs, lostTaskSid } = record;
  if (nowMs >= expiresAtMs) return false;
  if (status === 'returned' || isUnanswered(record)) return true;
  return (
    status === 'lost' && (lossReportedAtMs === undefined || (policy.lostCallbackTask && lostTaskSid === undefined))
  );
}

/** The caller accepted, but Mindful has not confirmed: it may be waiting, and it may be nothing. */
export function isUnconfirmed({ status }: CallbackRecord): boolean {
  return status === 'requested' || status === 'transferred';
}

/** Mindful's API was asked to register it and never said what it did; nobody was told yes, so nobody is kept waiting by it. */
export function isUnanswered({ status }: Pick<CallbackRecord, 'status'>): boolean {
  return status === 'asked' || status === 'in-doubt';
}

/**
 * Listed in the table's index: what may still come back, and what somebody still has to hear of. An abandoned one stays listed
 * for Mindful's next try, a lost one until its loss has been reported and an agent has called.
 */
export function isListed(status: CallbackStatus): boolean {
  const others: CallbackStatus[] = ['abandoned', 'lost'];
  return [...pendingStatuses, ...others].includes(status);
}

export function dueAtMs(record: Pick<CallbackRecord, 'acceptedAtMs' | 'quotedWaitSeconds' | 'dueAtMs'>): number {
  return record.dueAtMs ?? record.acceptedAtMs + record.quotedWaitSeconds * 1000;
}

/** Never confirmed, or brought back and forgotten: its time is over, and nothing was lost that we know of. */
export function hasLapsed(record: CallbackRecord, nowMs: number): boolean {
  const isOpen = isUnconfirmed(record) || isUnanswered(record) || record.status === 'returned';
  return isOpen && record.expiresAtMs <= nowMs;
}

/** Confirmed, due, and the grace is over without a return call. */
export function isOverdue(record: CallbackRecord, graceSeconds: number, nowMs: number): boolean {
  return record.status === 'registered' && nowMs > dueAtMs(record) + graceSeconds * 1000;
}

/** When a record that has just come to this status counts as absent; `undefined` leaves that as it was. */
export function expiryAfter(to: CallbackTransition, nowMs: number, due: number | undefined): number | undefined {
  switch (to) {
    case 'registered':
      return Math.max(nowMs, due ?? nowMs) + OVERDUE_LIFETIME_MS;
    case 'returned':
      return nowMs + RETURNED_LIFETIME_MS;
    case 'abandoned':
      return nowMs + RETRY_WINDOW_MS;
    default:
      return undefined;
  }
}

type Acceptance = Pick<CallbackRecord, 'caller' | 'queue' | 'callSid' | 'quotedWaitSeconds'> & {
  language?: Language | undefined;
  toldWay?: Way | undefined;
};

export function newCallbackRecord({ language, toldWay, ...accepted }: Acceptance, nowMs: number): CallbackRecord {
  const quotedSeconds = Math.min(accepted.quotedWaitSeconds, LONGEST_QUOTE_SECONDS);
  return {
    ...accepted,
    ...(language !== undefined && { language }),
    ...(toldWay !== undefined && { toldWay }),
    status: 'requested',
    acceptedAtMs: nowMs,
    expiresAtMs: nowMs + quotedSeconds * 1000 + UNCONFIRMED_AFTER_DUE_MS,
  };
}
