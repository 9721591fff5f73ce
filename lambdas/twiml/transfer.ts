import { mindfulSipUri } from '../domain/mindful-transfer.ts';
import type { PhoneNumber } from '../domain/phone-number.ts';
import type { QueueConfig } from '../domain/queue-config.ts';
import { routeUrl } from '../routes.ts';
import type { VoiceResponse } from './voice-response.ts';

export interface MindfulTransfer {
  queue: QueueConfig;
  origin: string;
  caller: PhoneNumber;
}

const RING_SECONDS = 20;

/** Hands the caller to Mindful; whatever becomes of it, `action` decides what the caller gets next. */
export function dialMindful(document: VoiceResponse, { queue, origin, caller }: MindfulTransfer): void {
  document
    .dial({
      answerOnBridge: true,
      timeout: RING_SECONDS,
      action: routeUrl(origin, 'transfer-result', queue.name),
      referUrl: routeUrl(origin, 'transfer-refer', queue.name),
    })
    .sip(
      {
        statusCallback: routeUrl(origin, 'transfer-progress', queue.name),
        statusCallbackEvent: ['answered', 'completed'],
      },
      mindfulSipUri(queue.callTarget, caller),
    );
}
