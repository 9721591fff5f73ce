import type { WaitingCallback } from '../../lambdas/domain/wait/callback-returns.ts';
import type { WaitEstimate } from '../../lambdas/domain/wait/estimate.ts';
import type { RealTimeStatistics } from '../../local/taskrouter/real-time-statistics.ts';
import { burstSeconds, callsPerSecondAtOne, type Family, ringSeconds, valueAt, wrapUpSeconds } from './families.ts';
import { meanHandleSecondsAt } from './floor.ts';

/** The floor at the moment of a call. */
export interface FloorNow {
  readonly family: Family;
  readonly realTime: RealTimeStatistics;
  readonly callbacks: readonly WaitingCallback[];
  readonly headArrivedAtMs: number | undefined;
  /** After how long who accepts now would be called back. */
  readonly promisedSeconds: number;
  readonly nowMs: number;
  readonly minute: number;
}

const stepSeconds = 5;
/** With nobody at work, present staffing would last for ever. */
const longestSeconds = 3600;
/** Upper quartile of a normal distribution. */
const upperQuartile = 0.67;

/**
 * The limit to compare with: sees the floor itself at the very moment of the call, and knows the true rates of now, the patience and
 * how callbacks return. It takes present rates and staffing to last: nothing on a floor says how they will change.
 */
export function limitNow(floor: FloorNow): WaitEstimate {
  const { family, realTime, promisedSeconds } = floor;
  const comes = 1 - family.noShow;
  const dues = floor.callbacks.flatMap((callback) => dueSeconds(callback, floor));
  const { rate, free } = capacity(floor);
  let returned = dues.filter((due) => due <= 0).length * comes - free;
  if (returned < 0) return around(0, 0);
  let callers = realTime.tasks_by_status.pending;
  let untilOwnTurn = 1;
  const served = callers + returned + 1;
  const overtaking = overtakingPerSecond(floor);
  let seconds = 0;
  for (; untilOwnTurn > 0 && seconds < longestSeconds; seconds += stepSeconds) {
    callers *= Math.exp(-stepSeconds / family.patienceSeconds);
    returned += dues.filter((due) => due > seconds && due <= seconds + stepSeconds).length * comes;
    if (seconds >= promisedSeconds) returned += overtaking * stepSeconds;
    const forCallers = Math.max(0, rate * stepSeconds - returned);
    returned = Math.max(0, returned - rate * stepSeconds);
    untilOwnTurn -= Math.max(0, forCallers - callers);
    callers = Math.max(0, callers - forCallers);
  }
  return around(seconds - stepSeconds / 2, Math.sqrt(served) / rate);
}

function around(seconds: number, deviation: number): WaitEstimate {
  const high = Math.min(longestSeconds, seconds + upperQuartile * deviation) + ringSeconds;
  return { quoteSeconds: seconds + ringSeconds, quoteHighSeconds: high, offerSeconds: high };
}

/** Calls that can be finished a second beside those of a higher priority, and agents who have nothing to do. */
function capacity({ family, realTime, minute }: FloorNow): { rate: number; free: number } {
  const { pending, reserved, assigned, wrapping } = realTime.tasks_by_status;
  const busy = reserved + assigned + wrapping;
  const atWork = valueAt(family.agents, minute);
  const { overlap } = family;
  const lent = overlap ? overlap.shared / 2 : 0;
  const serving = overlap && pending > 0 ? busy : atWork - lent;
  const prioritized = family.prioritized ? valueAt(family.prioritized, minute) * callsPerSecondAtOne(family) : 0;
  const rate = Math.max(1 / longestSeconds, serving / secondsPerCall(family, minute) - prioritized);
  return { rate, free: pending === 0 ? Math.max(0, serving - busy) : 0 };
}

/** When a callback comes, in seconds from now; an overdue one never comes. In turn, it comes before new callers. */
function dueSeconds(
  { acceptedAtMs, dueAtMs }: WaitingCallback,
  { family, headArrivedAtMs, nowMs, minute }: FloorNow,
): number[] {
  const { outage } = family;
  if (outage && minute >= outage.fromMinute && minute < outage.toMinute) return [];
  if (family.returns === 'in-turn') return acceptedAtMs >= (headArrivedAtMs ?? nowMs) ? [0] : [];
  const burstMs = burstSeconds * 1000;
  const comesAtMs = family.returns === 'in-bursts' ? Math.ceil(dueAtMs / burstMs) * burstMs : dueAtMs;
  return comesAtMs > nowMs ? [(comesAtMs - nowMs) / 1000] : [];
}

/** Who accepts after a caller and is promised less than the wait comes before that caller. */
function overtakingPerSecond({ family, realTime, minute }: FloorNow): number {
  if (!family.promise || realTime.longest_task_waiting_age < 120) return 0;
  return valueAt(family.load, minute) * callsPerSecondAtOne(family) * family.takeUp * (1 - family.noShow);
}

/** Calls of a stall are under way for half of their length, on average, after it is over. */
function secondsPerCall(family: Family, minute: number): number {
  const { stall } = family;
  const drags = stall && minute >= stall.toMinute && minute < stall.toMinute + stall.handleSeconds / 120;
  const talking = drags ? stall.handleSeconds : meanHandleSecondsAt(family, minute);
  return talking + ringSeconds + wrapUpSeconds;
}
