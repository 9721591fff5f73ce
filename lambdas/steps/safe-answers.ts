import { isServed } from '../domain/callback/queue-result.ts';
import { routeUrl, type SafeAnswer } from '../routes.ts';
import { playMusic, VoiceResponse } from '../twiml/voice-response.ts';
import type { CallRequest, Reply, SafeAnswers } from '../webhook.ts';
import { type ReturningCaller, returningCaller, returnToQueue, sendToQueue } from './enqueue-caller.ts';
import { readHoldState, writeHoldState } from './hold/hold.ts';
import { needsTwilioMusic, nextAttempts, pauseAfterFault, turnAway } from './requeue.ts';
import { outcomeOfTransfer } from './transfer/ended-transfer.ts';

/**
 * What a caller gets when a step breaks or runs late. Each is made from the signed webhook alone: nothing that could be
 * down is asked again. `undefined` means that no caller listens, and Twilio may well ask again.
 */
export const safeAnswers = {
  enqueue: (webhook: CallRequest) => document((response) => sendToQueue(response, webhook)),

  'enqueue-without-offers': (webhook: CallRequest) =>
    document((response) => sendToQueue(response, webhook, { withoutOffers: true, sinceSeconds: webhook.state.since })),

  'enqueue-return': (webhook: CallRequest) => ({
    twiml: returnToQueue(webhook, returningUnread(webhook)),
  }),

  // <Enqueue> is not allowed while holding, and an empty document would be a silent request loop.
  'hold-music': ({ queue }: CallRequest) => document((response) => playMusic(response, queue.policy)),

  'back-to-hold': (webhook: CallRequest) =>
    document((response) => {
      const state = writeHoldState(readHoldState(webhook, 0));
      response.redirect(routeUrl(webhook.origin, 'hold', webhook.queue, state));
    }),

  'left-queue': (webhook: CallRequest) =>
    document((response) => {
      const { parameters, state } = webhook;
      const result = parameters.QueueResult ?? (state.result || 'missing');
      if (isServed(result)) return;
      const attempts = nextAttempts(webhook, result);
      if (!attempts) {
        turnAway(response, webhook.queue.policy);
        return;
      }
      if (result !== 'leave') pauseAfterFault(response, attempts);
      sendToQueue(response, webhook, { attempts, withTwilioMusic: needsTwilioMusic(result, attempts) });
    }),

  'transfer-result': (webhook: CallRequest) =>
    document((response) => {
      const outcome = outcomeOfTransfer(webhook);
      if (outcome === 'failed' || outcome === 'unknown') sendToQueue(response, webhook, { withoutOffers: true });
      else response.hangup();
    }),

  'no-offer': {
    json: { avgTaskAcceptanceTime: null, offer: false, decision: 'queue', because: 'wait-unknown' },
  },

  'ask-again-later': undefined,
} satisfies SafeAnswers<SafeAnswer>;

/** Without the table: on the SIP domain Mindful's header names the customer; on a number only Mindful's caller ID counts. */
function returningUnread(webhook: CallRequest): ReturningCaller {
  const { parameters, caller, queue } = webhook;
  if (parameters.SipDomain !== undefined)
    return { caller: returningCaller(webhook), record: undefined, standing: 'proven' };
  const isMindful = caller !== undefined && queue.returnCallers.includes(caller);
  return isMindful
    ? { caller: undefined, record: undefined, standing: 'proven' }
    : { caller, record: undefined, standing: 'unproven' };
}

function document(fill: (response: VoiceResponse) => void): Reply['body'] {
  const response = new VoiceResponse();
  fill(response);
  return { twiml: response.toString() };
}
