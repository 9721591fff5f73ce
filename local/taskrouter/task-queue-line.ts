import { IndexedHeap } from './indexed-heap.ts';

/** What decides about a task's place in line. */
interface LineKeys {
  readonly priority: number;
  readonly virtualStartMs: number;
  readonly queueEnteredAtMs: number;
  /** Grows with each task. */
  readonly sequence: number;
}

/** The higher priority comes first, then the earlier virtual start, then the earlier task. */
export function isServedBefore(a: LineKeys, b: LineKeys): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  if (a.virtualStartMs !== b.virtualStartMs) return a.virtualStartMs < b.virtualStartMs;
  return a.sequence < b.sequence;
}

/** The pending tasks of one queue in order. A task's keys may change only while it is not in the line. */
export class TaskQueueLine<T extends LineKeys> {
  readonly #order = new IndexedHeap<T>(isServedBefore);
  readonly #byAge = new IndexedHeap<T>((a, b) => a.sequence < b.sequence);
  readonly #byTimeInQueue = new IndexedHeap<T>(
    (a, b) =>
      a.queueEnteredAtMs < b.queueEnteredAtMs || (a.queueEnteredAtMs === b.queueEnteredAtMs && a.sequence < b.sequence),
  );

  add(task: T): void {
    this.#order.add(task);
    this.#byAge.add(task);
    this.#byTimeInQueue.add(task);
  }

  remove(task: T): void {
    this.#order.remove(task);
    this.#byAge.remove(task);
    this.#byTimeInQueue.remove(task);
  }

  first(): T | undefined {
    return this.#order.first();
  }

  oldest(): T | undefined {
    return this.#byAge.first();
  }

  longestInQueue(): T | undefined {
    return this.#byTimeInQueue.first();
  }
}
