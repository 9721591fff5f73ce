import { effectivePolicy } from '../domain/queue-snapshot.ts';
import type { Services } from '../services.ts';
import type { Webhook } from '../webhook.ts';

/**
 * The webhook with its queue's policy as it is now, so that an operator's change holds in every step. While the table does
 * not answer, the configured policy holds.
 */
export async function underOperatorPolicy(webhook: Webhook, { queueStates, nowMs }: Services): Promise<Webhook> {
  const { queue } = webhook;
  try {
    const { operator } = await queueStates.read(queue.name);
    return { ...webhook, queue: { ...queue, policy: effectivePolicy(queue.policy, operator, nowMs()) } };
  } catch {
    return webhook;
  }
}
