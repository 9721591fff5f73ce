import { numberToUrl, type PhoneNumber } from '../../domain/phone-number.ts';
import { quoteToUrl } from '../../domain/quote.ts';
import { taskEstimates } from '../../domain/task/task-attributes.ts';
import { routeUrl } from '../../routes.ts';
import type { CallServices } from '../../services.ts';
import { goToMindful } from '../../twiml/transfer.ts';
import type { VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook } from '../../webhook.ts';
import type { Acceptance } from '../caller-decision.ts';
import { quoteTold, readAttempts, sendToQueue, writeAttempts } from '../enqueue-caller.ts';
import { readHoldState, writeHoldState } from '../hold/hold.ts';
import { leaveForMindful } from '../hold/leave-for-mindful.ts';

/** Where in a call a number is keyed in: what the questions lead to. */
export interface NumberPlace {
  /** Where the keys of the number go. */
  keyUrl(attempt?: '2'): string;
  /** Where the key goes that confirms the number. */
  confirmUrl(keyed: { number: PhoneNumber; entry?: '2' | undefined; attempt?: '2' }): string;
  /** The caller waits for an agent after all. */
  goOn(document: VoiceResponse): void;
  /** The caller holds in the queue. */
  onHold: boolean;
  /** The callback is accepted, and has a record. */
  leave(document: VoiceResponse, acceptance: Extract<Acceptance, { accepted: true }>): void;
}

export function beforeQueue(webhook: CallWebhook, { nowMs }: CallServices): NumberPlace {
  const { origin, queue } = webhook;
  const quote = quoteTold(webhook);
  const state = { ...quoteToUrl(quote), ...writeAttempts(readAttempts(webhook)) };
  return {
    keyUrl: (attempt) => routeUrl(origin, 'key-number', queue, { ...state, attempt }),
    confirmUrl: ({ number, ...keyed }) =>
      routeUrl(origin, 'confirm-number', queue, { ...state, ...keyed, number: numberToUrl(number) }),
    goOn: (document) => sendToQueue(document, webhook, { quote, estimates: taskEstimates(queue), announced: true }),
    onHold: false,
    leave: (document, { way, caller }) =>
      goToMindful(document, way, {
        ...{ queue, origin, caller, keyedNumber: caller },
        sinceSeconds: Math.floor(nowMs() / 1000),
      }),
  };
}

export function onHold(webhook: CallWebhook, { nowMs }: CallServices): NumberPlace {
  const { origin, queue } = webhook;
  const hold = writeHoldState(readHoldState(webhook, nowMs()));
  const state = { ...hold, wait: webhook.state.wait };
  return {
    keyUrl: (attempt) => routeUrl(origin, 'hold-key-number', queue, { ...state, attempt }),
    confirmUrl: ({ number, ...keyed }) =>
      routeUrl(origin, 'hold-confirm-number', queue, { ...state, ...keyed, number: numberToUrl(number) }),
    goOn: (document) => document.redirect(routeUrl(origin, 'hold', queue, hold)),
    onHold: true,
    leave: (document, acceptance) => leaveForMindful(document, webhook, acceptance),
  };
}
