import { newCallbackRecord } from '../domain/callback/callback-record.ts';
import type { NoOfferReason } from '../domain/offer/offer-decision.ts';
import type { PhoneNumber } from '../domain/phone-number.ts';
import type { CallServices } from '../services.ts';
import { speak, type VoiceResponse } from '../twiml/voice-response.ts';
import type { CallWebhook } from '../webhook.ts';
import { whyNotAccepted } from './caller-decision.ts';

export type Acceptance = { accepted: true; caller: PhoneNumber } | { accepted: false; because: NoOfferReason };

/**
 * Turns a caller's yes into a record, before anything else happens: without a record nobody would notice a callback that
 * never comes. Rejects when the record could not be written; then nothing was promised.
 */
export async function acceptCallback(
  webhook: CallWebhook,
  services: CallServices,
  quotedWaitSeconds: number,
): Promise<Acceptance> {
  const { caller, callSid, queue } = webhook;
  const because = await whyNotAccepted(webhook, services);
  if (because || !caller) return { accepted: false, because: because ?? 'caller-withheld' };
  const nowMs = services.nowMs();
  const record = newCallbackRecord({ caller, queue: queue.name, callSid, quotedWaitSeconds }, nowMs);
  if (await services.callbacks.request(record, nowMs)) return { accepted: true, caller };
  const standing = await services.callbacks.find(caller, queue.name);
  return { accepted: false, because: standing?.callSid === callSid ? 'transferred-before' : 'callback-pending' };
}

/** What a caller hears whose yes could not be taken, before the queue. */
export function explainRefusal(document: VoiceResponse, webhook: CallWebhook, because: NoOfferReason): void {
  speak(document, webhook.queue.policy, because === 'callback-pending' ? 'callbackPending' : 'transferFailed');
}
