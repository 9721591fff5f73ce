import { type TransferOutcome, transferOutcome } from '../../domain/callback/transfer-outcome.ts';
import { afterAttempt } from '../../domain/offer/breaker.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { CallServices } from '../../services.ts';
import type { CallRequest, CallWebhook } from '../../webhook.ts';

/** What became of the transfer that a Dial's action reports. */
export function outcomeOfTransfer({ parameters, queue }: CallRequest): TransferOutcome | 'unknown' {
  const ended = {
    dialCallStatus: parameters.DialCallStatus,
    dialSeconds: parameters.DialCallDuration,
    callStatus: parameters.CallStatus,
  };
  return transferOutcome(ended, queue.policy.registrationSeconds);
}

/** A trial got through, or the caller left too early to tell; of any other call the breaker hears nothing. */
export async function noteTrial(
  outcome: Exclude<TransferOutcome, 'failed'>,
  { callSid, queue }: CallWebhook,
  { queueStates, warn }: CallServices,
): Promise<void> {
  try {
    if (queue.unreadable) throw queue.unreadable.error;
    const change = afterAttempt(queue.breaker, { callSid, outcome, nowMs: queue.nowMs });
    if (change) await queueStates.changeBreaker(queue.name, change);
  } catch (error) {
    warn('recoveryNotNoted', error);
  }
}

/**
 * Whether Mindful had handed the caller of this leg back: no page says that the end of such a leg is reported here, and if it is,
 * the caller belongs in the queue.
 */
export async function wasHandedBack(
  { caller, callSid, queue }: CallRequest,
  { callbacks, warn }: Pick<CallServices, 'callbacks' | 'warn'>,
): Promise<boolean> {
  if (!caller) return false;
  try {
    const record = await callbacks.find(caller, queue.name);
    return record?.callSid === callSid && (record.status === 'chose-hold' || record.returnCallSid === callSid);
  } catch (error) {
    warn('transferNotNoted', error);
    return false;
  }
}

/** The leg was long enough for a registration, so the callback is Mindful's to keep, whichever report of the leg was lost. */
export async function noteTaken(
  { caller, callSid, queue }: CallRequest,
  services: CallServices,
): Promise<Measurement[]> {
  const { callbacks, nowMs, warn } = services;
  if (!caller) return [];
  try {
    const move = { caller, queue: queue.name, callSid, to: 'transferred', nowMs: nowMs() } as const;
    return (await callbacks.move(move)) ? [{ name: 'TransferAnswered' }] : [];
  } catch (error) {
    warn('transferNotNoted', error);
    return [];
  }
}

export type NotedRefusal = 'offers-stopped' | 'noted' | 'registered' | 'not-noted';

/**
 * Nobody will call back, so the record must not say so; and nobody else is sent the same way for a while. Unless Mindful
 * has confirmed the callback meanwhile: then it was just quick.
 */
export async function noteRefusal(
  { caller, callSid, queue }: CallRequest,
  services: CallServices,
): Promise<NotedRefusal> {
  const { callbacks, queueStates } = services;
  const nowMs = services.nowMs();
  try {
    if (!caller) return 'not-noted';
    const refused = await callbacks.move({ caller, queue: queue.name, callSid, to: 'refused', nowMs });
    const record = refused ? undefined : await callbacks.find(caller, queue.name);
    if (record?.callSid === callSid && ['registered', 'returned', 'answered'].includes(record.status))
      return 'registered';
    if (!refused) return 'not-noted';
    const { breaker } = await queueStates.readNow(queue.name);
    const change = afterAttempt(breaker, { callSid, outcome: 'failed', nowMs });
    return change && (await queueStates.changeBreaker(queue.name, change)) ? 'offers-stopped' : 'noted';
  } catch (error) {
    services.warn('refusalNotNoted', error);
    return 'not-noted';
  }
}
