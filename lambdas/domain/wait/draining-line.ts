import type { WaitingCallback } from './callback-returns.ts';
import { type CallbackReturns, groupSize, returnRate } from './callback-returns.ts';

/** Everybody who may be served before a new caller, and how fast it goes. */
export interface DrainingLine {
  callers: number;
  /** Those who are served first and have come already. */
  ahead: number;
  callbacks: readonly WaitingCallback[];
  returns: CallbackReturns;
  headArrivedAtMs: number;
  nowMs: number;
  /** Calls finished per second, so many seconds from now. */
  serviceRateAt(seconds: number): number;
  /** Callers who give up, per second and head. */
  abandonmentRate: number;
  newcomersPerSecond: number;
}

export interface Drain {
  seconds: number;
  /** How many were served until then, the new caller included. */
  served: number;
}

/** How old statistics are, on average, when a caller is told what follows from them: TaskRouter's delay and half a minute. */
export const UNSEEN_SECONDS = 35;
const UNSEEN_STEPS = 3;
const LONGEST_SECONDS = 6 * 3600;
const LONGEST_STEP_SECONDS = 60;
/** More people at home are represented by as many. */
const MOST_PLAYED = 500;

/**
 * Plays the line forward as a flow: first until the new caller comes, with those who come before, then until an agent
 * comes to the new caller.
 */
export function drain(line: DrainingLine): Drain {
  const flow = new Flow(line);
  for (let played = 0; played < UNSEEN_STEPS; played += 1) {
    flow.pass(UNSEEN_SECONDS / UNSEEN_STEPS, line.newcomersPerSecond);
  }
  let seconds = 0;
  let served = 0;
  let untilOwnTurn = 1;
  for (let step = firstStep(line); seconds < LONGEST_SECONDS; step = Math.min(LONGEST_STEP_SECONDS, step * 1.1)) {
    const { work, ahead } = flow.pass(step);
    const needed = ahead + untilOwnTurn;
    if (work >= needed) return { seconds: seconds + (needed / work) * step, served: served + needed };
    untilOwnTurn -= Math.max(0, work - ahead);
    served += work;
    seconds += step;
  }
  return { seconds: LONGEST_SECONDS, served };
}

/** Return calls are served first, each weighted by the probability that it has come by then; then callers, some of whom give up. */
class Flow {
  readonly #line: DrainingLine;
  readonly #atHome: PersonAtHome[];
  #callers: number;
  /** Come back and not yet served. */
  #returned = 0;
  #expectedBack = 0;
  #seconds = 0;

  constructor(line: DrainingLine) {
    this.#line = line;
    this.#atHome = placesInLine(line);
    this.#callers = line.callers;
    this.#returned = line.ahead;
  }

  /** The calls that could be finished within the step, and how many were ahead of the new caller in it. */
  pass(step: number, newcomersPerSecond = 0): { work: number; ahead: number } {
    const { abandonmentRate, serviceRateAt } = this.#line;
    this.#returned += this.#comeBack(step);
    this.#callers = this.#callers * Math.exp(-abandonmentRate * step) + newcomersPerSecond * step;
    const ahead = this.#returned + this.#callers;
    const work = serviceRateAt(this.#seconds) * step;
    const forReturns = Math.min(this.#returned, work);
    this.#returned -= forReturns;
    this.#callers -= Math.min(this.#callers, work - forReturns);
    this.#seconds += step;
    return { work, ahead };
  }

  #comeBack(step: number): number {
    const { callers, returns } = this.#line;
    const passed = callers > 0 ? Math.max(0, 1 - this.#callers / callers) : 0;
    const before = middleOf(this.#expectedBack, returns);
    this.#expectedBack += callBack(this.#atHome, { seconds: this.#seconds, step, passed, returns });
    return middleOf(this.#expectedBack, returns) - before;
  }
}

/**
 * Where callbacks come in groups, a caller meets the next group or none of it: what counts is the middle of what may happen, which
 * is nearer to none the fewer groups are expected.
 */
function middleOf(expected: number, returns: CallbackReturns): number {
  const others = groupSize(returns) - 1;
  return others === 0 ? expected : expected ** 2 / (expected + 2 * others);
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
