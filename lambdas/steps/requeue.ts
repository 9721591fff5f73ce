import type { CallbackRecord } from '../domain/callback/callback-record.ts';
import type { QueuePolicy } from '../domain/queue-config.ts';
import { taskEstimates } from '../domain/task/task-attributes.ts';
import type { CallServices } from '../services.ts';
import { closed, speak, type VoiceResponse } from '../twiml/voice-response.ts';
import type { CallRequest, CallWebhook, Reply } from '../webhook.ts';
import { decideForCaller } from './caller-decision.ts';
import {
  enqueueReturn,
  type IntoQueue,
  type QueueAttempts,
  quoteTold,
  readAttempts,
  sendToQueue,
} from './enqueue-caller.ts';
import { askBeforeQueue } from './offer/ask.ts';

type Outcome = Omit<Reply, 'body'>;

/** With the pauses below: five minutes of a full queue, or about four of faults. */
const MOST_TRIES = 15;

/** A task lives for ten minutes at least and a call for four hours at most: no wait ends here, only a loop does. */
const MOST_TIMES_AGAIN = 24;

const SECONDS_UNTIL_ROOM = 20;

/**
 * What the call has behind it when it goes on after this result; `undefined` when it has come back too often. A return call
 * tries for as long as it takes: it was promised.
 */
export function nextAttempts(webhook: CallRequest, queueResult: string): QueueAttempts | undefined {
  const { again, tries, full } = readAttempts(webhook);
  const next =
    queueResult === 'leave'
      ? { again: again + 1, tries, full }
      : { again, tries: tries + 1, full: full || queueResult === 'queue-full' };
  const isTooOften = next.again > MOST_TIMES_AGAIN || next.tries > MOST_TRIES;
  return isTooOften && !isReturn(webhook) ? undefined : next;
}

/** Most faults are over at once; one that lasts must not turn the call into a loop. */
export function pauseAfterFault(document: VoiceResponse, { tries }: QueueAttempts): void {
  document.pause({ length: Math.min(SECONDS_UNTIL_ROOM, 2 ** tries) });
}

/**
 * The sender of `error` may be a hold document that Twilio could not read. It gets one more chance, because only our own hold
 * notices that a task is gone; after that Twilio plays its own music.
 * https://www.twilio.com/docs/voice/twiml/enqueue#queueresult-values
 */
export function needsTwilioMusic(queueResult: string, { tries }: QueueAttempts): boolean {
  return queueResult === 'error' && tries > 1;
}

/** Nothing works, so the caller is told, as outside opening hours. */
export function turnAway(document: VoiceResponse, policy: QueuePolicy): void {
  if (closed(document, policy)) return;
  speak(document, policy, 'turnedAway');
  document.hangup();
}

/** TaskRouter has given the task up while its caller was holding: the same place in line, with another task. */
export async function afterLostTask(
  document: VoiceResponse,
  webhook: CallRequest,
  services: CallServices,
): Promise<Outcome> {
  const attempts = nextAttempts(webhook, 'leave');
  if (!attempts) return turnedAway(document, webhook);
  await queueAgain(document, webhook, services, { attempts });
  return { log: { decision: 'queue-again', again: attempts.again } };
}

/** Twilio could not queue the caller, or lost them from the queue. */
export async function afterFault(
  document: VoiceResponse,
  queueResult: string,
  webhook: CallRequest,
  services: CallServices,
): Promise<Outcome> {
  const attempts = nextAttempts(webhook, queueResult);
  if (!attempts) return turnedAway(document, webhook);
  if (attempts.tries > 1) sayToHold(document, webhook);
  pauseAfterFault(document, attempts);
  await queueAgain(document, webhook, services, { attempts, withTwilioMusic: needsTwilioMusic(queueResult, attempts) });
  return { measurements: [{ name: 'EnqueueFailed' }], log: { decision: 'queue-again', tries: attempts.tries } };
}

function sayToHold(document: VoiceResponse, webhook: CallRequest): void {
  const { policy, callTarget } = webhook.queue;
  if (!isReturn(webhook)) speak(document, policy, 'holding');
  else if (callTarget.firstPartyCalled === 'customer') speak(document, policy, 'returnHolding');
}

/** No room: a callback if it may be offered, once, else a short wait and another try. */
export async function afterQueueFull(
  document: VoiceResponse,
  webhook: CallWebhook,
  services: CallServices,
): Promise<Outcome> {
  const attempts = nextAttempts(webhook, 'queue-full');
  const isFirst = !readAttempts(webhook).full;
  const measurements = isFirst ? [{ name: 'QueueFull' } as const] : [];
  if (attempts && isFirst && mayOffer(webhook)) {
    const decision = await decideForCaller(webhook, services, { place: 'before-queue', heldSeconds: 0 });
    if (decision.kind !== 'queue') {
      const { quote } = decision;
      const { waitSeconds } = quote;
      askBeforeQueue(document, webhook, { quote, estimates: taskEstimates(webhook.queue), attempts });
      const name = quoteTold(webhook) ? 'OfferRepeated' : 'OfferMade';
      return { measurements: [...measurements, { name }], log: { decision: 'ask', waitSeconds } };
    }
  }
  if (!attempts) return turnedAway(document, webhook);
  speak(document, webhook.queue.policy, 'queueFull');
  document.pause({ length: SECONDS_UNTIL_ROOM });
  await queueAgain(document, webhook, services, { attempts });
  return { measurements, log: { decision: 'queue-again', tries: attempts.tries } };
}

function mayOffer(webhook: CallRequest): boolean {
  return !isReturn(webhook) && webhook.state.offers !== 'none';
}

function turnedAway(document: VoiceResponse, { queue }: CallRequest): Outcome {
  turnAway(document, queue.policy);
  return { measurements: [{ name: 'TurnedAway' }], log: { decision: 'turned-away' } };
}

/**
 * Back into the queue for somebody who fell out of it, with what they had: no offers stays no offers, a quote is still to be
 * kept, and a return call keeps its claim and its record. The URL says which; Twilio signed it.
 */
async function queueAgain(
  document: VoiceResponse,
  webhook: CallRequest,
  services: CallServices,
  how: { attempts: QueueAttempts } & Pick<IntoQueue, 'withTwilioMusic'>,
): Promise<void> {
  if (!isReturn(webhook)) {
    const { state } = webhook;
    sendToQueue(document, webhook, {
      ...how,
      sinceSeconds: queuedSince(webhook, services),
      withoutOffers: state.offers === 'none',
      quote: quoteTold(webhook),
    });
    return;
  }
  const record = await recordBroughtBack(webhook, services);
  const standing = webhook.state.return ?? 'unproven';
  const caller = standing === 'proven' ? record?.caller : webhook.caller;
  enqueueReturn(document, webhook, { ...how, caller, record, standing });
}

/** Since when this caller has had a place in line, in epoch seconds; `undefined` for a caller who never got into the queue. */
export function queuedSince({ parameters, state }: CallRequest, { nowMs }: CallServices): number | undefined {
  const queueTime = parameters.QueueTime ?? state.waited ?? 0;
  return state.since ?? (queueTime > 0 ? Math.floor(nowMs() / 1000) - queueTime : undefined);
}

function isReturn({ state }: CallRequest): boolean {
  return state.return !== undefined;
}

async function recordBroughtBack(
  { queue, callSid }: CallRequest,
  services: CallServices,
): Promise<CallbackRecord | undefined> {
  try {
    const open = await services.callbacks.listOpen(queue.name);
    return open.find((record) => record.returnCallSid === callSid);
  } catch (error) {
    services.warn('returnUnknown', error);
    return undefined;
  }
}
