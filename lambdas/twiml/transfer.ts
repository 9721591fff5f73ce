import { mindfulSipUri } from '../domain/mindful/sip-header.ts';
import type { Way } from '../domain/offer/breaker.ts';
import type { PhoneNumber } from '../domain/phone-number.ts';
import type { QueueConfig } from '../domain/queue-config.ts';
import { routeUrl } from '../routes.ts';
import { speak, type VoiceResponse } from './voice-response.ts';

export interface MindfulTransfer {
  queue: QueueConfig;
  origin: string;
  caller: PhoneNumber;
  /** Since when the caller has had a place in line, in epoch seconds, in case Mindful does not take them. */
  sinceSeconds?: number | undefined;
  /** When the caller left the queue for this, in epoch seconds. */
  leftAtSeconds?: number | undefined;
}

/** Whoever has said yes, on the way that is open. */
export function goToMindful(document: VoiceResponse, way: Way, transfer: MindfulTransfer): void {
  if (way === 'api') {
    goToRegistration(document, transfer);
    return;
  }
  speak(document, transfer.queue.policy, 'transferring');
  dialMindful(document, transfer);
}

/** Mindful needs some time to register a caller. */
const SECONDS_BETWEEN_LOOKS = 3;

/** To the step that asks Mindful's API; with music, where there is a piece that is short enough. */
export function goToRegistration(
  document: VoiceResponse,
  { queue, origin, sinceSeconds, leftAtSeconds, looks }: Omit<MindfulTransfer, 'caller'> & { looks?: number },
): void {
  const { registeringMusicUrl: music } = queue.policy;
  speak(document, queue.policy, looks === undefined ? 'registering' : 'stillRegistering');
  if (music !== undefined) document.play(music);
  else if (looks !== undefined) document.pause({ length: SECONDS_BETWEEN_LOOKS });
  const state = { since: sinceSeconds, left: leftAtSeconds, looks };
  document.redirect(routeUrl(origin, 'register', queue, state));
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
      action: routeUrl(origin, 'transfer-result', queue, since),
      referUrl: routeUrl(origin, 'transfer-refer', queue, since),
    })
    .sip(
      {
        statusCallback: routeUrl(origin, 'transfer-progress', queue, { left: leftAtSeconds }),
        statusCallbackEvent: [...(leftAtSeconds === undefined ? [] : ['initiated' as const]), 'answered', 'completed'],
      },
      mindfulSipUri(queue.callTarget, caller, queue.name),
    );
}
