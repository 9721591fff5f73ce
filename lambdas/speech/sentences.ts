import type { Due } from '../domain/callback/due.ts';
import type { PhoneNumber } from '../domain/phone-number.ts';
import type { FixedSentence } from '../domain/queue-config.ts';
import type { Quote } from '../domain/quote.ts';

/** The sentences that are always the same, and so can be recordings instead. */
export type FixedSentences = Record<FixedSentence, string>;

/** Every sentence a caller can hear, in one language. */
export interface Sentences extends FixedSentences {
  /** Which key chooses this language. */
  chooseLanguage(key: string): string;
  /** While holding: how many are ahead, and the caller. */
  place(place: number): string;
  /** The wait as a phrase: "about 8 minutes". */
  wait(quote: Quote): string;
  /** Before the queue: the wait, and what each key does. */
  offer(quote: Quote): string;
  /** While holding: the callback instead of the rest of the wait. */
  inQueueOffer(quote: Quote): string;
  /** Mindful has registered the callback: when it comes. */
  registered(due: Due): string;
  /** To a caller with an open callback: when it comes, and what each key does. */
  openCallback(due: Due): string;
  /** The number that was keyed in, digit by digit, and what each key does. */
  confirmNumber(number: PhoneNumber): string;
}
