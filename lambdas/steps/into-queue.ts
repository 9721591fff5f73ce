import { type Quote, quoteFromUrl, quoteToUrl } from '../domain/quote.ts';
import { type Entry, queueTaskAttributes } from '../domain/task/task-attributes.ts';
import { enqueue, type QueueEntry } from '../twiml/enqueue.ts';
import type { VoiceResponse } from '../twiml/voice-response.ts';
import type { CallRequest } from '../webhook.ts';
import { type QueueAttempts, readAttempts, writeAttempts } from './queue-attempts.ts';

export interface IntoQueue extends Pick<Entry, 'quote' | 'estimates'> {
  /** No offer while holding: after a failed transfer, or for somebody who already was called back. */
  withoutOffers?: boolean;
  /** Twilio's own music, for when a hold document has just failed. */
  withTwilioMusic?: boolean;
  /** Where something has changed since the webhook's URL was written. */
  attempts?: QueueAttempts;
  /** Since when the caller has had a place in line, in epoch seconds: this stay in the queue is not the first. */
  sinceSeconds?: number;
  /** The caller has heard the message to callers. */
  announced?: boolean;
}

/** The ordinary way into the queue. */
export function sendToQueue(document: VoiceResponse, webhook: CallRequest, how: IntoQueue = {}): void {
  const { queue, origin, caller } = webhook;
  const { attempts = readAttempts(webhook) } = how;
  const { again } = writeAttempts(attempts);
  const offers = how.withoutOffers ? 'none' : undefined;
  const entry: QueueEntry = {
    queue,
    origin,
    priority: ORDINARY_PRIORITY,
    attributes: queueTaskAttributes(queue, caller, {
      quote: how.quote,
      estimates: how.estimates,
      sinceSeconds: how.sinceSeconds,
      queuedAgain: attempts.again,
    }),
    holdState: { offers, again, announced: how.announced || undefined },
    actionState: {
      ...writeAttempts(attempts),
      offers,
      since: how.sinceSeconds,
      ...quoteToUrl(how.quote),
    },
    ...(!how.withTwilioMusic && { hold: 'hold' }),
  };
  enqueue(document, entry);
}

/** What the caller of this webhook was told of the wait. */
export function quoteTold({ state, queue }: Pick<CallRequest, 'state' | 'queue'>): Quote | undefined {
  return quoteFromUrl(state, queue.policy.quoteCapMinutes);
}

export const ORDINARY_PRIORITY = 0;
