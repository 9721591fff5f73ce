import { type KeyedNumberReading, mayKeyIn, numberChoice, readKeyedNumber } from '../../domain/offer/keyed-number.ts';
import type { PhoneNumber } from '../../domain/phone-number.ts';
import type { FixedSentence } from '../../domain/queue-config.ts';
import { quoteToUrl } from '../../domain/quote.ts';
import { routeUrl } from '../../routes.ts';
import type { CallServices } from '../../services.ts';
import { sentencesIn } from '../../speech/languages.ts';
import { askForKey, askForNumber } from '../../twiml/offer.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook, Reply, Step } from '../../webhook.ts';
import { quoteTold } from '../enqueue-caller.ts';
import { beforeQueue, type NumberPlace, onHold } from './place.ts';

/** What is wrong with a number, before the caller is asked once more. */
const sentences = {
  incomplete: 'numberIncomplete',
  'not-callable': 'numberNotCallable',
  'our-own': 'numberNotCallable',
} as const satisfies Record<Extract<KeyedNumberReading, { because: string }>['because'], FixedSentence>;

/**
 * The number to be called instead of the caller's, which is keyed in and heard back. A Studio flow leads its caller here before any key.
 * Silence falls through to the wait for an agent, and so does a second number that cannot be called.
 */
export const keyNumber: Step<'key-number'> = async (webhook, services) => {
  const { queue, caller, parameters, origin } = webhook;
  const mayOthers = queue.policy.anotherNumber === 'withheld' && numberChoice(queue, caller) === 'own';
  if (parameters.Digits === undefined && mayOthers) {
    // A Studio flow has asked about the wait without saying who calls.
    const document = new VoiceResponse();
    document.redirect(routeUrl(origin, 'transfer', queue, quoteToUrl(quoteTold(webhook))));
    return { body: { twiml: document.toString() }, log: { reply: 'own-number' } };
  }
  return takeNumber(webhook, beforeQueue(webhook, services), services);
};

export const holdKeyNumber: Step<'hold-key-number'> = async (webhook, services) =>
  takeNumber(webhook, onHold(webhook, services), services);

/** A yes of whoever has no number of their own to be called on, or the key of another one. */
export function wantsAnotherNumber(key: string | undefined, { queue, caller }: CallWebhook): boolean {
  const choice = numberChoice(queue, caller);
  return (key === '1' && choice === 'another') || (key === '3' && choice === 'either');
}

/** The question for the number, in answer to the offer. */
export function askToKeyIn(queue: CallWebhook['queue'], place: NumberPlace): Reply {
  const document = new VoiceResponse();
  askForNumber(document, { queue, action: place.keyUrl() });
  place.goOn(document);
  return { body: { twiml: document.toString() }, log: { reply: 'another-number' } };
}

function takeNumber(
  { queue, caller, parameters, state }: CallWebhook,
  place: NumberPlace,
  { configuration }: CallServices,
): Reply {
  const { Digits: keys } = parameters;
  const isAsked = mayKeyIn(queue, caller);
  if (isAsked && keys === undefined) return askToKeyIn(queue, place);

  const document = new VoiceResponse();
  const answer = (log: Reply['log'], measurements: Reply['measurements'] = []) => {
    place.goOn(document);
    return { body: { twiml: document.toString() }, measurements, log };
  };
  if (!isAsked) return answer({ reply: 'another-number', because: 'not-offered' });
  const reading = readKeyedNumber(keys ?? '', queue.callable, configuration);
  if ('number' in reading) {
    askToConfirm(document, queue, {
      action: place.confirmUrl({ number: reading.number, entry: state.attempt }),
      ...reading,
    });
    return answer({ reply: 'number-keyed-in' });
  }
  const { because } = reading;
  const log = { reply: 'number-refused', because };
  if (state.attempt !== undefined) {
    speak(document, queue.policy, sentences[because]);
    return answer(log, [{ name: 'OfferDeclined' }]);
  }
  askForNumber(document, { queue, first: sentences[because], action: place.keyUrl('2') });
  return answer(log);
}

/** The number as it was understood. */
export function askToConfirm(
  document: VoiceResponse,
  queue: CallWebhook['queue'],
  { number, first, action }: { number: PhoneNumber; first?: FixedSentence; action: string },
): void {
  const question = sentencesIn(queue.policy.language).confirmNumber(number);
  askForKey(document, { queue, first, question, action });
}
