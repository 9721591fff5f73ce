import { queueTaskAttributes } from '../domain/task-attributes.ts';
import { enqueue, type QueueEntry } from '../twiml/enqueue.ts';
import type { VoiceResponse } from '../twiml/voice-response.ts';
import type { Webhook } from '../webhook.ts';

export interface IntoQueue {
  /** The wait that the caller was told, for the comparison with the real one. */
  quotedWaitSeconds?: number | undefined;
  /** No offer while holding: after a failed transfer, or for somebody who already was called back. */
  withoutOffers?: boolean;
  /** Twilio's own music, for when a hold document has just failed. */
  withTwilioMusic?: boolean;
  /** The caller has been in this queue before and lost the task. */
  again?: boolean;
  /** How often this call has found the queue full. */
  tries?: number | undefined;
  /** Since when the caller has had a place in line, in epoch seconds: this stay in the queue is not the first. */
  sinceSeconds?: number | undefined;
  /** The caller has heard the message to callers. */
  announced?: boolean;
}

/** The ordinary way into the queue. */
export function sendToQueue(document: VoiceResponse, webhook: Webhook, how: IntoQueue = {}): void {
  const { queue, origin, caller } = webhook;
  const quote =
    how.quotedWaitSeconds === undefined
      ? undefined
      : { waitSeconds: how.quotedWaitSeconds, estimator: queue.policy.estimator };
  const entry: QueueEntry = {
    queue,
    origin,
    priority: ORDINARY_PRIORITY,
    attributes: queueTaskAttributes(queue.name, caller, { quote, sinceSeconds: how.sinceSeconds }),
    holdState: {
      offers: how.withoutOffers ? 'none' : undefined,
      again: how.again ? 1 : undefined,
      announced: how.announced ? 1 : undefined,
    },
    actionState: { tries: how.tries, offers: how.withoutOffers ? 'none' : undefined, since: how.sinceSeconds },
    ...(!how.withTwilioMusic && { hold: 'hold' }),
  };
  enqueue(document, entry);
}

export const ORDINARY_PRIORITY = 0;
