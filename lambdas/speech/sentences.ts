import type { Quote } from '../domain/wait/quote.ts';

/** The sentences that are always the same, and so can be recordings instead. */
export interface FixedSentences {
  /** Before the offer is read once more. */
  wrongKey: string;
  /** While Mindful is dialled; it promises nothing yet. */
  transferring: string;
  /** The transfer failed and the caller is back in the queue. */
  transferFailed: string;
  /** The caller has asked for a callback before, which still stands; they hold now. */
  callbackPending: string;
  /** After Mindful has taken the callback. */
  goodbye: string;
  /** Once, at the beginning of the hold. */
  holding: string;
  /** To a customer who was called back and waits for the agent. */
  returnHolding: string;
  /** Outside opening hours, before the call ends. */
  closed: string;
  /** The queue holds no more callers for the moment; the caller waits for room. */
  queueFull: string;
  /** No room for too long, before the call ends. */
  turnedAway: string;
}

/** Every sentence a caller can hear; one file per language. */
export interface Sentences extends FixedSentences {
  /** The wait as a phrase: "about 8 minutes". */
  wait(quote: Quote): string;
  /** Before the queue: the wait, and what each key does. */
  offer(quote: Quote): string;
  /** While holding: the callback instead of the rest of the wait. */
  inQueueOffer(quote: Quote): string;
}
