import type { Services } from '../../services.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { Step, Webhook } from '../../webhook.ts';
import { sendToQueue } from '../into-queue.ts';
import { outcomeOfTransfer } from './ended-transfer.ts';

/** How long no caller of a queue is offered a callback after Mindful failed one. */
const BREAKER_SECONDS = 60;

/** The leg to Mindful is over: goodbye, or one sentence of apology and the queue, without a second offer. */
export const transferResult: Step = async (webhook, services) => {
  const { parameters, queue } = webhook;
  const { policy } = queue;
  const ended = outcomeOfTransfer(webhook);
  const refusal = ended === 'failed' ? await noteRefusal(webhook, services) : undefined;
  const outcome = refusal === 'registered' ? 'taken' : ended;
  const log = { outcome, dialCallStatus: parameters.get('DialCallStatus') ?? 'missing' };
  const document = new VoiceResponse();

  if (outcome === 'failed') {
    speak(document, policy, 'transferFailed');
    sendToQueue(document, webhook, { withoutOffers: true });
    return {
      body: { twiml: document.toString() },
      measurements: refusal === 'noted' ? [{ name: 'TransferFailed' }] : [],
      log,
    };
  }
  if (outcome === 'taken') {
    speak(document, policy, 'goodbye');
    document.hangup();
  }
  return { body: { twiml: document.toString() }, log };
};

/**
 * Nobody will call back, so the record must not say so; and nobody else is sent the same way for a while. Unless Mindful
 * has confirmed the callback meanwhile: then it was just quick.
 */
async function noteRefusal(
  { caller, callSid, queue }: Webhook,
  services: Services,
): Promise<'noted' | 'registered' | 'not-noted'> {
  const nowMs = services.nowMs();
  try {
    if (!caller) return 'not-noted';
    const refused = await services.callbacks.move({ caller, queue: queue.name, callSid, to: 'refused', nowMs });
    const record = refused ? undefined : await services.callbacks.find(caller, queue.name);
    if (record?.callSid === callSid && ['registered', 'returned', 'answered'].includes(record.status))
      return 'registered';
    // A repeat of the same report, however late, must not keep others from their offers.
    if (refused) await services.queueStates.openBreaker(queue.name, nowMs + BREAKER_SECONDS * 1000);
    return refused ? 'noted' : 'not-noted';
  } catch (error) {
    services.warn('a failed transfer could not be noted', error);
    return 'not-noted';
  }
}
