import type { QueueState } from '../domain/queue-snapshot.ts';
import type { QueueStates } from '../services.ts';

/** An operator's switch stops offers within this time on every instance. */
const REMEMBER_MS = 5_000;

/** Remembers each queue's state for a few seconds, so that a busy instance reads the table rarely. */
export function rememberQueueStates(inner: QueueStates, nowMs: () => number): QueueStates {
  const remembered = new Map<string, { atMs: number; state: Promise<QueueState> }>();
  return {
    read(queue) {
      const recent = remembered.get(queue);
      const ageMs = recent ? nowMs() - recent.atMs : Number.POSITIVE_INFINITY;
      if (recent && ageMs >= 0 && ageMs < REMEMBER_MS) return recent.state;
      const state = inner.read(queue);
      remembered.set(queue, { atMs: nowMs(), state });
      state.catch(() => remembered.delete(queue));
      return state;
    },
    readNow: (queue) => inner.readNow(queue),
    putSnapshot: (queue, snapshot) => inner.putSnapshot(queue, snapshot),
    noteAbandonedCall: (queue, callSid, nowMs) => inner.noteAbandonedCall(queue, callSid, nowMs),
    openBreaker: (queue, openUntilMs) => {
      remembered.delete(queue);
      return inner.openBreaker(queue, openUntilMs);
    },
  };
}
