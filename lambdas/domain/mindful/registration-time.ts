import type { CallbackRecord } from '../callback/callback-record.ts';

/** Clocks of two services differ a little. */
const CLOCKS_APART_MS = 60_000;

/** Mindful registers a caller during the transfer, or by its API after one, which no document bounds: a guess. */
const TRANSFER_TAKES_AT_MOST_MS = 10 * 60_000;

type Accepted = Pick<CallbackRecord, 'acceptedAtMs'>;

/** What Mindful registered before the acceptance says nothing about the callback that was accepted. */
export function isOlder(createdAtMs: number | undefined, { acceptedAtMs }: Accepted): boolean {
  return createdAtMs !== undefined && createdAtMs < acceptedAtMs - CLOCKS_APART_MS;
}

/** Registered by the transfer that followed the acceptance, as far as the time can tell. */
export function isOfItsTransfer(createdAtMs: number | undefined, accepted: Accepted): boolean {
  if (createdAtMs === undefined || isOlder(createdAtMs, accepted)) return false;
  return createdAtMs - accepted.acceptedAtMs <= TRANSFER_TAKES_AT_MOST_MS;
}

/** Whether Mindful may still have registered it without a trace so far. */
export function mayStillAppear({ acceptedAtMs }: Accepted, nowMs: number): boolean {
  return nowMs - acceptedAtMs <= TRANSFER_TAKES_AT_MOST_MS + CLOCKS_APART_MS;
}

/** Two acceptances so close together that a registration could be of either. */
export function areTooClose(one: Accepted, other: Accepted): boolean {
  return Math.abs(one.acceptedAtMs - other.acceptedAtMs) <= TRANSFER_TAKES_AT_MOST_MS + CLOCKS_APART_MS;
}
