import { mayBeCalled } from '../callable-number.ts';
import { type CallbackRecord, isUnfinished, isWaitingAtHome } from '../callback/callback-record.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { InQueueOffer } from '../queue-config.ts';
import type { OfferPlace, QueueFacts } from '../queue-now.ts';
import { type Quote, quoteWait } from '../quote.ts';
import type { WaitEstimate } from '../wait/estimate.ts';
import { openWay } from './breaker.ts';
import { numberChoice } from './keyed-number.ts';
import type noOfferReasons from './no-offer-reasons.json';
import { isOpen } from './opening-hours.ts';

/** Why a caller goes to the queue without an offer. Its row says what it means, what to look at and what to do. */
export type NoOfferReason = keyof typeof noOfferReasons;

/** The same value picks the TwiML, the metric and the log line. */
export type OfferDecision = { kind: 'ask' | 'transfer'; quote: Quote } | NoOffer;

interface NoOffer {
  kind: 'queue';
  because: NoOfferReason;
  /** The caller's own callback that is open. */
  callback?: CallbackRecord | undefined;
}

export interface OfferInputs {
  queue: QueueFacts;
  /** Of the call that is being decided about, which may be the one that tries a broken transfer. */
  callSid?: string;
  /** Absent when the number is withheld or cannot be dialled. */
  caller: PhoneNumber | undefined;
  /** The caller's callback of this queue from another call than this one. */
  callback: CallbackRecord | undefined;
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
  const { policy, switchedOff, snapshot, nowMs } = inputs.queue;

  if (switchedOff.everywhere) return noOffer(switchedOff.everywhere);
  if (!isOpen(policy.openingHours, nowMs)) return noOffer('closed');
  const switchedOffHere = switchedOff[inputs.place];
  if (switchedOffHere) return noOffer(switchedOffHere);
  if (!snapshot?.wait) return noOffer('wait-unknown');
  if (snapshot.freeAgents > (snapshot.statistics?.pendingTasks ?? 0)) return noOffer('agents-free');
  if (snapshot.wait.offerSeconds - inputs.heldSeconds <= policy.thresholdSeconds) return noOffer('wait-short');

  const quote = quoteOf(inputs.queue, snapshot.wait);
  if (!isOpen(policy.openingHours, nowMs + quote.waitSeconds * 1000)) return noOffer('due-after-closing');
  if (isFull(inputs.queue)) return noOffer('too-many-callbacks');

  const because = whyNoCallback(inputs);
  if (because === 'callback-pending') return { ...noOffer(because), callback: inputs.callback };
  if (because) return noOffer(because);
  return { kind: policy.offers === 'transfer' ? 'transfer' : 'ask', quote };
}

/** As many people as the policy allows wait at home, or have accepted since they were counted. */
export function isFull({ acceptances, acceptancesWhenFull }: QueueFacts): boolean {
  return acceptances >= acceptancesWhenFull;
}

/** What speaks against offering a callback at all, on whichever number the caller may choose. */
function whyNoCallback(inputs: OfferInputs): NoOfferReason | undefined {
  const because = whyNoTransfer(inputs);
  const isAboutNumber = because === 'caller-withheld' || because === 'caller-not-callable';
  return isAboutNumber && numberChoice(inputs.queue, inputs.caller) ? whyNotNow(inputs) : because;
}

/**
 * What speaks against transferring a caller who has just accepted: everything but the hour, the wait and the place's own switch,
 * which may have changed while the caller was choosing and no longer matter.
 */
export function whyNoTransfer(inputs: OfferInputs): NoOfferReason | undefined {
  const { queue, caller } = inputs;
  if (queue.switchedOff.everywhere) return queue.switchedOff.everywhere;
  if (!caller) return 'caller-withheld';
  if (queue.callable && !mayBeCalled(queue.callable, caller)) return 'caller-not-callable';
  return whyNotNow(inputs);
}

function whyNotNow({ queue, callSid, callback }: OfferInputs): NoOfferReason | undefined {
  if (callback && isWaitingAtHome(callback, queue.nowMs)) return 'callback-pending';
  if (callback && isUnfinished(callback, queue)) return 'callback-unfinished';
  if (openWay(queue, callSid) === undefined) return 'mindful-unreachable';
  return whyNotAtMindful(queue);
}

/**
 * Mindful hangs up on callers whom it cannot register, so its widget must have said that it offers callbacks, lately. Where
 * none is configured there is nothing to go by but the wait.
 */
function whyNotAtMindful({ mindful }: QueueFacts): NoOfferReason | undefined {
  switch (mindful?.kind) {
    case undefined:
    case 'offering':
      return undefined;
    case 'not-offering':
      return 'mindful-not-offering';
    case 'unknown':
      return 'mindful-status-unknown';
  }
}

/** The wait as it is told: Mindful's own, where the policy says so and Mindful names one. */
function quoteOf({ policy, mindful }: QueueFacts, wait: WaitEstimate): Quote {
  const { quoteCapMinutes, quoteFrom } = policy;
  const ecbtSeconds = mindful?.kind === 'offering' ? mindful.ecbtSeconds : undefined;
  if (quoteFrom === 'mindful' && ecbtSeconds !== undefined) return quoteWait(Math.round(ecbtSeconds), quoteCapMinutes);
  return quoteWait(Math.round(wait.quoteSeconds), quoteCapMinutes, wait.quoteHighSeconds);
}

function noOffer(because: NoOfferReason): NoOffer {
  return { kind: 'queue', because };
}

/**
 * Whether the next offer to a caller on hold is due: the first after `afterSeconds`, then one every `everySeconds`, never
 * more than `atMost`. A caller whose music ran past two offers hears one, not two in a row.
 */
export function isInQueueOfferDue(plan: InQueueOffer, heldSeconds: number, offersMade: number): boolean {
  if (offersMade >= plan.atMost) return false;
  return heldSeconds >= plan.afterSeconds + offersMade * plan.everySeconds;
}
