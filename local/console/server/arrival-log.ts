/** The number of arrivals that are kept for each queue. */
const KEPT = 5000;

/** When callers came, for playing the same arrivals again. */
export class ArrivalLog {
  readonly #byQueue = new Map<string, number[]>();

  note(queue: string, atMs: number): void {
    const moments = this.#byQueue.get(queue) ?? [];
    this.#byQueue.set(queue, moments);
    moments.push(atMs);
    if (moments.length > KEPT) moments.shift();
  }

  /** Oldest first. */
  since(queue: string, fromMs: number): number[] {
    return (this.#byQueue.get(queue) ?? []).filter((atMs) => atMs >= fromMs);
  }
}
