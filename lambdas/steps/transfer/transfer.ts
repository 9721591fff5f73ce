import { goToMindful } from '../../twiml/transfer.ts';
import { VoiceResponse } from '../../twiml/voice-response.ts';
import type { Step } from '../../webhook.ts';
import { acceptCallback, explainRefusal } from '../caller-decision.ts';
import { quoteTold, sendToQueue } from '../enqueue-caller.ts';

/**
 * A yes, wherever it was said: the record, then Mindful; or one sentence and the queue. Studio flows redirect here when they
 * have asked the caller themselves; `wait` and `high` in the URL are what they quoted.
 */
export const transfer: Step<'transfer'> = async (webhook, services) => {
  const quote = quoteTold(webhook);
  const waitSeconds = quote?.waitSeconds ?? 0;
  const document = new VoiceResponse();
  const acceptance = await acceptCallback(webhook, services, { waitSeconds });
  if (!acceptance.accepted) {
    explainRefusal(document, webhook, acceptance.because);
    sendToQueue(document, webhook, { quote, withoutOffers: true });
    return { body: { twiml: document.toString() }, log: { reply: 'accepted', because: acceptance.because } };
  }
  const sinceSeconds = Math.floor(services.nowMs() / 1000);
  goToMindful(document, acceptance.way, { ...webhook, caller: acceptance.caller, sinceSeconds });
  return {
    body: { twiml: document.toString() },
    measurements: acceptance.isNew ? [{ name: 'OfferAccepted' }] : [],
    log: { reply: 'accepted', waitSeconds, way: acceptance.way },
  };
};
