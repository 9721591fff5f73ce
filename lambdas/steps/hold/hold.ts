import { isInQueueOfferDue } from '../../domain/hold-plan.ts';
import { routeUrl, type UrlState } from '../../routes.ts';
import type { Services } from '../../services.ts';
import { sentencesIn } from '../../speech/sentences.ts';
import { playMusic } from '../../twiml/hold.ts';
import { askForKey } from '../../twiml/offer.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import { numberIn, type Reply, type Step, type Webhook } from '../../webhook.ts';
import { decideForCaller } from '../caller-decision.ts';
import { hasLostItsTask } from './lost-task.ts';

/**
 * What a caller on hold hears, one document after the other: a greeting, music, now and then the offer. Twilio asks this
 * URL again for ever; the documents hand their state on by redirecting to themselves.
 */
export const hold: Step = async (webhook, services) => {
  const { queue, origin, state } = webhook;
  const document = new VoiceResponse();
  if (await hasLostItsTask(webhook, services)) {
    document.leave();
    return { body: { twiml: document.toString() }, log: { decision: 'queue-again' } };
  }

  if (state.get('greeted') === undefined) speak(document, queue.policy, 'holding');
  const { offered, ...reply } = await offerIfDue(document, webhook, services);
  playMusic(document, queue.policy);
  document.redirect(
    routeUrl(origin, 'hold', queue.name, { ...carried(webhook), greeted: 1, offered: offered || undefined }),
  );
  return { body: { twiml: document.toString() }, ...reply };
};

async function offerIfDue(
  document: VoiceResponse,
  webhook: Webhook,
  services: Services,
): Promise<Omit<Reply, 'body'> & { offered: number }> {
  const { queue, origin, state } = webhook;
  const heldSeconds = numberIn(webhook.parameters, 'QueueTime') ?? 0;
  const offered = numberIn(state, 'offered') ?? 0;
  const isDue = isInQueueOfferDue(queue.policy.inQueueOffer, heldSeconds, offered);
  if (!isDue || state.get('offers') === 'none') return { offered };

  const { decision, policy } = await decideForCaller(webhook, services, heldSeconds);
  if (decision.kind === 'queue') return { offered, log: { decision: 'queue', because: decision.because } };
  const { waitSeconds } = decision;
  askForKey(document, {
    policy,
    question: sentencesIn(policy.language).inQueueOffer(decision.quote),
    action: routeUrl(origin, 'hold-reply', queue.name, {
      ...carried(webhook),
      wait: waitSeconds,
      offered: offered + 1,
    }),
  });
  return { offered: offered + 1, measurements: [{ name: 'OfferMade' }], log: { decision: 'ask', waitSeconds } };
}

/** What every further hold document of this wait must know. */
export function carried({ state }: Webhook): UrlState {
  return { offers: state.get('offers'), again: state.get('again') };
}
