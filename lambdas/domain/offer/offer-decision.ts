import { type CallbackRecord, isWaitingAtHome } from '../callback/callback-record.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { QueuePolicy } from '../queue-config.ts';
import {
  acceptancesWhenFull,
  effectivePolicy,
  freshSnapshot,
  type QueueSnapshot,
  type QueueState,
} from '../queue-snapshot.ts';
import type { WaitEstimate } from '../wait/estimate.ts';
import { type Quote, quoteWait } from '../wait/quote.ts';
import { isOpenFor } from './breaker.ts';
import { isOpen } from './opening-hours.ts';

/** Why a caller goes to the queue without an offer. */
export type NoOfferReason =
  | 'offers-off'
  | 'operator-off'
  | 'closed'
  | 'wait-unknown'
  | 'agents-free'
  | 'wait-short'
  | 'due-after-closing'
  | 'too-many-callbacks'
  | 'caller-withheld'
  | 'callback-pending'
  | 'transferred-before'
  | 'mindful-unreachable'
  | 'mindful-not-offering'
  | 'mindful-status-unknown';

/** Where a caller is when a callback may be offered; each place has a switch of its own. */
type OfferPlace = 'before-queue' | 'on-hold';

/** The same value picks the TwiML, the metric and the log line. */
export type OfferDecision =
  | { kind: 'ask' | 'transfer'; quote: Quote; waitSeconds: number }
  | { kind: 'queue'; because: NoOfferReason };

export interface OfferInputs {
  /** The queue's configured policy. */
  policy: QueuePolicy;
  state: QueueState;
  /** Of the call that is being decided about, which may be the one that tries a broken transfer. */
  callSid?: string;
  /** Absent when the number is withheld or cannot be dialled. */
  caller: PhoneNumber | undefined;
  /** The caller's callback of this queue from another call than this one. */
  callback: CallbackRecord | undefined;
  nowMs: number;
}

/** When in a call a callback may be offered. */
export interface OfferMoment {
  place: OfferPlace;
  /** How long the caller has held already: only the rest of the wait counts against the threshold. */
  heldSeconds: number;
}

/**
 * Offers a callback, or says why not. The order of the checks is part of the contract: the switch, hours, the switch of the place,
 * the wait, then the end of the day and the limit, what stands in the way of this caller, and Mindful. So a reason late in the list means
 * that the wait was long.
 */
export function decideOffer(inputs: OfferInputs & OfferMoment): OfferDecision {
  const policy = policyOf(inputs);
  const snapshot = freshSnapshot(inputs.state.snapshot, policy.maxAgeSeconds, inputs.nowMs);

  if (policy.offers === 'off') return queue(switchedOffBy(inputs));
  if (!isOpen(policy.openingHours, inputs.nowMs)) return queue('closed');
  if (!isOfferedAt(inputs.place, policy)) {
    return queue(isOfferedAt(inputs.place, inputs.policy) ? 'operator-off' : 'offers-off');
  }
  if (!snapshot?.wait) return queue('wait-unknown');
  if (snapshot.freeAgents > (snapshot.statistics?.pendingTasks ?? 0)) return queue('agents-free');
  if (snapshot.wait.offerSeconds - inputs.heldSeconds <= policy.thresholdSeconds) return queue('wait-short');

  const quoted = quotedWait(policy, snapshot, snapshot.wait);
  const waitSeconds = Math.round(quoted.seconds);
  if (!isOpen(policy.openingHours, inputs.nowMs + waitSeconds * 1000)) return queue('due-after-closing');
  if (isFull(inputs)) return queue('too-many-callbacks');

  const obstacle = obstacleToTransfer(inputs);
  if (obstacle) return queue(obstacle);
  const quote = quoteWait(waitSeconds, policy.quoteCapMinutes, quoted.highSeconds);
  return { kind: policy.offers, quote, waitSeconds };
}

/** As many people as the policy allows wait at home, or have accepted since they were counted. */
export function isFull(inputs: OfferInputs): boolean {
  const { acceptances = 0 } = inputs.state;
  return acceptances >= acceptancesWhenFull(inputs.state, policyOf(inputs).maxOpenCallbacks);
}

/**
 * What speaks against transferring a caller who has just accepted: everything but the hour, the wait and the place's own switch,
 * which may have changed while the caller was choosing and no longer matter.
 */
export function obstacleToTransfer(inputs: OfferInputs): NoOfferReason | undefined {
  const { state, nowMs } = inputs;
  if (policyOf(inputs).offers === 'off') return switchedOffBy(inputs);
  if (!inputs.caller) return 'caller-withheld';
  if (inputs.callback && isWaitingAtHome(inputs.callback, nowMs)) return 'callback-pending';
  if (isOpenFor(inputs.callSid, state.breaker, nowMs)) return 'mindful-unreachable';
  return obstacleAtMindful(inputs);
}

/**
 * Mindful hangs up on callers whom it cannot register, so its widget must have said that it offers callbacks, lately. Where
 * none is configured there is nothing to go by but the wait.
 */
function obstacleAtMindful(inputs: OfferInputs): NoOfferReason | undefined {
  const { snapshot } = inputs.state;
  if (!snapshot?.mindful) return undefined;
  const fresh = freshSnapshot(snapshot, policyOf(inputs).maxAgeSeconds, inputs.nowMs);
  switch (fresh?.mindful?.kind) {
    case 'offering':
      return undefined;
    case 'not-offering':
      return 'mindful-not-offering';
    default:
      return 'mindful-status-unknown';
  }
}

/** The wait as it is told: Mindful's own, where the policy says so and Mindful names one. */
function quotedWait(
  policy: QueuePolicy,
  { mindful }: QueueSnapshot,
  wait: WaitEstimate,
): { seconds: number; highSeconds?: number | undefined } {
  const ecbtSeconds = mindful?.kind === 'offering' ? mindful.ecbtSeconds : undefined;
  if (policy.quoteFrom === 'mindful' && ecbtSeconds !== undefined) return { seconds: ecbtSeconds };
  return { seconds: wait.quoteSeconds, highSeconds: wait.quoteHighSeconds };
}

function policyOf(inputs: OfferInputs): QueuePolicy {
  return effectivePolicy(inputs.policy, inputs.state.operator, inputs.nowMs);
}

function switchedOffBy(inputs: OfferInputs): NoOfferReason {
  return inputs.policy.offers === 'off' ? 'offers-off' : 'operator-off';
}

function isOfferedAt(place: OfferPlace, { offerBeforeQueue, offerOnHold }: QueuePolicy): boolean {
  return place === 'on-hold' ? offerOnHold : offerBeforeQueue;
}

function queue(because: NoOfferReason): OfferDecision {
  return { kind: 'queue', because };
}
