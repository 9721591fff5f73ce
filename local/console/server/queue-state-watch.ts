import type { QueueState } from '../../../lambdas/domain/queue-snapshot.ts';

const FRESH_MS = 500;

interface Watched {
  /** Undefined until it has been read for the first time. */
  state: QueueState | undefined;
  readAtMs: number;
  isReading: boolean;
}

/** What the table says about each queue, half a second old at most while a client reads; empty if it is unreadable. */
export class QueueStateWatch {
  readonly #read: (queue: string) => Promise<QueueState>;
  readonly #watched = new Map<string, Watched>();

  constructor(read: (queue: string) => Promise<QueueState>) {
    this.#read = read;
  }

  /** At once; what is old is read again for the next time. */
  current(queue: string): QueueState | undefined {
    const watched = this.#watched.get(queue) ?? { state: undefined, readAtMs: -FRESH_MS, isReading: false };
    this.#watched.set(queue, watched);
    if (!watched.isReading && performance.now() - watched.readAtMs >= FRESH_MS) void this.#refresh(queue, watched);
    return watched.state;
  }

  async #refresh(queue: string, watched: Watched): Promise<void> {
    watched.isReading = true;
    watched.state = await this.#read(queue).catch(() => ({}));
    watched.readAtMs = performance.now();
    watched.isReading = false;
  }
}
