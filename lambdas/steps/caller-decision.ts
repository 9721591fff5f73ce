import { newCallbackRecord } from '../domain/callback/callback-record.ts';
import { breakerOf, openWay, trialOf, type Way } from '../domain/offer/breaker.ts';
import {
  decideOffer,
  isFull,
  type NoOfferReason,
  type OfferDecision,
  type OfferMoment,
  whyNoTransfer,
} from '../domain/offer/offer-decision.ts';
import type { PhoneNumber } from '../domain/phone-number.ts';
import { type QueueNow, queueNow } from '../domain/queue-now.ts';
import type { CallServices } from '../services.ts';
import { speak, type VoiceResponse } from '../twiml/voice-response.ts';
import type { CallWebhook, WaitQuery } from '../webhook.ts';

/** What a decision is about: a call, or a caller that a Studio flow asks about. */
type Asking = Pick<WaitQuery, 'queue' | 'caller' | 'callSid'>;

/**
 * Decides about the caller of this webhook. The caller's own record is looked up only when everything else, or all but
 * Mindful, speaks for an offer: a caller whose callback is open hears that it stands. When the table does not answer, the wait
 * is unknown and the caller queues without a quote.
 */
export async function decideForCaller(
  webhook: Asking,
  services: CallServices,
  moment: OfferMoment,
): Promise<OfferDecision> {
  const { queue, caller, callSid } = webhook;
  try {
    if (queue.unreadable) throw queue.unreadable.error;
    const inputs = { queue, caller, callSid, callback: undefined, ...moment };
    const decision = decideOffer(inputs);
    noteMissingSnapshot(decision, webhook, services);
    if (decision.kind === 'queue' && !isMindfulsFault(decision.because)) return decision;
    const forCaller = decideOffer({ ...inputs, callback: await callbackOfAnotherCall(webhook, services) });
    if (forCaller.kind === 'queue' || (await claimWay(callSid, queue, services))) return forCaller;
    return { kind: 'queue', because: 'mindful-unreachable' };
  } catch (error) {
    services.warn('tableUnreachable', error);
    return { kind: 'queue', because: 'wait-unknown' };
  }
}

/** An unknown wait that the sampler has written has its message there; of one that cannot be read nobody else hears. */
function noteMissingSnapshot(decision: OfferDecision, { queue }: Asking, { warn }: Pick<CallServices, 'warn'>): void {
  if (decision.kind !== 'queue' || decision.because !== 'wait-unknown' || queue.snapshot) return;
  warn('snapshotMissing', new Error(`no snapshot of at most ${queue.policy.maxAgeSeconds} seconds`));
}

/**
 * After a way to Mindful has failed, one caller at a time tries it. The offer itself claims the trial: if several callers were
 * offered a callback, all but one of those who accept would hear an apology. Accepting extends the claim. A way that another caller
 * is trying is left out.
 */
export async function claimWay(
  callSid: string | undefined,
  queue: QueueNow,
  { queueStates }: Pick<CallServices, 'queueStates'>,
): Promise<Way | undefined> {
  for (const way of queue.ways) {
    const trial = trialOf(callSid, breakerOf(queue, way), queue.nowMs);
    if (trial === 'not-needed') return way;
    if (trial !== 'impossible' && (await queueStates.changeBreaker(queue.name, trial, way))) return way;
  }
  return undefined;
}

function isMindfulsFault(because: NoOfferReason): boolean {
  return because.startsWith('mindful-');
}

/**
 * Decides again, past every cache, when the caller has said yes: how the callback gets to Mindful, or why it may not be accepted.
 * Only as many are taken as the policy allows. Rejects when the table does not answer.
 */
async function wayOfAcceptance(
  webhook: CallWebhook,
  services: CallServices,
): Promise<{ way: Way } | { because: NoOfferReason }> {
  const { caller, callSid, queue: known } = webhook;
  const { callbacks, queueStates } = services;
  const [state, record] = await Promise.all([
    queueStates.readNow(known.name),
    caller && callbacks.find(caller, known.name),
  ]);
  const queue = queueNow({ ...known, policy: known.configured }, state, services.nowMs());
  const isRepeat = record?.callSid === callSid;
  const because = whyNoTransfer({ queue, caller, callSid, callback: isRepeat ? undefined : record });
  if (because) return { because };
  if (isRepeat) return { way: wayOf(queue, callSid) };
  if (isFull(queue)) return { because: 'too-many-callbacks' };
  const way = await claimWay(callSid, queue, services);
  if (!way) return { because: 'mindful-unreachable' };
  const isCounted = await queueStates.countAcceptance(queue.name, queue.acceptancesWhenFull);
  return isCounted ? { way } : { because: 'too-many-callbacks' };
}

async function callbackOfAnotherCall(webhook: Asking, services: CallServices) {
  if (!webhook.caller) return undefined;
  const record = await services.callbacks.find(webhook.caller, webhook.queue.name);
  return record?.callSid === webhook.callSid ? undefined : record;
}

/** Of somebody who has said yes, whatever has failed since. */
export function wayOf(queue: QueueNow, callSid: string): Way {
  return openWay(queue, callSid) ?? queue.ways[0] ?? 'transfer';
}

/** `isNew`: the record was written now, and not by the same webhook before. */
export type Acceptance =
  | { accepted: true; caller: PhoneNumber; way: Way; isNew: boolean }
  | { accepted: false; because: NoOfferReason };

/**
 * Turns a caller's yes into a record, before anything else happens: without a record nobody would notice a callback that
 * never comes. Rejects when the record could not be written; then nothing was promised. `onHold`: the caller hears what comes
 * before leaving the queue.
 */
export async function acceptCallback(
  webhook: CallWebhook,
  services: CallServices,
  { waitSeconds: quotedWaitSeconds, onHold = false }: { waitSeconds: number; onHold?: boolean },
): Promise<Acceptance> {
  const { caller, callSid, queue } = webhook;
  const found = await wayOfAcceptance(webhook, services);
  if ('because' in found || !caller) {
    return { accepted: false, because: 'because' in found ? found.because : 'caller-withheld' };
  }
  const nowMs = services.nowMs();
  const { name, chosenLanguage: language } = queue;
  const toldWay = onHold ? found.way : undefined;
  const record = newCallbackRecord({ caller, queue: name, callSid, quotedWaitSeconds, language, toldWay }, nowMs);
  const requested = await services.callbacks.request(record, nowMs);
  if (requested !== 'refused') return { accepted: true, caller, way: found.way, isNew: requested === 'written' };
  const standing = await services.callbacks.find(caller, queue.name);
  return { accepted: false, because: standing?.callSid === callSid ? 'transferred-before' : 'callback-pending' };
}

/** What a caller hears whose yes could not be taken, before the queue. */
export function explainRefusal(document: VoiceResponse, webhook: CallWebhook, because: NoOfferReason): void {
  speak(document, webhook.queue.policy, because === 'callback-pending' ? 'callbackPending' : 'transferFailed');
}
