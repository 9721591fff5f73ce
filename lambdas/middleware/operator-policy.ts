import type { QueueConfig } from '../domain/queue-config.ts';
import { effectivePolicy } from '../domain/queue-snapshot.ts';
import type { Services } from '../services.ts';

/**
 * The queue with its policy as it is now, so that an operator's change holds in every step. While the table does not answer, the
 * configured policy holds.
 */
export async function underOperatorPolicy(
  queue: QueueConfig,
  { queueStates, nowMs }: Pick<Services, 'queueStates' | 'nowMs'>,
): Promise<QueueConfig> {
  try {
    const { operator } = await queueStates.read(queue.name);
    return { ...queue, policy: effectivePolicy(queue.policy, operator, nowMs()) };
  } catch {
    return queue;
  }
}
