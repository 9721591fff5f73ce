import type { StaffChange } from '../comparison/modelled-day.ts';

/** A call of which it is known, or assumed, how long an agent was busy with it. */
export interface ServedCall {
  readonly atMs: number;
  readonly waitSeconds: number;
  readonly abandoned: boolean;
  readonly handleSeconds: number;
}

export interface StaffReading {
  /** From 0 on, a quarter of an hour each. */
  staff: StaffChange[];
  /** The share of the quarters with calls in which somebody waited, so that all agents were busy and could be counted. */
  countedShare: number;
}

const QUARTER_MS = 15 * 60_000;
/** For so long somebody must have waited in a quarter, or the busy agents say little. */
const ENOUGH_WAITING_MS = 60_000;
/** An agent's phone rings as long as this; who waits no longer has not waited for an agent to be free. */
const RINGS_MS = 3_000;

interface Step {
  atMs: number;
  busy: number;
  waiting: number;
}

interface Quarter {
  most: number;
  waitingMs: number;
  /** Busy agents while somebody waits, times milliseconds. */
  busyMs: number;
}

/**
 * How many agents were at work, from the calls that were in progress. While somebody waits every agent is busy, so the calls in
 * progress are the agents. In a quarter of an hour in which nobody waits, they are at least the most calls at once.
 */
export function staffFrom(calls: readonly ServedCall[]): StaffReading {
  const quarters = quartersOf(stepsOf(calls));
  let agents = 0;
  const staff = quarters.map(({ most, waitingMs, busyMs }, quarter) => {
    // Nothing is known of a quarter without calls.
    if (most > 0) agents = waitingMs >= ENOUGH_WAITING_MS ? Math.max(1, Math.round(busyMs / waitingMs)) : most;
    return { atMs: quarter * QUARTER_MS, agents };
  });
  const used = quarters.filter(({ most }) => most > 0);
  const counted = used.filter(({ waitingMs }) => waitingMs >= ENOUGH_WAITING_MS);
  return { staff, countedShare: counted.length / Math.max(1, used.length) };
}

function stepsOf(calls: readonly ServedCall[]): Step[] {
  const steps = calls.flatMap(({ atMs, waitSeconds, abandoned, handleSeconds }): Step[] => {
    const waitMs = waitSeconds * 1000;
    const answersAtMs = atMs + Math.max(0, abandoned ? waitMs : waitMs - RINGS_MS);
    const waits = [
      { atMs, busy: 0, waiting: 1 },
      { atMs: answersAtMs, busy: 0, waiting: -1 },
    ];
    if (abandoned) return waits;
    const endsAtMs = atMs + waitMs + handleSeconds * 1000;
    return [...waits, { atMs: answersAtMs, busy: 1, waiting: 0 }, { atMs: endsAtMs, busy: -1, waiting: 0 }];
  });
  // Of one moment, ends come first: an agent takes the next call as soon as the last is over.
  return steps.sort((one, other) => one.atMs - other.atMs || one.busy - other.busy);
}

function quartersOf(steps: readonly Step[]): Quarter[] {
  const last = steps.at(-1)?.atMs ?? 0;
  const quarters = Array.from({ length: Math.floor(last / QUARTER_MS) + 1 }, () => ({
    most: 0,
    waitingMs: 0,
    busyMs: 0,
  }));
  let [busy, waiting, sinceMs] = [0, 0, 0];
  for (const step of steps) {
    spread(quarters, { fromMs: sinceMs, toMs: step.atMs, busy, isWaiting: waiting > 0 });
    busy += step.busy;
    waiting += step.waiting;
    sinceMs = step.atMs;
  }
  return quarters;
}

interface Stretch {
  fromMs: number;
  toMs: number;
  busy: number;
  isWaiting: boolean;
}

function spread(quarters: Quarter[], { fromMs, toMs, busy, isWaiting }: Stretch): void {
  for (let startMs = fromMs; startMs < toMs; ) {
    const index = Math.floor(startMs / QUARTER_MS);
    const endMs = Math.min(toMs, (index + 1) * QUARTER_MS);
    const quarter = quarters[index];
    if (quarter) {
      quarter.most = Math.max(quarter.most, busy);
      if (isWaiting) {
        quarter.waitingMs += endMs - startMs;
        quarter.busyMs += busy * (endMs - startMs);
      }
    }
    startMs = endMs;
  }
}
