import { isUnconfirmed } from '../domain/callback/callback-record.ts';
import type { Gap } from './missed-events.ts';
import type { PromiseServices, PromisingQueue } from './promising-queue.ts';

/**
 * What a gap leaves open: a callback that was accepted in it and that nobody has confirmed, where Mindful cannot be asked. Its
 * webhook may be among those that were missing, and only Mindful knows.
 */
export function listUnproven(
  queues: readonly PromisingQueue[],
  gaps: readonly Gap[],
  { write }: Pick<PromiseServices, 'write'>,
): void {
  const isInGap = (atMs: number) => gaps.some(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);
  for (const { name: queue, callTarget, open } of queues) {
    if (callTarget.widget?.callbackStatus) continue;
    for (const { callSid: firstCallSid, status } of open
      .filter(isUnconfirmed)
      .filter((record) => isInGap(record.acceptedAtMs)))
      write({ measurements: [], message: 'callbackUnproven', properties: { queue, firstCallSid, status } });
  }
}
