import { forecastOf } from '../../domain/wait/forecast.ts';
import { VoiceResponse } from '../../twiml/voice-response.ts';
import type { Step } from '../../webhook.ts';
import { sendToQueue } from '../into-queue.ts';
import { transfer } from '../transfer/transfer.ts';
import { askBeforeQueue } from './ask.ts';

/** The key after the offer before the queue: 1 is a callback, 2 is the queue, another hears the offer once more. */
export const offerReply: Step<'offer-reply'> = async (webhook, services) => {
  const digit = webhook.parameters.Digits;
  if (digit === '1') return transfer(webhook, services);

  const waitSeconds = webhook.state.wait ?? 0;
  const highSeconds = webhook.state.high;
  const { policy, snapshot, nowMs } = webhook.queue;
  const forecast = forecastOf(snapshot, nowMs);
  const document = new VoiceResponse();
  if (digit !== '2' && webhook.state.attempt === undefined) {
    askBeforeQueue(document, webhook, { policy, waitSeconds, highSeconds, forecast, again: true });
    return { body: { twiml: document.toString() }, log: { reply: 'wrong-key' } };
  }
  sendToQueue(document, webhook, {
    quotedWaitSeconds: waitSeconds,
    quotedHighSeconds: highSeconds,
    forecast,
    announced: true,
  });
  return {
    body: { twiml: document.toString() },
    measurements: [{ name: 'OfferDeclined' }],
    log: { reply: digit === '2' ? 'declined' : 'wrong-key-again' },
  };
};
