import { taskEstimates } from '../../domain/task/task-attributes.ts';
import { VoiceResponse } from '../../twiml/voice-response.ts';
import type { Step } from '../../webhook.ts';
import { quoteTold, sendToQueue } from '../enqueue-caller.ts';
import { askToKeyIn, wantsAnotherNumber } from '../number/key-number.ts';
import { beforeQueue } from '../number/place.ts';
import { transfer } from '../transfer/transfer.ts';
import { askBeforeQueue } from './ask.ts';

/**
 * The key after the offer before the queue: 1 is a callback, 2 is the queue, 3 a callback on another number where that was offered,
 * another hears the offer once more.
 */
export const offerReply: Step<'offer-reply'> = async (webhook, services) => {
  const digit = webhook.parameters.Digits;
  if (wantsAnotherNumber(digit, webhook)) return askToKeyIn(webhook.queue, beforeQueue(webhook, services));
  if (digit === '1') return transfer(webhook, services);

  const quote = quoteTold(webhook);
  const estimates = taskEstimates(webhook.queue);
  const document = new VoiceResponse();
  if (quote && digit !== '2' && webhook.state.attempt === undefined) {
    askBeforeQueue(document, webhook, { quote, estimates, again: true });
    return { body: { twiml: document.toString() }, log: { reply: 'wrong-key' } };
  }
  sendToQueue(document, webhook, { quote, estimates, announced: true });
  return {
    body: { twiml: document.toString() },
    measurements: [{ name: 'OfferDeclined' }],
    log: { reply: digit === '2' ? 'declined' : 'wrong-key-again' },
  };
};
