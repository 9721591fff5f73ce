import { openUntilMs } from '../../domain/breaker.ts';
import type { TransferOutcome } from '../../domain/transfer-outcome.ts';
import type { Services } from '../../services.ts';
import type { Webhook } from '../../webhook.ts';

/** Mindful takes callers again: no more trials, one at a time. Where the caller left too early to tell, the next one tries. */
export async function noteTrial(outcome: TransferOutcome, { queue }: Webhook, services: Services): Promise<void> {
  const { queueStates, nowMs, warn } = services;
  try {
    if (!(await queueStates.read(queue.name)).breaker) return;
    if (outcome === 'taken') await queueStates.closeBreaker(queue.name);
    else await queueStates.openBreaker(queue.name, nowMs());
  } catch (error) {
    warn('recoveryNotNoted', error);
  }
}

/**
 * Nobody will call back, so the record must not say so; and nobody else is sent the same way for a while. Unless Mindful
 * has confirmed the callback meanwhile: then it was just quick.
 */
export async function noteRefusal(
  { caller, callSid, queue }: Webhook,
  services: Services,
): Promise<'noted' | 'registered' | 'not-noted'> {
  const nowMs = services.nowMs();
  try {
    if (!caller) return 'not-noted';
    const refused = await services.callbacks.move({ caller, queue: queue.name, callSid, to: 'refused', nowMs });
    const record = refused ? undefined : await services.callbacks.find(caller, queue.name);
    if (record?.callSid === callSid && ['registered', 'returned', 'answered'].includes(record.status))
      return 'registered';
    if (!refused) return 'not-noted';
    await services.queueStates.openBreaker(queue.name, openUntilMs(nowMs));
    return 'noted';
  } catch (error) {
    services.warn('refusalNotNoted', error);
    return 'not-noted';
  }
}
