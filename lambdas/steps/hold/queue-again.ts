import type { CallbackRecord } from '../../domain/callback/callback-record.ts';
import type { CallServices } from '../../services.ts';
import type { VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallRequest } from '../../webhook.ts';
import { type IntoQueue, quoteTold, sendToQueue } from '../into-queue.ts';
import type { QueueAttempts } from '../queue-attempts.ts';
import { enqueueReturn } from '../return/return-to-queue.ts';

/**
 * Back into the queue for somebody who fell out of it, with what they had: no offers stays no offers, a quote is still to be
 * kept, and a return call keeps its claim and its record. The URL says which; Twilio signed it.
 */
export async function queueAgain(
  document: VoiceResponse,
  webhook: CallRequest,
  services: CallServices,
  how: { attempts: QueueAttempts } & Pick<IntoQueue, 'withTwilioMusic'>,
): Promise<void> {
  if (!isReturn(webhook)) {
    const { state } = webhook;
    sendToQueue(document, webhook, {
      ...how,
      sinceSeconds: queuedSince(webhook, services),
      withoutOffers: state.offers === 'none',
      quote: quoteTold(webhook),
    });
    return;
  }
  const record = await recordBroughtBack(webhook, services);
  const standing = webhook.state.return ?? 'unproven';
  const caller = standing === 'proven' ? record?.caller : webhook.caller;
  enqueueReturn(document, webhook, { caller, record, standing, attempts: how.attempts });
}

/** Since when this caller has had a place in line, in epoch seconds; `undefined` for who never got into the queue. */
export function queuedSince({ parameters, state }: CallRequest, { nowMs }: CallServices): number | undefined {
  const queueTime = parameters.QueueTime ?? state.waited ?? 0;
  return state.since ?? (queueTime > 0 ? Math.floor(nowMs() / 1000) - queueTime : undefined);
}

export function isReturn({ state }: CallRequest): boolean {
  return state.return !== undefined;
}

async function recordBroughtBack(
  { queue, callSid }: CallRequest,
  services: CallServices,
): Promise<CallbackRecord | undefined> {
  try {
    const open = await services.callbacks.listOpen(queue.name);
    return open.find((record) => record.returnCallSid === callSid);
  } catch (error) {
    services.warn('returnUnknown', error);
    return undefined;
  }
}
