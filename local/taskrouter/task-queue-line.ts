import { IndexedHeap } from './indexed-heap.ts';
import { isServedBefore, type Task } from './tasks.ts';

/** The pending tasks of one queue: who is next, and who has waited longest. A task's keys may change only outside. */
export class TaskQueueLine {
  readonly #order = new IndexedHeap<Task>(isServedBefore);
  readonly #byAge = new IndexedHeap<Task>((a, b) => a.sequence < b.sequence);
  readonly #byTimeInQueue = new IndexedHeap<Task>(
    (a, b) =>
      a.queueEnteredAtMs < b.queueEnteredAtMs || (a.queueEnteredAtMs === b.queueEnteredAtMs && a.sequence < b.sequence),
  );

  add(task: Task): void {
    this.#order.add(task);
    this.#byAge.add(task);
    this.#byTimeInQueue.add(task);
  }

  remove(task: Task): void {
    this.#order.remove(task);
    this.#byAge.remove(task);
    this.#byTimeInQueue.remove(task);
  }

  first(): Task | undefined {
    return this.#order.first();
  }

  oldest(): Task | undefined {
    return this.#byAge.first();
  }

  longestInQueue(): Task | undefined {
    return this.#byTimeInQueue.first();
  }
}
