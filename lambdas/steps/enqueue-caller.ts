import type { CallbackRecord } from '../domain/callback/callback-record.ts';
import type { Standing } from '../domain/callback/return-call.ts';
import { sipHeader } from '../domain/mindful/sip-header.ts';
import { type PhoneNumber, readPhoneNumber } from '../domain/phone-number.ts';
import { type Quote, quoteFromUrl, quoteToUrl } from '../domain/quote.ts';
import {
  countQueuedAgain,
  type Entry,
  placeOf,
  queueTaskAttributes,
  returnTaskAttributes,
} from '../domain/task/task-attributes.ts';
import type { UrlState } from '../routes.ts';
import { enqueue, type QueueEntry } from '../twiml/enqueue.ts';
import { VoiceResponse } from '../twiml/voice-response.ts';
import type { CallRequest } from '../webhook.ts';

export const ORDINARY_PRIORITY = 0;

export interface IntoQueue extends Pick<Entry, 'quote' | 'estimates'> {
  /** No offer while holding: after a failed transfer, or for a caller who was called back already. */
  withoutOffers?: boolean;
  /** Twilio's own music, for when a hold document has just failed. */
  withTwilioMusic?: boolean;
  /** Where something has changed since the webhook's URL was written. */
  attempts?: QueueAttempts;
  /** Since when the caller has had a place in line, in epoch seconds: this wait in the queue is not the first. */
  sinceSeconds?: number;
  /** The caller has heard the message to callers. */
  announced?: boolean;
  /** The call in which the caller first came to us, where it is not this one. */
  firstCallSid?: string | undefined;
}

/** The ordinary way into the queue. */
export function sendToQueue(document: VoiceResponse, webhook: CallRequest, how: IntoQueue = {}): void {
  const { queue, origin, caller, callSid } = webhook;
  const { attempts = readAttempts(webhook) } = how;
  const { again } = writeAttempts(attempts);
  const offers = how.withoutOffers ? 'none' : undefined;
  const entry: QueueEntry = {
    queue,
    origin,
    priority: ORDINARY_PRIORITY,
    attributes: queueTaskAttributes(queue, caller, {
      firstCallSid: how.firstCallSid ?? callSid,
      quote: how.quote,
      estimates: how.estimates,
      sinceSeconds: how.sinceSeconds,
      queuedAgain: attempts.again,
    }),
    // A wait is spoken in an offer, and nowhere else.
    holdState: {
      ...{ offers, again, announced: how.announced || undefined, asked: how.quote ? true : undefined },
      place: queue.policy.sayPlace && mayHaveHeardAPlace(how, attempts) ? 0 : undefined,
    },
    actionState: { ...writeAttempts(attempts), offers, since: how.sinceSeconds, ...quoteToUrl(how.quote) },
    hold: how.withTwilioMusic ? undefined : 'hold',
  };
  enqueue(document, entry);
}

/** In an earlier wait of this call, which nobody knows of any more: a higher place must not follow. */
function mayHaveHeardAPlace({ withoutOffers, sinceSeconds }: IntoQueue, { again, tries }: QueueAttempts): boolean {
  return withoutOffers === true || sinceSeconds !== undefined || again + tries > 0;
}

/** What the caller of this webhook was told of the wait. */
export function quoteTold({ state, queue }: Pick<CallRequest, 'state' | 'queue'>): Quote | undefined {
  return quoteFromUrl(state, queue.policy.quoteCapMinutes);
}

/** How a call has fared on its way into the queue; its URLs hand this on, so that nothing goes round for ever. */
export interface QueueAttempts {
  /** How often it was queued again because TaskRouter had given its task up. */
  again: number;
  /** How often it found no way into the queue, or fell out of it by a fault. */
  tries: number;
  /** It has found the queue full, and has been offered a callback then if there was one to be offered. */
  full: boolean;
}

const firstAttempt: QueueAttempts = { again: 0, tries: 0, full: false };

export function readAttempts({ state }: Pick<CallRequest, 'state'>): QueueAttempts {
  return { again: state.again ?? 0, tries: state.tries ?? 0, full: state.full !== undefined };
}

export function writeAttempts({ again, tries, full }: QueueAttempts): Pick<UrlState, 'again' | 'tries' | 'full'> {
  return { again: again || undefined, tries: tries || undefined, full: full || undefined };
}

export interface ReturningCaller {
  /** The customer of a proven return call; otherwise the caller ID. */
  caller: PhoneNumber | undefined;
  record: CallbackRecord | undefined;
  standing: Standing;
}

/** Queues a return call ahead of ordinary callers; opening hours don't matter, and no second offer is made. */
export function returnToQueue(webhook: CallRequest, returning: ReturningCaller): string {
  const document = new VoiceResponse();
  enqueueReturn(document, webhook, returning);
  return document.toString();
}

/** The same into a document that has begun. */
export function enqueueReturn(
  document: VoiceResponse,
  { queue, origin, callSid }: CallRequest,
  returning: ReturningCaller & Pick<IntoQueue, 'attempts' | 'withTwilioMusic'>,
): void {
  const { record, standing, attempts = firstAttempt, withTwilioMusic } = returning;
  const isAhead = standing !== 'unproven';
  const place =
    isAhead && queue.policy.returnOrder === 'place' ? record && Math.floor(record.acceptedAtMs / 1000) : undefined;
  enqueue(document, {
    queue,
    origin,
    attributes: {
      ...attributesOf(returning, { queue, callSid }),
      ...placeOf(place),
      ...countQueuedAgain(attempts.again),
    },
    priority: isAhead && place === undefined ? queue.policy.priority : ORDINARY_PRIORITY,
    hold: withTwilioMusic ? undefined : 'return-hold',
    holdState: { again: writeAttempts(attempts).again, first: record?.callSid },
    actionState: { return: standing, ...writeAttempts(attempts), first: record?.callSid },
  });
}

/** Only a proven return call shows whose it is; an unproven one is anybody's call, and must prove nothing later on. */
function attributesOf(
  { caller, record, standing }: ReturningCaller,
  { queue, callSid }: Pick<CallRequest, 'queue' | 'callSid'>,
) {
  if (standing === 'unproven') return queueTaskAttributes(queue, caller, { firstCallSid: callSid, queuedAgain: 0 });
  return returnTaskAttributes({
    queue: queue.name,
    headerName: queue.callTarget.headerName,
    ...(standing === 'proven' ? { caller, record } : { firstCallSid: record?.callSid }),
  });
}

/** The customer whom Mindful brings back: the number in the header that we once sent. The caller ID may be Mindful's own. */
export function returningCaller({ sipHeaders, queue }: CallRequest): PhoneNumber | undefined {
  return readPhoneNumber(sipHeader(sipHeaders, queue.callTarget.headerName));
}
