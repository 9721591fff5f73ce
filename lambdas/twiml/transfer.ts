import { mindfulSipUri } from '../domain/mindful/sip-header.ts';
import type { Way } from '../domain/offer/breaker.ts';
import { numberToUrl, type PhoneNumber } from '../domain/phone-number.ts';
import type { QueueConfig, QueuePolicy } from '../domain/queue-config.ts';
import { routeUrl } from '../routes.ts';
import { speak, type VoiceResponse } from './voice-response.ts';

export interface MindfulTransfer {
  queue: QueueConfig;
  origin: string;
  /** The number to be called. */
  caller: PhoneNumber;
  /** The same where it was keyed in, and is not that of the call. */
  keyedNumber?: PhoneNumber | undefined;
  /** Since when the caller has had a place in line, in epoch seconds, in case Mindful does not take them. */
  sinceSeconds?: number | undefined;
  /** When the caller left the queue for this, in epoch seconds. */
  leftAtSeconds?: number | undefined;
  /** The way that has already been announced to the caller. */
  toldWay?: Way | undefined;
}

/** Whoever has said yes, on the way that is open. */
export function goToMindful(document: VoiceResponse, way: Way, transfer: MindfulTransfer): void {
  if (transfer.toldWay !== way) sayWhatComes(document, way, transfer.queue.policy);
  if (way === 'api') redirectToRegistration(document, transfer);
  else dialMindful(document, transfer);
}

/** What is heard between a yes and Mindful; with music, where there is a piece for the registration. */
export function sayWhatComes(document: VoiceResponse, way: Way, policy: QueuePolicy): void {
  speak(document, policy, way === 'api' ? 'registering' : 'transferring');
  if (way === 'api' && policy.registeringMusicUrl !== undefined) document.play(policy.registeringMusicUrl);
}

/** Mindful needs some time to register a caller. */
const SECONDS_BETWEEN_LOOKS = 3;

type ToRegister = Omit<MindfulTransfer, 'caller'> & { looks?: number };

/** To the step that asks Mindful's API. */
export function goToRegistration(document: VoiceResponse, registration: ToRegister): void {
  sayWhatComes(document, 'api', registration.queue.policy);
  redirectToRegistration(document, registration);
}

/** Again to the step that asks Mindful's API, which has not heard yet what became of the registration. */
export function lookAgain(document: VoiceResponse, registration: ToRegister & { looks: number }): void {
  const { policy } = registration.queue;
  speak(document, policy, 'stillRegistering');
  if (policy.registeringMusicUrl !== undefined) document.play(policy.registeringMusicUrl);
  else document.pause({ length: SECONDS_BETWEEN_LOOKS });
  redirectToRegistration(document, registration);
}

function redirectToRegistration(
  document: VoiceResponse,
  { queue, origin, keyedNumber, sinceSeconds, leftAtSeconds, looks }: ToRegister,
): void {
  const state = { since: sinceSeconds, left: leftAtSeconds, looks, ...inUrl(keyedNumber) };
  document.redirect(routeUrl(origin, 'register', queue, state));
}

const RING_SECONDS = 20;

/**
 * Hands the caller to Mindful; whatever becomes of it, `action` decides what the caller gets next. Without `answerOnBridge`, so that
 * Mindful's leg ends as soon as it hands the caller back: with it, the leg would stay until somebody "answers", which no queue does,
 * and the caller would be back with Mindful after the agent. A sentence comes first, so nothing would ring on for the caller.
 * https://www.twilio.com/docs/voice/api/refer-to-twilio
 *
 * Mindful calls the number that calls it, so a number that was keyed in is the caller ID of this leg: for SIP it may be any.
 * https://www.twilio.com/docs/voice/twiml/sip
 */
export function dialMindful(document: VoiceResponse, transfer: MindfulTransfer): void {
  const { queue, origin, caller, keyedNumber, leftAtSeconds } = transfer;
  const state = { since: transfer.sinceSeconds, ...inUrl(keyedNumber) };
  document
    .dial({
      timeout: RING_SECONDS,
      ...(keyedNumber && { callerId: keyedNumber }),
      action: routeUrl(origin, 'transfer-result', queue, state),
      referUrl: routeUrl(origin, 'transfer-refer', queue, state),
    })
    .sip(
      {
        statusCallback: routeUrl(origin, 'transfer-progress', queue, { left: leftAtSeconds, ...inUrl(keyedNumber) }),
        statusCallbackEvent: [...(leftAtSeconds === undefined ? [] : ['initiated' as const]), 'answered', 'completed'],
      },
      mindfulSipUri(queue.callTarget, caller, queue.name),
    );
}

function inUrl(number: PhoneNumber | undefined): { number?: string } {
  return number ? { number: numberToUrl(number) } : {};
}
