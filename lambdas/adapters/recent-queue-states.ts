import type { QueueState } from '../domain/queue-snapshot.ts';
import type { QueueStates } from '../services.ts';

/** An operator's switch stops offers within this time on every instance. */
const REMEMBER_MS = 5_000;

/** One webhook asks several times: a table that has just not answered must not cost its caller the wait again. */
const REMEMBER_FAILURE_MS = 1_000;

interface Remembered {
  state: Promise<QueueState>;
  untilMs: number;
}

/** Remembers each queue's state for a few seconds, so that a busy instance reads the table rarely. */
export function rememberQueueStates(inner: QueueStates, nowMs: () => number): QueueStates {
  const remembered = new Map<string, Remembered>();
  /** This instance, at least, knows of its own change at once. */
  const forgetting = async <T>(queue: string, change: Promise<T>): Promise<T> => {
    remembered.delete(queue);
    const changed = await change;
    remembered.delete(queue);
    return changed;
  };
  return {
    read(queue) {
      const recent = remembered.get(queue);
      const leftMs = recent ? recent.untilMs - nowMs() : 0;
      if (recent && leftMs > 0 && leftMs <= REMEMBER_MS) return recent.state;
      const state = inner.read(queue);
      const entry = { state, untilMs: nowMs() + REMEMBER_MS };
      remembered.set(queue, entry);
      state.catch(() => {
        entry.untilMs = nowMs() + REMEMBER_FAILURE_MS;
      });
      return state;
    },
    readNow: (queue) => inner.readNow(queue),
    putSnapshot: (queue, snapshot) => inner.putSnapshot(queue, snapshot),
    countAcceptance: (queue, whenFull) => forgetting(queue, inner.countAcceptance(queue, whenFull)),
    noteAbandonedCall: (queue, wait, atMs) => inner.noteAbandonedCall(queue, wait, atMs),
    isAbandonedCall: (queue, wait, atMs) => inner.isAbandonedCall(queue, wait, atMs),
    changeBreaker: (queue, change) => forgetting(queue, inner.changeBreaker(queue, change)),
  };
}
