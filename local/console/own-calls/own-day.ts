import { createRandom, exponential } from '../../taskrouter/random.ts';
import type { Caller } from '../comparison/callers.ts';
import type { StaffChange } from '../comparison/modelled-day.ts';
import type { PastCall } from './read-row.ts';
import { staffFrom } from './staff-needed.ts';

/** Calls of the past as days that can be played. */
export interface OwnDay {
  staff: StaffChange[];
  callersOf: (seed: number) => Caller[];
  facts: OwnDayFacts;
}

/** What the file says, and how sure what was concluded from it is. */
export interface OwnDayFacts {
  calls: number;
  fromMs: number;
  toMs: number;
  hungUp: number;
  averageWaitSeconds: number;
  longestWaitSeconds: number;
  /** The mean patience, of which nobody knows more than who hung up when. */
  patienceSeconds: number;
  averageHandleSeconds: number;
  /** Answered calls of which no handle time is known: the mean of the others, or the assumption, is taken. */
  handleTimesAssumed: number;
  leastAgents: number;
  mostAgents: number;
  /** The share of the quarters of an hour in which the agents could be counted. */
  countedShare: number;
}

interface Assumed {
  /** Where no row knows a handle time. */
  handleSeconds: number;
  acceptShare: number;
}

const HOUR_MS = 3_600_000;

export function ownDay(past: readonly PastCall[], assumed: Assumed): OwnDay {
  const startMs = Math.floor((past[0]?.atMs ?? 0) / HOUR_MS) * HOUR_MS;
  const known = past.flatMap(({ handleSeconds }) => handleSeconds ?? []);
  const meanHandleSeconds = known.length > 0 ? mean(known) : assumed.handleSeconds;
  const served = withoutIdleHours(past.map((call) => ({ ...call, atMs: call.atMs - startMs }))).map((call) => ({
    ...call,
    handleSeconds: call.handleSeconds ?? meanHandleSeconds,
  }));
  const { staff, countedShare } = staffFrom(served);
  const waits = past.map(({ waitSeconds }) => waitSeconds);
  const hungUp = past.filter(({ abandoned }) => abandoned).length;
  const patienceSeconds = waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, hungUp);
  const atWork = staff.map(({ agents }) => agents).filter((agents) => agents > 0);
  return {
    staff,
    callersOf: (seed) => {
      const random = createRandom(seed + 1);
      const draw = () => known[Math.floor(random() * known.length)] ?? meanHandleSeconds;
      return served.map(({ atMs, waitSeconds, abandoned, handleSeconds }, index) => ({
        ...{ atMs, attributes: { index }, comes: true },
        handleSeconds: abandoned ? draw() : handleSeconds,
        // Who was answered would have waited longer; how much, only those tell who hung up.
        patienceSeconds: abandoned ? waitSeconds : waitSeconds + exponential(random, patienceSeconds),
        acceptsCallback: random() < assumed.acceptShare,
      }));
    },
    facts: {
      ...{ calls: past.length, fromMs: past[0]?.atMs ?? 0, toMs: past.at(-1)?.atMs ?? 0, hungUp },
      ...{ averageWaitSeconds: mean(waits), longestWaitSeconds: waits.reduce((most, wait) => Math.max(most, wait), 0) },
      ...{ patienceSeconds, averageHandleSeconds: meanHandleSeconds, countedShare },
      handleTimesAssumed: past.filter((call) => !call.abandoned && call.handleSeconds === undefined).length,
      ...{ leastAgents: Math.min(...atWork), mostAgents: Math.max(...atWork) },
    },
  };
}

/** After so long without a call, everybody has been served and nothing happens until the next. */
const IDLE_MS = 2 * HOUR_MS;

/** Nights are left out, so that a week is played as fast as its calls. Whole hours, so that quarters stay quarters. */
function withoutIdleHours<Call extends PastCall>(calls: readonly Call[]): Call[] {
  let leftOutMs = 0;
  let busyUntilMs = 0;
  return calls.map((call) => {
    const idleMs = call.atMs - busyUntilMs - IDLE_MS;
    if (idleMs > HOUR_MS) leftOutMs += Math.floor(idleMs / HOUR_MS) * HOUR_MS;
    busyUntilMs = Math.max(busyUntilMs, call.atMs + (call.waitSeconds + (call.handleSeconds ?? 0)) * 1000);
    return { ...call, atMs: call.atMs - leftOutMs };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
