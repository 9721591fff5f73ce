import { isInQueueOfferDue } from '../../domain/hold-plan.ts';
import { routeUrl } from '../../routes.ts';
import { sentencesIn } from '../../speech/sentences.ts';
import { playMusic } from '../../twiml/hold.ts';
import { askForKey } from '../../twiml/offer.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import { numberIn, type Reply, type Step } from '../../webhook.ts';
import { decideForCaller } from '../caller-decision.ts';

/**
 * What a caller on hold hears, one document after the other: a greeting, music, now and then the offer. Twilio asks this
 * URL again for ever; the documents hand their state on by redirecting to themselves.
 */
export const hold: Step = async (webhook, services) => {
  const { queue, origin, state } = webhook;
  const document = new VoiceResponse();
  const heldSeconds = numberIn(webhook.parameters, 'QueueTime') ?? 0;
  const offersMade = numberIn(state, 'offered') ?? 0;
  const mayOffer = state.get('offers') !== 'none';
  const sentences = sentencesIn(queue.policy.language);
  let reply: Omit<Reply, 'body'> = {};
  let offered = offersMade;

  if (state.get('greeted') === undefined) speak(document, queue.policy, sentences.holding);
  if (mayOffer && isInQueueOfferDue(queue.policy.inQueueOffer, heldSeconds, offersMade)) {
    const { decision, policy } = await decideForCaller(webhook, services, heldSeconds);
    reply = { log: { decision: decision.kind, ...(decision.kind === 'queue' && { because: decision.because }) } };
    if (decision.kind !== 'queue') {
      offered += 1;
      reply = { measurements: [{ name: 'OfferMade' }], log: { decision: 'ask', waitSeconds: decision.waitSeconds } };
      askForKey(document, {
        policy,
        sentences: [sentencesIn(policy.language).inQueueOffer(decision.quote)],
        action: routeUrl(origin, 'hold-reply', queue.name, { wait: decision.waitSeconds, offered }),
      });
    }
  }
  playMusic(document, queue.policy);
  document.redirect(routeUrl(origin, 'hold', queue.name, holdState(offered, mayOffer)));
  return { body: { twiml: document.toString() }, ...reply };
};

function holdState(offered: number, mayOffer: boolean) {
  return { greeted: 1, offered: offered || undefined, offers: mayOffer ? undefined : 'none' };
}
