import { numberChoice } from '../../domain/offer/keyed-number.ts';
import { type Quote, quoteToUrl } from '../../domain/quote.ts';
import type { Entry } from '../../domain/task/task-attributes.ts';
import { routeUrl } from '../../routes.ts';
import { sentencesIn } from '../../speech/languages.ts';
import { askForKey } from '../../twiml/offer.ts';
import type { VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallRequest } from '../../webhook.ts';
import { type QueueAttempts, readAttempts, sendToQueue, writeAttempts } from '../enqueue-caller.ts';

export interface Offer extends Pick<Entry, 'estimates'> {
  quote: Quote;
  /** The caller has pressed a wrong key and hears the same offer once more. */
  again?: boolean;
  /** Where something has changed since the webhook's URL was written. */
  attempts?: QueueAttempts;
}

/** The offer before the queue; silence falls through into it. */
export function askBeforeQueue(
  document: VoiceResponse,
  webhook: CallRequest,
  { quote, estimates, again, attempts = readAttempts(webhook) }: Offer,
): void {
  const { queue, caller } = webhook;
  const { policy } = queue;
  askForKey(document, {
    queue,
    announced: !again,
    first: again ? 'wrongKey' : undefined,
    question: sentencesIn(policy.language).offer(quote),
    last: numberChoice(queue, caller) === 'either' ? 'anotherNumber' : undefined,
    action: routeUrl(webhook.origin, 'offer-reply', queue, {
      ...quoteToUrl(quote),
      attempt: again ? '2' : undefined,
      ...writeAttempts(attempts),
    }),
  });
  sendToQueue(document, webhook, { quote, estimates, attempts, announced: policy.announcement !== undefined });
}
