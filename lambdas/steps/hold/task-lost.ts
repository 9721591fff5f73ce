import { waitOfCall } from '../../domain/task/abandoned-call.ts';
import type { Services } from '../../services.ts';
import type { Webhook } from '../../webhook.ts';
import { readAttempts } from '../queue-attempts.ts';

/**
 * Whether TaskRouter has given up the task with which this call is holding. Asked for every hold document, but the table is
 * read every few seconds only, and for this call only while some calls of the queue have lost their tasks.
 */
export async function hasLostItsTask(webhook: Webhook, services: Services): Promise<boolean> {
  const { queue, callSid } = webhook;
  const { queueStates } = services;
  const wait = waitOfCall(callSid, readAttempts(webhook).again);
  const nowMs = services.nowMs();
  try {
    const { abandonedCalls, abandonedCallsUntilMs = 0 } = await queueStates.read(queue.name);
    if (nowMs < (abandonedCalls?.get(wait) ?? 0)) return true;
    return nowMs < abandonedCallsUntilMs && (await queueStates.isAbandonedCall(queue.name, wait, nowMs));
  } catch {
    return false;
  }
}
