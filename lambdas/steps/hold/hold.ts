import { isInQueueOfferDue } from '../../domain/offer/hold-plan.ts';
import { routeUrl } from '../../routes.ts';
import type { CallServices } from '../../services.ts';
import { sentencesIn } from '../../speech/languages.ts';
import { playMusic } from '../../twiml/hold.ts';
import { askForKey } from '../../twiml/offer.ts';
import { say, speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook, Reply, Step } from '../../webhook.ts';
import { decideForCaller } from '../caller-decision.ts';
import { type HoldState, readHoldState, writeHoldState } from './hold-state.ts';
import { hasLostItsTask } from './task-lost.ts';

/**
 * What a caller on hold hears, one document after the other: a greeting, music, now and then the offer. Twilio asks this
 * URL again for ever; the documents hand their state on by redirecting to themselves.
 */
export const hold: Step<'hold'> = async (webhook, services) => {
  const { queue, origin } = webhook;
  const document = new VoiceResponse();
  if (await hasLostItsTask(webhook, services)) {
    document.leave();
    return { body: { twiml: document.toString() }, log: { decision: 'queue-again' } };
  }

  const before = readHoldState(webhook, services.nowMs());
  if (!before.greeted) greet(document, webhook);
  const { after, ...reply } = await offerIfDue(document, webhook, services, { ...before, greeted: true });
  playMusic(document, queue.policy);
  document.redirect(routeUrl(origin, 'hold', queue.name, writeHoldState(after)));
  return { body: { twiml: document.toString() }, ...reply };
};

function greet(document: VoiceResponse, { queue: { policy }, state }: CallWebhook): void {
  if (policy.announcement !== undefined && state.announced === undefined) {
    say(document, policy, policy.announcement);
  }
  speak(document, policy, 'holding');
}

async function offerIfDue(
  ...[document, webhook, services, state]: [VoiceResponse, CallWebhook, CallServices, HoldState]
): Promise<Omit<Reply, 'body'> & { after: HoldState }> {
  const { queue, origin } = webhook;
  const { policy } = queue;
  const heldSeconds = services.nowMs() / 1000 - state.sinceSeconds;
  const isDue = isInQueueOfferDue(policy.inQueueOffer, heldSeconds, state.offersMade);
  if (!isDue || !state.mayOffer) return { after: state };

  const decision = await decideForCaller(webhook, services, { place: 'on-hold', heldSeconds });
  if (decision.kind === 'queue') {
    const { because } = decision;
    const pending = because === 'callback-pending';
    if (pending) speak(document, policy, 'callbackPending');
    return { after: pending ? { ...state, mayOffer: false } : state, log: { decision: 'queue', because } };
  }
  const { waitSeconds } = decision.quote;
  const after = { ...state, offersMade: state.offersMade + 1 };
  askForKey(document, {
    policy,
    question: sentencesIn(policy.language).inQueueOffer(decision.quote),
    action: routeUrl(origin, 'hold-reply', queue.name, { ...writeHoldState(after), wait: waitSeconds }),
  });
  return { after, measurements: [{ name: 'OfferMade' }], log: { decision: 'ask', waitSeconds } };
}
