import type { WaitingCallback } from '../../lambdas/domain/wait/callback-returns.ts';
import type { WaitEstimate } from '../../lambdas/domain/wait/estimate.ts';
import type { QueueStatistics } from '../../lambdas/domain/wait/queue-statistics.ts';
import { type Family, ringSeconds, valueAt, wrapUpSeconds } from './families.ts';
import { meanHandleSecondsAt } from './floor.ts';

export interface Known {
  statistics: QueueStatistics;
  callbacks: readonly WaitingCallback[];
  family: Family;
  nowMs: number;
  minute: number;
}

const stepSeconds = 5;
const longestSeconds = 4 * 3600;

/**
 * The limit to compare with: sees the same snapshot as every estimator but knows the true rates, the patience, how
 * callbacks return and what staff there will be. The line drains at those rates, step by step.
 */
export function referenceWait({ statistics, callbacks, family, nowMs, minute }: Known): WaitEstimate {
  const busy = statistics.reservedTasks + statistics.assignedTasks + statistics.wrappingTasks;
  const free = Math.max(0, servingAgents(family, minute) - busy);
  const dues = callbacks.flatMap((callback) => dueSeconds(callback, { statistics, family, nowMs }));
  let callers = statistics.pendingTasks;
  let seconds = 0;
  let returns = -(callers === 0 ? free : 0) + dues.filter((due) => due <= 0).length * (1 - family.noShow);
  if (callers + returns < 0) return { quoteSeconds: 0, quoteHighSeconds: 0, offerSeconds: 0 };
  let rate = 0;
  const served = callers + returns + 1;
  returns += 1;
  while (callers + returns > 0 && seconds < longestSeconds) {
    rate = servingAgents(family, minute + seconds / 60) / secondsPerCall(family, minute + seconds / 60);
    const work = rate * stepSeconds;
    callers = Math.max(0, callers - (callers * stepSeconds) / family.patienceSeconds);
    const first = Math.min(returns, work);
    returns -= first;
    callers = Math.max(0, callers - (work - first));
    seconds += stepSeconds;
    for (const due of dues) {
      if (due > seconds - stepSeconds && due <= seconds && due > 0) returns += 1 - family.noShow;
    }
  }
  const high = seconds + (0.67 * Math.sqrt(served)) / Math.max(rate, 1e-3);
  return { quoteSeconds: seconds + ringSeconds, quoteHighSeconds: high + ringSeconds, offerSeconds: high };
}

/** When a callback comes, in seconds from now; an overdue one never comes. In turn, it comes before new callers. */
function dueSeconds(
  { acceptedAtMs, dueAtMs }: WaitingCallback,
  { statistics, family, nowMs }: Pick<Known, 'statistics' | 'family' | 'nowMs'>,
): number[] {
  if (family.returns === 'in-turn') {
    const headArrivedAtMs = nowMs - statistics.longestTaskWaitingSeconds * 1000;
    return statistics.pendingTasks > 0 && acceptedAtMs >= headArrivedAtMs ? [0] : [];
  }
  const burstMs = burstSeconds * 1000;
  const comesAtMs = family.returns === 'in-bursts' ? Math.ceil(dueAtMs / burstMs) * burstMs : dueAtMs;
  return comesAtMs > nowMs ? [(comesAtMs - nowMs) / 1000] : [];
}

export const burstSeconds = 600;

function servingAgents(family: Family, minute: number): number {
  const agents = valueAt(family.agents, minute);
  return family.overlap ? agents - family.overlap.shared / 2 : agents;
}

/** Calls of a stall are under way for half of their length, on average, after it is over. */
function secondsPerCall(family: Family, minute: number): number {
  const { stall } = family;
  const drags = stall && minute >= stall.toMinute && minute < stall.toMinute + stall.handleSeconds / 120;
  const talking = drags ? stall.handleSeconds : meanHandleSecondsAt(family, minute);
  return talking + ringSeconds + wrapUpSeconds;
}
