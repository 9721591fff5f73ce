/**
 * A heap that knows where each entry sits, so that any entry can leave, or move after its key changed, in O(log n).
 * An entry may be in the heap once.
 */
export class IndexedHeap<T> {
  readonly #isBefore: (a: T, b: T) => boolean;
  readonly #entries: T[] = [];
  readonly #positions = new Map<T, number>();

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.#isBefore = isBefore;
  }

  first(): T | undefined {
    return this.#entries[0];
  }

  add(entry: T): void {
    this.#entries.push(entry);
    this.#positions.set(entry, this.#entries.length - 1);
    this.#rise(this.#entries.length - 1);
  }

  /** True if the entry was there. */
  remove(entry: T): boolean {
    const position = this.#positions.get(entry);
    if (position === undefined) return false;
    this.#positions.delete(entry);
    const last = this.#entries.pop() as T;
    if (last !== entry) {
      this.#put(last, position);
      this.#settle(position);
    }
    return true;
  }

  takeFirst(): T | undefined {
    const first = this.#entries[0];
    if (first !== undefined) this.remove(first);
    return first;
  }

  #settle(position: number): void {
    this.#rise(position);
    this.#sink(position);
  }

  #rise(from: number): void {
    let position = from;
    const entry = this.#entries[position] as T;
    while (position > 0) {
      const above = (position - 1) >> 1;
      const parent = this.#entries[above] as T;
      if (!this.#isBefore(entry, parent)) break;
      this.#put(parent, position);
      position = above;
    }
    this.#put(entry, position);
  }

  #sink(from: number): void {
    let position = from;
    const entry = this.#entries[position] as T;
    for (let below = this.#earlierChild(position); below !== undefined; below = this.#earlierChild(position)) {
      const child = this.#entries[below] as T;
      if (!this.#isBefore(child, entry)) break;
      this.#put(child, position);
      position = below;
    }
    this.#put(entry, position);
  }

  #earlierChild(position: number): number | undefined {
    const left = 2 * position + 1;
    const right = left + 1;
    if (left >= this.#entries.length) return undefined;
    if (right >= this.#entries.length) return left;
    return this.#isBefore(this.#entries[right] as T, this.#entries[left] as T) ? right : left;
  }

  #put(entry: T, position: number): void {
    this.#entries[position] = entry;
    this.#positions.set(entry, position);
  }
}
