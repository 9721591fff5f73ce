import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { waitEstimators } from '../../lambdas/domain/wait-estimators.ts';
import { statistics } from '../support/builders.ts';

const estimate = (
  name: keyof typeof waitEstimators,
  overrides: Parameters<typeof statistics>[0] = {},
  openCallbacks = 0,
  previousWaitSeconds?: number,
) => waitEstimators[name]({ statistics: statistics(overrides), openCallbacks, previousWaitSeconds })?.quoteSeconds;

describe("the guide's estimate", () => {
  it('is the average acceptance time of five minutes', () => {
    expect(estimate('average-acceptance', { averageAcceptanceSeconds: 421 })).toBe(421);
  });

  it('is unknown, not zero, when nobody was accepted and people wait', () => {
    const stalled = { acceptedInLast5Minutes: 0, averageAcceptanceSeconds: 0 };
    expect(estimate('average-acceptance', stalled)).toBeUndefined();
  });
});

describe('the estimate that counts people waiting at home', () => {
  it('serves everybody ahead at the pace of the last fifteen minutes', () => {
    expect(estimate('waiting-callbacks')).toBe(11 * 60);
    expect(estimate('waiting-callbacks', {}, 4)).toBe(15 * 60);
  });

  it('survives a stall: at least what the head of the line has lived through, and not less than a minute ago', () => {
    const stalled = { acceptedInLast15Minutes: 0, longestTaskWaitingSeconds: 1000 };
    expect(estimate('waiting-callbacks', stalled)).toBe(1000);
    expect(estimate('waiting-callbacks', stalled, 0, 1200)).toBe(1200);
  });

  it('is zero while more agents are free than people are ahead', () => {
    const idle = { pendingTasks: 0, assignedTasks: 2 };
    expect(estimate('waiting-callbacks', idle, 2)).toBe(0);
    expect(estimate('waiting-callbacks', idle, 3)).toBeGreaterThan(0);
  });

  it('is unknown when nothing moves and nobody waits', () => {
    const dead = { pendingTasks: 0, assignedTasks: 0, availableWorkers: 0, acceptedInLast15Minutes: 0 };
    expect(estimate('waiting-callbacks', dead)).toBeUndefined();
  });
});

describe.each(Object.entries(waitEstimators))('%s, whatever the statistics', (_name, estimator) => {
  const count = fc.nat({ max: 1_000_000 });
  const anyStatistics = fc.record({
    pendingTasks: count,
    reservedTasks: count,
    assignedTasks: count,
    wrappingTasks: count,
    availableWorkers: count,
    longestTaskWaitingSeconds: count,
    acceptedInLast15Minutes: count,
    averageAcceptanceSeconds: count,
    acceptedInLast5Minutes: count,
  });

  it('is a number from zero up, or unknown', () => {
    fc.assert(
      fc.property(anyStatistics, count, fc.option(count, { nil: undefined }), (raw, openCallbacks, previous) => {
        const wait = estimator({ statistics: raw, openCallbacks, previousWaitSeconds: previous });
        if (wait === undefined) return;
        for (const seconds of [wait.quoteSeconds, wait.offerSeconds]) {
          expect(Number.isFinite(seconds)).toBe(true);
          expect(seconds).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
