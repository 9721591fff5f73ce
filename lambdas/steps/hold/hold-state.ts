import type { StateOf } from '../../routes.ts';
import type { CallRequest } from '../../webhook.ts';

/** What the hold documents of one wait hand on to each other in their URLs. */
export interface HoldState {
  /** When the caller joined the queue, in epoch seconds. */
  sinceSeconds: number;
  greeted: boolean;
  offersMade: number;
  mayOffer: boolean;
  /** How often the caller lost the task and was queued again. */
  again: number | undefined;
}

/**
 * Twilio tells how long the caller has waited when it asks the waitUrl, but not when it follows a redirect or a key: from
 * then on the time of joining is handed on.
 */
export function readHoldState({ parameters, state }: CallRequest, nowMs: number): HoldState {
  const nowSeconds = Math.floor(nowMs / 1000);
  const queueTime = parameters.QueueTime;
  return {
    sinceSeconds: queueTime === undefined ? (state.since ?? nowSeconds) : nowSeconds - queueTime,
    greeted: state.greeted !== undefined,
    offersMade: state.offered ?? 0,
    mayOffer: state.offers !== 'none',
    again: state.again,
  };
}

export function writeHoldState(hold: HoldState): StateOf<'hold'> {
  return {
    since: hold.sinceSeconds,
    greeted: hold.greeted || undefined,
    offered: hold.offersMade || undefined,
    offers: hold.mayOffer ? undefined : 'none',
    again: hold.again,
  };
}
