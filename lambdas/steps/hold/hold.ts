import { numberChoice } from '../../domain/offer/keyed-number.ts';
import { isInQueueOfferDue } from '../../domain/offer/offer-decision.ts';
import { waitOfCall } from '../../domain/queue-now.ts';
import { routeUrl, type StateOf } from '../../routes.ts';
import type { CallServices } from '../../services.ts';
import { sentencesIn } from '../../speech/languages.ts';
import { askForKey } from '../../twiml/offer.ts';
import { announce, playMusic, speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallRequest, CallWebhook, Reply, Step } from '../../webhook.ts';
import { decideForCaller } from '../caller-decision.ts';
import { type PlaceSaid, sayPlace } from './say-place.ts';

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
  const placeSaid = queue.policy.sayPlace ? sayPlace(document, webhook, before) : before.placeSaid;
  const { after, ...reply } = await offerIfDue(document, webhook, services, { ...before, greeted: true, placeSaid });
  playMusic(document, queue.policy);
  document.redirect(routeUrl(origin, 'hold', queue, writeHoldState(after)));
  return { body: { twiml: document.toString() }, ...reply };
};

function greet(document: VoiceResponse, { queue, state }: CallWebhook): void {
  if (state.announced === undefined) announce(document, queue);
  speak(document, queue.policy, 'holding');
}

async function offerIfDue(
  document: VoiceResponse,
  webhook: CallWebhook,
  services: CallServices,
  state: HoldState,
): Promise<Omit<Reply, 'body'> & { after: HoldState }> {
  const { queue, origin, caller } = webhook;
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
    queue,
    question: sentencesIn(policy.language).inQueueOffer(decision.quote),
    last: numberChoice(queue, caller) === 'either' ? 'anotherNumber' : undefined,
    action: routeUrl(origin, 'hold-reply', queue, { ...writeHoldState(after), wait: waitSeconds }),
  });
  const name = state.asked || state.offersMade > 0 ? 'OfferRepeated' : 'OfferMade';
  return { after, measurements: [{ name }], log: { decision: 'ask', waitSeconds } };
}

/** What the hold documents of one wait hand on to each other in their URLs. */
export interface HoldState extends PlaceSaid {
  greeted: boolean;
  offersMade: number;
  /** The caller was offered a callback before the queue as well. */
  asked: boolean;
  mayOffer: boolean;
  /** How often the caller lost the task and was queued again. */
  again: number | undefined;
}

/**
 * Twilio tells how long the caller has waited when it asks the waitUrl, but not when it follows a redirect or a key: from
 * then on the time of joining is handed on.
 */
export function readHoldState({ parameters, state }: CallRequest, nowMs: number): HoldState {
  const nowSeconds = Math.floor(nowMs / 1000);
  const queueTime = parameters.QueueTime;
  return {
    sinceSeconds: queueTime === undefined ? (state.since ?? nowSeconds) : nowSeconds - queueTime,
    greeted: state.greeted !== undefined,
    offersMade: state.offered ?? 0,
    asked: state.asked !== undefined,
    mayOffer: state.offers !== 'none',
    placeSaid: state.place,
    again: state.again,
  };
}

export function writeHoldState(hold: HoldState): StateOf<'hold'> {
  return {
    since: hold.sinceSeconds,
    greeted: hold.greeted || undefined,
    offered: hold.offersMade || undefined,
    asked: hold.asked || undefined,
    offers: hold.mayOffer ? undefined : 'none',
    place: hold.placeSaid,
    again: hold.again,
  };
}

/**
 * Whether TaskRouter has given up the task with which this call is holding. The table is asked about this very call only while
 * some calls of the queue have lost their tasks.
 */
export async function hasLostItsTask(webhook: CallWebhook, services: CallServices): Promise<boolean> {
  const { queue, callSid } = webhook;
  const { abandonedCalls, abandonedCallsUntilMs = 0 } = queue;
  const wait = waitOfCall(callSid, webhook.state.again ?? 0);
  const nowMs = services.nowMs();
  if (nowMs < (abandonedCalls?.get(wait) ?? 0)) return true;
  try {
    return nowMs < abandonedCallsUntilMs && (await services.queueStates.isAbandonedCall(queue.name, wait, nowMs));
  } catch {
    return false;
  }
}
