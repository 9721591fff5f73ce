import { waitOfCall } from '../../domain/task/abandoned-call.ts';
import type { CallServices } from '../../services.ts';
import type { CallWebhook } from '../../webhook.ts';
import { readAttempts } from '../queue-attempts.ts';

/**
 * Whether TaskRouter has given up the task with which this call is holding. The table is asked about this very call only while
 * some calls of the queue have lost their tasks.
 */
export async function hasLostItsTask(webhook: CallWebhook, services: CallServices): Promise<boolean> {
  const { queue, callSid } = webhook;
  const { abandonedCalls, abandonedCallsUntilMs = 0 } = queue;
  const wait = waitOfCall(callSid, readAttempts(webhook).again);
  const nowMs = services.nowMs();
  if (nowMs < (abandonedCalls?.get(wait) ?? 0)) return true;
  try {
    return nowMs < abandonedCallsUntilMs && (await services.queueStates.isAbandonedCall(queue.name, wait, nowMs));
  } catch {
    return false;
  }
}
