import { routeUrl } from '../../routes.ts';
import { sentencesIn } from '../../speech/sentences.ts';
import { keepSilent, playMusic } from '../../twiml/hold.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { Step } from '../../webhook.ts';

/** The short wait of a return call: a sentence and music for a customer, silence for Mindful's machine; never an offer. */
export const returnHold: Step = async ({ queue, origin, state }) => {
  const document = new VoiceResponse();
  if (queue.callTarget.firstPartyCalled === 'agent') {
    keepSilent(document);
    return { body: { twiml: document.toString() } };
  }
  if (state.get('greeted') === undefined) {
    speak(document, queue.policy, sentencesIn(queue.policy.language).returnHolding);
  }
  playMusic(document, queue.policy);
  document.redirect(routeUrl(origin, 'return-hold', queue.name, { greeted: 1 }));
  return { body: { twiml: document.toString() } };
};
