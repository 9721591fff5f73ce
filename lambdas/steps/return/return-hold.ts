import { routeUrl } from '../../routes.ts';
import { keepSilent, playMusic, speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { Step } from '../../webhook.ts';
import { hasLostItsTask } from '../hold/hold.ts';

/** The short wait of a return call: a sentence and music for a customer, silence for Mindful's machine; never an offer. */
export const returnHold: Step<'return-hold'> = async (webhook, services) => {
  const { queue, origin, state } = webhook;
  const document = new VoiceResponse();
  if (await hasLostItsTask(webhook, services)) {
    document.leave();
    return { body: { twiml: document.toString() }, log: { decision: 'queue-again' } };
  }
  if (queue.callTarget.firstPartyCalled === 'agent') {
    keepSilent(document);
    return { body: { twiml: document.toString() } };
  }
  if (state.greeted === undefined) {
    speak(document, queue.policy, 'returnHolding');
  }
  playMusic(document, queue.policy);
  document.redirect(
    routeUrl(origin, 'return-hold', queue, {
      greeted: true,
      again: state.again,
      first: state.first,
    }),
  );
  return { body: { twiml: document.toString() } };
};
