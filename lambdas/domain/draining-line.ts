import { type CallbackReturns, groupSize, returnRate } from './callback-returns.ts';
import type { WaitingCallback } from './wait-estimate.ts';

/** Everybody who may be served before a new caller, and how fast it goes. */
export interface DrainingLine {
  callers: number;
  callbacks: readonly WaitingCallback[];
  returns: CallbackReturns;
  headArrivedAtMs: number;
  nowMs: number;
  /** Calls finished per second, so many seconds from now. */
  serviceRateAt(seconds: number): number;
  /** Callers who give up, per second and head. */
  abandonmentRate: number;
}

export interface Drain {
  seconds: number;
  /** How many were served until then, the new caller included. */
  served: number;
}

const LONGEST_SECONDS = 6 * 3600;
const LONGEST_STEP_SECONDS = 60;
/** More people at home are represented by as many. */
const MOST_PLAYED = 500;

/**
 * Plays the line forward as a flow until an agent comes to the new caller: return calls first, each with the probability
 * that it has come by then, then the callers, of whom some give up on the way.
 */
export function drain(line: DrainingLine): Drain {
  const atHome = placesInLine(line);
  const inTime = partInTime(line);
  let callers = line.callers;
  let returned = 0;
  let served = 0;
  let untilOwnTurn = 1;
  let seconds = 0;
  for (let step = firstStep(line); seconds < LONGEST_SECONDS; step = Math.min(LONGEST_STEP_SECONDS, step * 1.1)) {
    const passed = line.callers > 0 ? 1 - callers / line.callers : 0;
    returned += inTime * callBack(atHome, { seconds, step, passed, returns: line.returns });
    const work = line.serviceRateAt(seconds) * step;
    const gone = callers * (1 - Math.exp(-line.abandonmentRate * step));
    const needed = callers - gone + returned + untilOwnTurn;
    if (work >= needed) return { seconds: seconds + (needed / work) * step, served: served + needed };
    const forReturns = Math.min(returned, work);
    returned -= forReturns;
    const forCallers = Math.min(callers - gone, work - forReturns);
    callers -= gone + forCallers;
    untilOwnTurn -= work - forReturns - forCallers;
    served += work;
    seconds += step;
  }
  return { seconds: LONGEST_SECONDS, served };
}

/**
 * Where callbacks come in groups, a caller meets the next group or none of it: what counts is the middle of what may happen, which
 * is nearer to none the larger a group is against all who wait.
 */
function partInTime({ callbacks, returns }: DrainingLine): number {
  const atHome = Math.max(1, callbacks.length);
  return atHome / (atHome + groupSize(returns) - 1);
}

/** How many are called back within the step, which makes them less likely to be still at home after it. */
function callBack(
  atHome: PersonAtHome[],
  { seconds, step, passed, returns }: { seconds: number; step: number; passed: number; returns: CallbackReturns },
): number {
  let called = 0;
  for (const person of atHome) {
    const rate = returnRate(returns, person.pastDueSeconds + seconds, person.place <= passed);
    const coming = person.left * (1 - Math.exp(-rate * step));
    person.left -= coming;
    called += coming;
  }
  return called;
}

interface PersonAtHome {
  place: number;
  pastDueSeconds: number;
  /** The probability of being still at home; more than 1 for somebody who stands for several. */
  left: number;
}

/** Where each person at home stands: 0 at the head of the line, 1 at its end, below 0 if the line has passed. */
function placesInLine({ callbacks, headArrivedAtMs, nowMs }: DrainingLine): PersonAtHome[] {
  const span = Math.max(1, nowMs - headArrivedAtMs);
  const standsFor = Math.max(1, Math.ceil(callbacks.length / MOST_PLAYED));
  const played = callbacks.filter((_, index) => index % standsFor === 0);
  return played.map(({ acceptedAtMs, dueAtMs }) => ({
    place: (acceptedAtMs - headArrivedAtMs) / span,
    pastDueSeconds: (nowMs - dueAtMs) / 1000,
    left: callbacks.length / played.length,
  }));
}

/** Fine where waits are short. */
function firstStep(line: DrainingLine): number {
  return Math.min(15, Math.max(1, 0.5 / line.serviceRateAt(0)));
}
