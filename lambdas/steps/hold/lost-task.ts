import { waitOfCall } from '../../domain/abandoned-call.ts';
import type { Services } from '../../services.ts';
import type { Webhook } from '../../webhook.ts';
import { readAttempts } from '../queue-attempts.ts';

/**
 * Whether TaskRouter has given up the task with which this call is holding. Asked for every hold document, but the table is
 * read every few seconds only.
 */
export async function hasLostItsTask(webhook: Webhook, services: Services): Promise<boolean> {
  const wait = waitOfCall(webhook.callSid, readAttempts(webhook).again);
  try {
    return (await services.queueStates.read(webhook.queue.name)).abandonedCalls?.has(wait) ?? false;
  } catch {
    return false;
  }
}
