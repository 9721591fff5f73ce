import type { Services } from '../../services.ts';
import type { Webhook } from '../../webhook.ts';

/**
 * Whether TaskRouter has given up the task of this holding call. Asked for every hold document, but the table is read every
 * few seconds only. Once queued again, a call is not checked again: it must not go round for ever.
 */
export async function hasLostItsTask({ queue, callSid, state }: Webhook, services: Services): Promise<boolean> {
  if (state.get('again') !== undefined) return false;
  try {
    return (await services.queueStates.read(queue.name)).abandonedCalls?.has(callSid) ?? false;
  } catch {
    return false;
  }
}
