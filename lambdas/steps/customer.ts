import type { CallbackRecord } from '../domain/callback/callback-record.ts';
import { numberFromUrl, type PhoneNumber } from '../domain/phone-number.ts';
import type { QueueConfig } from '../domain/queue-config.ts';
import type { CallServices } from '../services.ts';
import type { CallRequest } from '../webhook.ts';

/** The number that was keyed in to be called, as an earlier step has put it into this URL. */
export function keyedNumberOf({ state }: Pick<CallRequest, 'state'>): PhoneNumber | undefined {
  return state.number === undefined ? undefined : numberFromUrl(state.number);
}

/** Whose callback this webhook is about: the number that was keyed in, or else the caller's. */
export function customerOf(webhook: Pick<CallRequest, 'state' | 'caller'>): PhoneNumber | undefined {
  return keyedNumberOf(webhook) ?? webhook.caller;
}

interface OfCall {
  callSid: string;
  caller: PhoneNumber | undefined;
  queue: Pick<QueueConfig, 'name' | 'callableCountries'>;
}

/**
 * The callback that was accepted in this very call, on the caller's number or on one that was keyed in. Without callable countries no
 * policy lets anybody key one in, and an operator cannot either.
 */
export async function callbackOfCall(
  { callSid, caller, queue }: OfCall,
  { callbacks, keyedNumbers }: Pick<CallServices, 'callbacks' | 'keyedNumbers'>,
): Promise<CallbackRecord | undefined> {
  const own = caller && (await callbacks.find(caller, queue.name));
  if (own?.callSid === callSid) return own;
  const number = queue.callableCountries.length > 0 ? await keyedNumbers.ofCall(callSid) : undefined;
  const keyed = number && (await callbacks.find(number, queue.name));
  return keyed?.callSid === callSid ? keyed : undefined;
}
