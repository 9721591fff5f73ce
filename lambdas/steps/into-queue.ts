import { queueTaskAttributes, type WaitMemo } from '../domain/task/task-attributes.ts';
import type { Forecast } from '../domain/wait/forecast.ts';
import { quoteWait } from '../domain/wait/quote.ts';
import { enqueue, type QueueEntry } from '../twiml/enqueue.ts';
import type { VoiceResponse } from '../twiml/voice-response.ts';
import type { CallRequest } from '../webhook.ts';
import { type QueueAttempts, readAttempts, writeAttempts } from './queue-attempts.ts';

export interface IntoQueue {
  /** The wait that the caller was told, for the comparison with the real one. */
  quotedWaitSeconds?: number | undefined;
  /** The upper end, when a range was spoken. */
  quotedHighSeconds?: number | undefined;
  /** What was forecast for somebody who joins the line now; those who come back to it are not compared. */
  forecast?: Forecast | undefined;
  /** No offer while holding: after a failed transfer, or for somebody who already was called back. */
  withoutOffers?: boolean;
  /** Twilio's own music, for when a hold document has just failed. */
  withTwilioMusic?: boolean;
  /** Where something has changed since the webhook's URL was written. */
  attempts?: QueueAttempts | undefined;
  /** Since when the caller has had a place in line, in epoch seconds: this stay in the queue is not the first. */
  sinceSeconds?: number | undefined;
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
    attributes: queueTaskAttributes(queue.name, caller, {
      ...waitMemo(webhook, how),
      sinceSeconds: how.sinceSeconds,
      queuedAgain: attempts.again,
    }),
    holdState: { offers, again, announced: how.announced || undefined },
    actionState: {
      ...writeAttempts(attempts),
      offers,
      since: how.sinceSeconds,
      wait: how.quotedWaitSeconds,
      high: how.quotedHighSeconds,
    },
    ...(!how.withTwilioMusic && { hold: 'hold' }),
  };
  enqueue(document, entry);
}

function waitMemo({ queue }: CallRequest, { quotedWaitSeconds, quotedHighSeconds, forecast }: IntoQueue): WaitMemo {
  if (quotedWaitSeconds === undefined) return { ...(forecast && { forecast }) };
  const { estimator, quoteCapMinutes } = queue.policy;
  const spoken = quoteWait(quotedWaitSeconds, quoteCapMinutes, quotedHighSeconds);
  return { quote: { waitSeconds: quotedWaitSeconds, estimator, spoken }, ...(forecast && { forecast }) };
}

export const ORDINARY_PRIORITY = 0;
