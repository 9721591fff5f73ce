export interface DurationSummary {
  readonly count: number;
  readonly totalMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

/** Moments in time order, counted over any window in O(log n). A window excludes its start and includes its end. */
export class MomentSeries {
  #momentsMs: number[] = [];

  add(atMs: number): void {
    this.#momentsMs.push(atMs);
  }

  /** Windows from `ms` on stay exact. Costs little however often it is asked. */
  forgetUntil(ms: number): void {
    const index = firstAfter(this.#momentsMs, ms);
    if (isWorthForgetting(index, this.#momentsMs)) this.#momentsMs = this.#momentsMs.slice(index);
  }

  count(fromMs: number, toMs: number): number {
    return firstAfter(this.#momentsMs, toMs) - firstAfter(this.#momentsMs, fromMs);
  }
}

/**
 * Durations in the order of the moments at which they ended. Totals come from running sums; extremes from blocks of
 * 1, 2, 4, 8 ... neighbours, so that any window is a handful of blocks.
 */
export class DurationSeries {
  #momentsMs: number[] = [];
  #runningTotalsMs: number[] = [0];
  #minimaMs: number[][] = [[]];
  #maximaMs: number[][] = [[]];

  add(atMs: number, durationMs: number): void {
    this.#momentsMs.push(atMs);
    this.#runningTotalsMs.push(this.#totalUntil(this.#momentsMs.length - 1) + durationMs);
    appendToBlocks(this.#minimaMs, durationMs, Math.min);
    appendToBlocks(this.#maximaMs, durationMs, Math.max);
  }

  /** Windows from `ms` on stay exact. The blocks are made anew, so it waits until half of everything can go. */
  forgetUntil(ms: number): void {
    const index = firstAfter(this.#momentsMs, ms);
    if (!isWorthForgetting(index, this.#momentsMs)) return;
    const momentsMs = this.#momentsMs.slice(index);
    const durationsMs = (this.#minimaMs[0] ?? []).slice(index);
    this.#momentsMs = [];
    this.#runningTotalsMs = [0];
    this.#minimaMs = [[]];
    this.#maximaMs = [[]];
    for (const [at, moment] of momentsMs.entries()) this.add(moment, durationsMs[at] as number);
  }

  /** All zero for an empty window. */
  summary(fromMs: number, toMs: number): DurationSummary {
    const start = firstAfter(this.#momentsMs, fromMs);
    const end = firstAfter(this.#momentsMs, toMs);
    if (start >= end) return { count: 0, totalMs: 0, minMs: 0, maxMs: 0 };
    return {
      count: end - start,
      totalMs: this.#totalUntil(end) - this.#totalUntil(start),
      minMs: foldBlocks(this.#minimaMs, { start, end }, Math.min),
      maxMs: foldBlocks(this.#maximaMs, { start, end }, Math.max),
    };
  }

  /** Looks at each duration of the window. */
  countAtMost(limitMs: number, fromMs: number, toMs: number): number {
    const durationsMs = this.#minimaMs[0] ?? [];
    const end = firstAfter(this.#momentsMs, toMs);
    let count = 0;
    for (let index = firstAfter(this.#momentsMs, fromMs); index < end; index += 1) {
      if ((durationsMs[index] as number) <= limitMs) count += 1;
    }
    return count;
  }

  #totalUntil(index: number): number {
    return this.#runningTotalsMs[index] as number;
  }
}

function isWorthForgetting(count: number, series: readonly number[]): boolean {
  return count > 0 && count * 2 >= series.length;
}

type Choice = (a: number, b: number) => number;

/** `levels[k]` holds one value for each complete block of 2^k neighbours. */
function appendToBlocks(levels: number[][], value: number, pick: Choice): void {
  let carried = value;
  for (let level = 0; ; level += 1) {
    const blocks = levels[level] ?? [];
    levels[level] = blocks;
    blocks.push(carried);
    if (blocks.length % 2 === 1) return;
    carried = pick(blocks[blocks.length - 2] as number, carried);
  }
}

function foldBlocks(levels: number[][], range: { start: number; end: number }, pick: Choice): number {
  let position = range.start;
  let picked: number | undefined;
  while (position < range.end) {
    let level = 0;
    while (position % 2 ** (level + 1) === 0 && position + 2 ** (level + 1) <= range.end) level += 1;
    const block = levels[level]?.[position / 2 ** level] as number;
    picked = picked === undefined ? block : pick(picked, block);
    position += 2 ** level;
  }
  return picked ?? 0;
}

/** Index of the first moment later than `ms`. */
function firstAfter(momentsMs: readonly number[], ms: number): number {
  let low = 0;
  let high = momentsMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((momentsMs[middle] as number) <= ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
