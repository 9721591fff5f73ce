import { routeUrl } from '../../routes.ts';
import { VoiceResponse } from '../../twiml/voice-response.ts';
import type { Step } from '../../webhook.ts';
import { acceptCallback, explainRefusal } from '../caller-decision.ts';
import { askToKeyIn, wantsAnotherNumber } from '../number/key-number.ts';
import { onHold } from '../number/place.ts';
import { readHoldState, writeHoldState } from './hold.ts';
import { leaveForMindful } from './leave-for-mindful.ts';

/**
 * The key after the offer on hold. An acceptance is written first, then the caller hears what comes, leaves the queue, and Twilio
 * asks `left-queue`, where `<Dial>` is allowed. If the record can't be written the step breaks, and its safe answer keeps the
 * caller holding: a place in the queue is never given up for a promise that nobody noted.
 */
export const holdReply: Step<'hold-reply'> = async (webhook, services) => {
  if (wantsAnotherNumber(webhook.parameters.Digits, webhook)) {
    return askToKeyIn(webhook.queue, onHold(webhook, services));
  }
  const document = new VoiceResponse();
  const state = writeHoldState(readHoldState(webhook, services.nowMs()));
  const backToHold = routeUrl(webhook.origin, 'hold', webhook.queue, state);
  if (webhook.parameters.Digits !== '1') {
    document.redirect(backToHold);
    return {
      body: { twiml: document.toString() },
      measurements: [{ name: 'OfferDeclined' }],
      log: { reply: 'declined' },
    };
  }
  const waitSeconds = webhook.state.wait ?? 0;
  const acceptance = await acceptCallback(webhook, services, { waitSeconds, onHold: true });
  if (!acceptance.accepted) {
    explainRefusal(document, webhook, acceptance.because);
    document.redirect(backToHold);
    return { body: { twiml: document.toString() }, log: { reply: 'accepted', because: acceptance.because } };
  }
  leaveForMindful(document, webhook, acceptance);
  return {
    body: { twiml: document.toString() },
    measurements: acceptance.isNew ? [{ name: 'OfferAccepted' }] : [],
    log: { reply: 'accepted', waitSeconds },
  };
};
