/**
 * Node's event loop takes one new connection a turn, so a crowd stands unseen in the kernel while each turn is long. While others keep
 * arriving, a request is begun in one turn of so many, and the turns between take in the crowd.
 */
const TURNS_BETWEEN = 4;

/** Lets in as many requests at once as it may, in the order in which they came, and tells the others at once that there is no room. */
export class Admission {
  readonly #mostAtOnce: number;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #turnsSinceBegun = 0;
  #hasArrival = false;

  constructor(mostAtOnce: number) {
    this.#mostAtOnce = mostAtOnce;
  }

  /** `undefined` if there is no room. */
  async admit<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.#hasArrival = true;
    if (this.#underWay >= this.#mostAtOnce) return undefined;
    this.#underWay += 1;
    try {
      await this.#turn();
      return await work();
    } finally {
      this.#underWay -= 1;
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length === 0) setImmediate(() => this.#next());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #next(): void {
    this.#turnsSinceBegun += 1;
    if (!this.#hasArrival || this.#turnsSinceBegun >= TURNS_BETWEEN) {
      this.#turnsSinceBegun = 0;
      this.#waiting.shift()?.();
    }
    this.#hasArrival = false;
    if (this.#waiting.length > 0) setImmediate(() => this.#next());
  }
}
