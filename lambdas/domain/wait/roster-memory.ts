/**
 * How many agents are usual at each quarter of an hour of the week. A quarter's value is the middle of three: what was usual, what
 * the same quarter had last week, and what it has now. So one holiday changes nothing, and a changed roster is usual as soon as it has
 * been seen twice.
 */
export interface RosterMemory {
  /** From Monday's first quarter on; `null` where none has been seen. */
  usual: (number | null)[];
  last: (number | null)[];
}

export const QUARTER_SECONDS = 15 * 60;
export const QUARTERS_OF_DAY = 96;
export const QUARTERS_OF_WEEK = 7 * QUARTERS_OF_DAY;

export function learnQuarter(before: RosterMemory | undefined, quarter: number, agents: number): RosterMemory {
  const { usual, last } = before ?? nothingSeen();
  const seen = rounded(agents);
  return {
    usual: usual.with(quarter, middle(usual[quarter] ?? seen, last[quarter] ?? seen, seen)),
    last: last.with(quarter, seen),
  };
}

/** Less of a quarter tells too little. */
const LEAST_SEEN_SECONDS = QUARTER_SECONDS / 3;

interface QuarterSeen {
  atMs: number;
  quarterSeconds: number;
  quarterAgentSeconds: number;
}

export function isSameQuarter(aMs: number, bMs: number): boolean {
  const quarter = (ms: number) => Math.floor(ms / 1000 / QUARTER_SECONDS);
  return quarter(aMs) === quarter(bMs);
}

/** The quarter that was going on at the last sample, if it is over and enough of it was seen. */
export function finishedQuarter(seen: QuarterSeen, nowMs: number): { atMs: number; agents: number } | undefined {
  const { atMs, quarterSeconds, quarterAgentSeconds } = seen;
  if (isSameQuarter(atMs, nowMs) || quarterSeconds < LEAST_SEEN_SECONDS) return undefined;
  return { atMs, agents: quarterAgentSeconds / quarterSeconds };
}

/** So many quarters after (or, below 0, before) one of the week; `undefined` where nothing has been seen. */
export function usualAt(roster: RosterMemory | undefined, quarter: number): number | undefined {
  return roster?.usual[(quarter + QUARTERS_OF_WEEK) % QUARTERS_OF_WEEK] ?? undefined;
}

function nothingSeen(): RosterMemory {
  const never = new Array<null>(QUARTERS_OF_WEEK).fill(null);
  return { usual: never, last: never };
}

function middle(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** Whole agents, and tenths of a few, which bounds the item's size. */
function rounded(agents: number): number {
  return agents < 10 ? Math.round(agents * 10) / 10 : Math.round(agents);
}
