import { type CallbackReturns, groupSize, returnRate, type WaitingCallback } from './callback-returns.ts';

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
  /** Who accepts a callback later and is called back sooner, as people per second from so many seconds on. */
  overtaking: { perSecond: number; fromSeconds: number };
}

/** How it stands after so many seconds: who is still ahead, and how many were served until then. */
export interface Drain {
  seconds: number;
  callers: number;
  returned: number;
  served: number;
}

/** Whatever takes longer is said to take as long as this, which is beyond every cap of a quote. */
export const LONGEST_SECONDS = 5 * 3600;
/** Within a step everything goes on evenly, so this may be longer than a short wait. */
const STEP_SECONDS = 15;
/** More people at home are represented by as many. */
const MOST_PLAYED = 500;

/** When an agent comes to a caller who joins the line's end now; the new caller counts among the served. */
export function drain(line: DrainingLine): Drain {
  let last: Drain = { seconds: 0, callers: line.callers, returned: line.ahead, served: 0 };
  for (const step of playForward(line)) last = step;
  return last;
}

/**
 * Plays the line forward as a flow, step by step, until an agent comes to a caller who joins its end now. In each step callers give up,
 * callbacks come, and the agents serve first who came back, then callers.
 */
export function* playForward(line: DrainingLine): Generator<Drain> {
  const { abandonmentRate, overtaking, serviceRateAt } = line;
  const comeBack = callbacksOf(line);
  const staying = Math.exp(-abandonmentRate * STEP_SECONDS);
  let callers = line.callers;
  let returned = line.ahead;
  let untilOwnTurn = 1;
  let served = 0;
  for (let seconds = 0; seconds < LONGEST_SECONDS; seconds += STEP_SECONDS) {
    const middle = seconds + STEP_SECONDS / 2;
    returned += comeBack(middle, line.callers > 0 ? Math.max(0, 1 - callers / line.callers) : 0);
    if (seconds >= overtaking.fromSeconds) returned += overtaking.perSecond * STEP_SECONDS;
    callers *= staying;
    const work = serviceRateAt(middle) * STEP_SECONDS;
    const needed = returned + callers + untilOwnTurn;
    if (work >= needed) {
      yield { seconds: seconds + (needed / work) * STEP_SECONDS, callers: 0, returned: 0, served: served + needed };
      return;
    }
    untilOwnTurn -= Math.max(0, work - returned - callers);
    callers -= Math.min(callers, Math.max(0, work - returned));
    returned -= Math.min(returned, work);
    served += work;
    yield { seconds: seconds + STEP_SECONDS, callers, returned, served };
  }
}

interface PersonAtHome {
  /** 0 at the head of the line, 1 at its end, below 0 if the line has passed. */
  place: number;
  pastDueSeconds: number;
  /** The probability of being still at home; more than 1 for somebody who stands for several. */
  left: number;
}

/** How many come back in the step about a second, when such a part of the line has been served; to be asked step by step. */
function callbacksOf(line: DrainingLine): (seconds: number, passed: number) => number {
  const { returns } = line;
  const atHome = peopleAtHome(line);
  const others = groupSize(returns) - 1;
  let expected = 0;
  let counted = 0;
  return (seconds, passed) => {
    for (const person of atHome) {
      const rate = returnRate(returns, person.pastDueSeconds + seconds, person.place <= passed);
      const coming = person.left * (1 - Math.exp(-rate * STEP_SECONDS));
      person.left -= coming;
      expected += coming;
    }
    const before = counted;
    counted = middleOf(expected, others);
    return counted - before;
  };
}

/**
 * Where callbacks come in groups, a caller meets the next group or none of it: what counts is the middle of what may happen, which
 * is nearer to none the fewer groups are expected.
 */
function middleOf(expected: number, others: number): number {
  return others === 0 ? expected : expected ** 2 / (expected + 2 * others);
}

function peopleAtHome({ callbacks, headArrivedAtMs, nowMs }: DrainingLine): PersonAtHome[] {
  const span = Math.max(1, nowMs - headArrivedAtMs);
  const standsFor = Math.max(1, Math.ceil(callbacks.length / MOST_PLAYED));
  const played = callbacks.filter((_, index) => index % standsFor === 0);
  return played.map(({ acceptedAtMs, dueAtMs }) => ({
    place: (acceptedAtMs - headArrivedAtMs) / span,
    pastDueSeconds: (nowMs - dueAtMs) / 1000,
    left: callbacks.length / played.length,
  }));
}
