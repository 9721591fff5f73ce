import { mindfulSipUri } from '../domain/mindful/sip-header.ts';
import type { PhoneNumber } from '../domain/phone-number.ts';
import type { QueueConfig } from '../domain/queue-config.ts';
import { routeUrl } from '../routes.ts';
import type { VoiceResponse } from './voice-response.ts';

export interface MindfulTransfer {
  queue: QueueConfig;
  origin: string;
  caller: PhoneNumber;
  /** Since when the caller has had a place in line, in epoch seconds, in case Mindful does not take them. */
  sinceSeconds?: number | undefined;
  /** When the caller left the queue for this, in epoch seconds. */
  leftAtSeconds?: number | undefined;
}

const RING_SECONDS = 20;

/**
 * Hands the caller to Mindful; whatever becomes of it, `action` decides what the caller gets next. Without `answerOnBridge`, so that
 * Mindful's leg ends as soon as it hands the caller back: with it, the leg would stay until somebody "answers", which no queue does,
 * and the caller would be back with Mindful after the agent. A sentence comes first, so nothing would ring on for the caller.
 * https://www.twilio.com/docs/voice/api/refer-to-twilio
 */
export function dialMindful(document: VoiceResponse, transfer: MindfulTransfer): void {
  const { queue, origin, caller, leftAtSeconds } = transfer;
  const since = { since: transfer.sinceSeconds };
  document
    .dial({
      timeout: RING_SECONDS,
      action: routeUrl(origin, 'transfer-result', queue.name, since),
      referUrl: routeUrl(origin, 'transfer-refer', queue.name, since),
    })
    .sip(
      {
        statusCallback: routeUrl(origin, 'transfer-progress', queue.name, { left: leftAtSeconds }),
        statusCallbackEvent: [...(leftAtSeconds === undefined ? [] : ['initiated' as const]), 'answered', 'completed'],
      },
      mindfulSipUri(queue.callTarget, caller, queue.name),
    );
}
