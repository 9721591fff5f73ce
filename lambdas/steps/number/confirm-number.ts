import { mayKeyIn } from '../../domain/offer/keyed-number.ts';
import type { PhoneNumber } from '../../domain/phone-number.ts';
import type { CallServices } from '../../services.ts';
import { askForNumber } from '../../twiml/offer.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook, Reply, Step } from '../../webhook.ts';
import { acceptCallback } from '../caller-decision.ts';
import { keyedNumberOf } from '../customer.ts';
import { askToConfirm } from './key-number.ts';
import { beforeQueue, type NumberPlace, onHold } from './place.ts';

/**
 * The key after the number: 1 accepts the callback on it, 2 keys it in once more, another hears the number once more. If the record
 * can't be written the step breaks, and the caller waits for an agent: nothing was promised.
 */
export const confirmNumber: Step<'confirm-number'> = async (webhook, services) =>
  confirm(webhook, beforeQueue(webhook, services), services);

export const holdConfirmNumber: Step<'hold-confirm-number'> = async (webhook, services) =>
  confirm(webhook, onHold(webhook, services), services);

async function confirm(webhook: CallWebhook, place: NumberPlace, services: CallServices): Promise<Reply> {
  const { queue, caller, parameters, state } = webhook;
  const number = keyedNumberOf(webhook);
  const declined = (reply: string): Reply => {
    const document = new VoiceResponse();
    place.goOn(document);
    return { body: { twiml: document.toString() }, measurements: [{ name: 'OfferDeclined' }], log: { reply } };
  };
  if (!number || !mayKeyIn(queue, caller)) return declined('not-offered');
  switch (parameters.Digits) {
    case '1':
      return accept(webhook, number, place, services);
    case '2': {
      if (state.entry !== undefined) return declined('declined-again');
      const document = new VoiceResponse();
      askForNumber(document, { queue, action: place.keyUrl('2') });
      place.goOn(document);
      return { body: { twiml: document.toString() }, log: { reply: 'number-again' } };
    }
    default: {
      if (state.attempt !== undefined) return declined('wrong-key-again');
      const document = new VoiceResponse();
      const action = place.confirmUrl({ number, entry: state.entry, attempt: '2' });
      askToConfirm(document, queue, { number, first: 'wrongKey', action });
      place.goOn(document);
      return { body: { twiml: document.toString() }, log: { reply: 'wrong-key' } };
    }
  }
}

async function accept(
  webhook: CallWebhook,
  number: PhoneNumber,
  place: NumberPlace,
  services: CallServices,
): Promise<Reply> {
  const { queue, caller, callSid, state } = webhook;
  const document = new VoiceResponse();
  const refuse = (sentence: 'numberTooOften' | 'numberRefused' | 'transferFailed', because: string): Reply => {
    speak(document, queue.policy, sentence);
    place.goOn(document);
    return { body: { twiml: document.toString() }, log: { reply: 'number-refused', because } };
  };
  const claim = await services.keyedNumbers.claim({ callSid, caller, number }, services.nowMs());
  if (claim !== 'claimed') return refuse('numberTooOften', `too-often-by-${claim}`);
  const waitSeconds = state.wait ?? 0;
  const acceptance = await acceptCallback({ ...webhook, caller: number }, services, {
    waitSeconds,
    onHold: place.onHold,
  });
  if (!acceptance.accepted) {
    // Whether somebody else waits for a call on this number is nobody's business but theirs.
    const isTheirs = acceptance.because === 'callback-pending' || acceptance.because === 'callback-unfinished';
    return refuse(isTheirs ? 'numberRefused' : 'transferFailed', acceptance.because);
  }
  place.leave(document, acceptance);
  return {
    body: { twiml: document.toString() },
    measurements: acceptance.isNew ? [{ name: 'OfferAccepted' }] : [],
    log: { reply: 'accepted', waitSeconds, way: acceptance.way, keyedIn: true },
  };
}
