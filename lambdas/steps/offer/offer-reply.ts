import { sentencesIn } from '../../speech/sentences.ts';
import { dialMindful } from '../../twiml/transfer.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import { numberIn, type Reply, type Step } from '../../webhook.ts';
import { acceptCallback } from '../acceptance.ts';
import { sendToQueue } from '../into-queue.ts';
import { askBeforeQueue } from './ask.ts';

/** The key after the offer before the queue: 1 is a callback, 2 is the queue, another hears the offer once more. */
export const offerReply: Step = async (webhook, services) => {
  const waitSeconds = numberIn(webhook.state, 'wait') ?? 0;
  const digit = webhook.parameters.get('Digits');
  if (digit === '1') return accept(webhook, services, waitSeconds);

  const document = new VoiceResponse();
  if (digit !== '2' && webhook.state.get('attempt') === undefined) {
    askBeforeQueue(document, webhook, { policy: webhook.queue.policy, waitSeconds, again: true });
    return { body: { twiml: document.toString() }, log: { reply: 'wrong-key' } };
  }
  sendToQueue(document, webhook, { quotedWaitSeconds: waitSeconds });
  return {
    body: { twiml: document.toString() },
    measurements: [{ name: 'OfferDeclined' }],
    log: { reply: digit === '2' ? 'declined' : 'wrong-key-again' },
  };
};

async function accept(...[webhook, services, waitSeconds]: [...Parameters<Step>, number]): Promise<Reply> {
  const document = new VoiceResponse();
  const { policy } = webhook.queue;
  const sentences = sentencesIn(policy.language);
  const acceptance = await acceptCallback(webhook, services, waitSeconds);
  if (!acceptance.accepted) {
    speak(document, policy, sentences.transferFailed);
    sendToQueue(document, webhook, { quotedWaitSeconds: waitSeconds, withoutOffers: true });
    return { body: { twiml: document.toString() }, log: { reply: 'accepted', because: acceptance.because } };
  }
  speak(document, policy, sentences.transferring);
  dialMindful(document, { ...webhook, caller: acceptance.caller });
  return {
    body: { twiml: document.toString() },
    measurements: [{ name: 'OfferAccepted' }],
    log: { reply: 'accepted', waitSeconds },
  };
}
