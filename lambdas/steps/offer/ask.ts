import type { QueuePolicy } from '../../domain/queue-config.ts';
import type { Forecast } from '../../domain/wait/forecast.ts';
import { quoteWait } from '../../domain/wait/quote.ts';
import { routeUrl } from '../../routes.ts';
import { sentencesIn } from '../../speech/languages.ts';
import { askForKey } from '../../twiml/offer.ts';
import type { VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallRequest } from '../../webhook.ts';
import { sendToQueue } from '../into-queue.ts';
import { type QueueAttempts, readAttempts, writeAttempts } from '../queue-attempts.ts';

export interface Offer {
  policy: QueuePolicy;
  waitSeconds: number;
  /** The upper end of what may well happen. */
  highSeconds?: number | undefined;
  forecast?: Forecast | undefined;
  /** The caller has pressed a wrong key and hears the same offer once more. */
  again?: boolean;
  /** Where something has changed since the webhook's URL was written. */
  attempts?: QueueAttempts;
}

/** The offer before the queue; silence falls through into it. */
export function askBeforeQueue(
  document: VoiceResponse,
  webhook: CallRequest,
  { policy, waitSeconds, highSeconds, forecast, again, attempts = readAttempts(webhook) }: Offer,
): void {
  askForKey(document, {
    policy,
    announcement: again ? undefined : policy.announcement,
    first: again ? 'wrongKey' : undefined,
    question: sentencesIn(policy.language).offer(quoteWait(waitSeconds, policy.quoteCapMinutes, highSeconds)),
    action: routeUrl(webhook.origin, 'offer-reply', webhook.queue.name, {
      wait: waitSeconds,
      high: highSeconds,
      attempt: again ? '2' : undefined,
      ...writeAttempts(attempts),
    }),
  });
  sendToQueue(document, webhook, {
    quotedWaitSeconds: waitSeconds,
    quotedHighSeconds: highSeconds,
    forecast,
    attempts,
    announced: policy.announcement !== undefined,
  });
}
