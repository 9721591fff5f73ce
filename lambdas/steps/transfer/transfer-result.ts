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
  const outcome = outcomeOfTransfer(webhook);
  const log = { outcome, dialCallStatus: parameters.get('DialCallStatus') ?? 'missing' };
  const document = new VoiceResponse();

  if (outcome === 'failed') {
    const refused = await noteRefusal(webhook, services);
    speak(document, policy, 'transferFailed');
    sendToQueue(document, webhook, { withoutOffers: true });
    return {
      body: { twiml: document.toString() },
      measurements: refused ? [{ name: 'TransferFailed' }] : [],
      log,
    };
  }
  if (outcome === 'taken') {
    speak(document, policy, 'goodbye');
    document.hangup();
  }
  return { body: { twiml: document.toString() }, log };
};

/** Nobody will call back, so the record must not say so; and nobody else is sent the same way for a while. */
async function noteRefusal({ caller, callSid, queue }: Webhook, services: Services): Promise<boolean> {
  const nowMs = services.nowMs();
  try {
    const [refused] = await Promise.all([
      caller !== undefined && services.callbacks.move({ caller, queue: queue.name, callSid, to: 'refused', nowMs }),
      services.queueStates.openBreaker(queue.name, nowMs + BREAKER_SECONDS * 1000),
    ]);
    return refused;
  } catch (error) {
    services.warn('refusalNotNoted', error);
    return false;
  }
}
