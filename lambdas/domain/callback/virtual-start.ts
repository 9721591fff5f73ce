import type { QueuePolicy } from '../queue-config.ts';

/**
 * Where a task stands that keeps a place in line: TaskRouter's `VirtualStartTime`. A kept place is at most as old as the policy
 * allows, so nobody who has waited longer is overtaken. Undefined where the task's own place is no worse.
 * https://www.twilio.com/docs/taskrouter/api/task
 */
export function virtualStartOf(
  placeSinceMs: number,
  { placeCapSeconds }: Pick<QueuePolicy, 'placeCapSeconds'>,
  nowMs: number,
): number | undefined {
  const virtualStartMs = Math.max(placeSinceMs, nowMs - placeCapSeconds * 1000);
  return virtualStartMs < nowMs ? virtualStartMs : undefined;
}
