import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EstimatorName } from '../../lambdas/domain/queue-config.ts';
import type { QueueMemory } from '../../lambdas/domain/queue-memory.ts';
import type { QueueStatistics } from '../../lambdas/domain/queue-statistics.ts';
import { estimateWaits, type SampledQueue, waitEstimators } from '../../lambdas/domain/wait-estimators.ts';
import { NOON_MS, statistics } from '../support/builders.ts';

const names = Object.keys(waitEstimators) as EstimatorName[];

function sample(overrides: Partial<QueueStatistics> = {}, rest: Partial<SampledQueue> = {}): SampledQueue {
  return { statistics: statistics(overrides), callbacks: [], memory: undefined, nowMs: NOON_MS, ...rest };
}

/** So many people at home, all of them due now. */
function atHome(count: number) {
  return { callbacks: Array.from({ length: count }, () => ({ acceptedAtMs: NOON_MS - 300_000, dueAtMs: NOON_MS })) };
}

const quote = (name: EstimatorName, ...given: Parameters<typeof sample>) =>
  estimateWaits(sample(...given)).estimates[name]?.quoteSeconds;

describe("the guide's estimate", () => {
  it('is the average acceptance time of five minutes', () => {
    expect(quote('average-acceptance', { averageAcceptanceSeconds: 421 })).toBe(421);
  });

  it('is unknown, not zero, when nobody was accepted and people wait', () => {
    const stalled = { acceptedInLast5Minutes: 0, averageAcceptanceSeconds: 0 };
    expect(quote('average-acceptance', stalled)).toBeUndefined();
  });
});

describe('the estimates from what others have waited', () => {
  it('are the wait of the head of the line, and the longest of those just accepted', () => {
    expect(quote('head-of-line', { longestTaskWaitingSeconds: 123 })).toBe(123);
    expect(quote('last-accepted', { longestAcceptanceSeconds: 234 })).toBe(234);
  });

  it('are unknown or what the head has waited when nobody was accepted', () => {
    expect(quote('last-accepted', { acceptedInLast5Minutes: 0 })).toBeUndefined();
    expect(quote('head-of-line', { acceptedInLast5Minutes: 0, longestTaskWaitingSeconds: 900 })).toBe(900);
  });
});

describe('the estimate by the pace of the last fifteen minutes', () => {
  it('serves everybody ahead, those at home included', () => {
    expect(quote('waiting-callbacks')).toBe(11 * 60);
    expect(quote('waiting-callbacks', {}, atHome(4))).toBe(15 * 60);
  });

  it('survives a stall: what the head of the line has lived through', () => {
    const stalled = { acceptedInLast15Minutes: 0, longestTaskWaitingSeconds: 1000 };
    expect(quote('waiting-callbacks', stalled)).toBe(1000);
  });

  it('is unknown when nothing moves and nobody waits', () => {
    const dead = { pendingTasks: 0, assignedTasks: 0, availableWorkers: 0, acceptedInLast15Minutes: 0 };
    expect(quote('waiting-callbacks', dead)).toBeUndefined();
  });
});

const count = fc.nat({ max: 1_000_000 });
const anyStatistics: fc.Arbitrary<QueueStatistics> = fc.record({
  pendingTasks: count,
  reservedTasks: count,
  assignedTasks: count,
  wrappingTasks: count,
  availableWorkers: count,
  longestTaskWaitingSeconds: count,
  acceptedInLast15Minutes: count,
  completedInLast15Minutes: count,
  averageAcceptanceSeconds: count,
  longestAcceptanceSeconds: count,
  acceptedInLast5Minutes: count,
  completedInLast5Minutes: count,
  canceledInLast5Minutes: count,
  acceptedInLast60Minutes: count,
  completedInLast60Minutes: count,
});
const anyCallbacks = fc.array(
  fc.record({
    acceptedAtMs: fc.integer({ min: NOON_MS - 7_200_000, max: NOON_MS }),
    dueAtMs: fc.integer({ min: NOON_MS - 7_200_000, max: NOON_MS + 7_200_000 }),
  }),
  { maxLength: 30 },
);

/** The memory of some samples, a minute apart, the last a minute before noon. */
const anyMemory = fc
  .array(fc.record({ statistics: anyStatistics, callbacks: anyCallbacks }), { maxLength: 5 })
  .map((samples) =>
    samples.reduce<QueueMemory | undefined>((memory, given, index) => {
      const nowMs = NOON_MS - (samples.length - index) * 60_000;
      return estimateWaits({ ...given, memory, nowMs }).memory;
    }, undefined),
  );
const anySample = fc.record({
  statistics: anyStatistics,
  callbacks: anyCallbacks,
  memory: anyMemory,
  nowMs: fc.constant(NOON_MS),
});

describe.each(names)('%s, whatever the statistics', (name) => {
  it('is a number from zero up, or unknown', () => {
    fc.assert(
      fc.property(anySample, (given) => {
        const wait = estimateWaits(given).estimates[name];
        for (const seconds of Object.values(wait ?? {})) {
          expect(Number.isFinite(seconds)).toBe(true);
          expect(seconds).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
