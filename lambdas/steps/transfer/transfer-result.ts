import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import { numberIn, type Step } from '../../webhook.ts';
import { sendToQueue } from '../into-queue.ts';
import { noteRefusal, noteTrial } from './broken-transfer.ts';
import { outcomeOfTransfer } from './ended-transfer.ts';

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
    sendToQueue(document, webhook, { withoutOffers: true, sinceSeconds: numberIn(webhook.state, 'since') });
    return {
      body: { twiml: document.toString() },
      measurements: refusal === 'noted' ? [{ name: 'TransferFailed' }, { name: 'OffersStopped' }] : [],
      log,
    };
  }
  await noteTrial(outcome, webhook, services);
  if (outcome === 'taken') {
    speak(document, policy, 'goodbye');
    document.hangup();
  }
  return { body: { twiml: document.toString() }, log };
};
