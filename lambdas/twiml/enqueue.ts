import type { QueueConfig } from '../domain/queue-config.ts';
import { routeUrl, type StateOf } from '../routes.ts';
import type { VoiceResponse } from './voice-response.ts';

export interface QueueEntry {
  queue: QueueConfig;
  /** `https://` and the API's own domain. */
  origin: string;
  attributes: Record<string, unknown>;
  priority: number;
  /** What the hold documents of this wait need to know. */
  holdState?: StateOf<'hold' | 'return-hold'>;
  /** What `left-queue` needs to know. */
  actionState?: StateOf<'left-queue'>;
  /** Which hold the caller hears; absent means Twilio's own music, for when a hold document just failed. */
  hold?: 'hold' | 'return-hold';
}

/** Puts the caller into the queue, always with an `action` (a call must not end when the queue does) and a task timeout. */
export function enqueue(document: VoiceResponse, entry: QueueEntry): void {
  const { queue, origin } = entry;
  document
    .enqueue({
      workflowSid: queue.taskRouter.workflowSid,
      action: routeUrl(origin, 'left-queue', queue, entry.actionState),
      ...(entry.hold && { waitUrl: routeUrl(origin, entry.hold, queue, entry.holdState) }),
    })
    .task({ priority: entry.priority, timeout: queue.policy.taskTimeoutSeconds }, JSON.stringify(entry.attributes));
}
