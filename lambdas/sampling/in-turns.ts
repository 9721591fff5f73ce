/** More connections at one moment than a small function serves would be lost to time-outs. */
const AT_ONCE = 10;

interface Outcome<Result> {
  done: Result[];
  faults: unknown[];
  /** For how many there was no time. */
  left: number;
}

/** Works on items in their order, ten at once, as long as there is time. One's fault does not keep the others from their turn. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  hasTime: () => boolean,
  work: (item: Item) => Promise<Result>,
): Promise<Outcome<Result>> {
  const outcome: Outcome<Result> = { done: [], faults: [], left: 0 };
  const waiting = items.values();
  const workOn = async () => {
    for (const item of waiting) {
      if (!hasTime()) {
        outcome.left += 1;
        continue;
      }
      try {
        outcome.done.push(await work(item));
      } catch (error) {
        outcome.faults.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOn));
  return outcome;
}

/**
 * Puts first what was begun longest ago, so that what one minute had no time for comes first in the next. An instance that has
 * begun nothing yet starts elsewhere in the list each minute.
 */
export class OldestFirst {
  readonly #begunAtMs = new Map<string, number>();

  order<Item extends { name: string }>(items: readonly Item[], nowMs: number): Item[] {
    const start = Math.floor(nowMs / 60_000) % Math.max(1, items.length);
    const turned = [...items.slice(start), ...items.slice(0, start)];
    const begun = ({ name }: Item) => this.#begunAtMs.get(name) ?? 0;
    return turned.sort((one, other) => begun(one) - begun(other));
  }

  begin(name: string, nowMs: number): void {
    this.#begunAtMs.set(name, nowMs);
  }
}
