import { describe, expect, it } from '@jest/globals';
import type { EstimatorName } from '../../../lambdas/domain/queue-config.ts';
import { LONGEST_SECONDS } from '../../../lambdas/domain/wait/draining-line.ts';
import { estimateWaits, type SampledQueue, waitEstimators } from '../../../lambdas/domain/wait/estimators.ts';
import type { QueueMemory } from '../../../lambdas/domain/wait/queue-memory.ts';
import type { QueueStatistics } from '../../../lambdas/domain/wait/queue-statistics.ts';
import { readStatistics } from '../../../lambdas/domain/wait/read-statistics.ts';
import { QUARTERS_OF_WEEK, type RosterMemory } from '../../../lambdas/domain/wait/roster-memory.ts';
import { createRandom } from '../../../local/taskrouter/random.ts';
import { NOON_MS, statistics } from '../../support/builders.ts';
import { fc } from '../../support/properties.ts';

const names = Object.keys(waitEstimators) as EstimatorName[];

/** Of an ordinary floor, of a busy one, and what nobody has seen. */
const count = fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 1000 }), fc.nat({ max: 1_000_000 }));
const anyStatistics: fc.Arbitrary<QueueStatistics> = fc.record({
  pendingTasks: count,
  lostCallbackTasks: count,
  reservedTasks: count,
  assignedTasks: count,
  wrappingTasks: count,
  availableWorkers: count,
  longestTaskWaitingSeconds: count,
  averageAcceptanceSeconds: count,
  longestAcceptanceSeconds: count,
  acceptedInLast5Minutes: count,
  completedInLast5Minutes: count,
  canceledInLast5Minutes: count,
  acceptedInLast15Minutes: count,
});
const HOURS_2 = 7_200_000;
const anyCallbacks = fc.array(
  fc.record({
    acceptedAtMs: fc.integer({ min: NOON_MS - HOURS_2, max: NOON_MS }),
    dueAtMs: fc.integer({ min: NOON_MS - HOURS_2, max: NOON_MS + HOURS_2 }),
  }),
  { maxLength: 30 },
);
/** Of some quarters nothing is known. */
const anyRoster: fc.Arbitrary<RosterMemory | undefined> = fc.option(
  fc
    .array(fc.option(fc.nat({ max: 50 })), { minLength: 30, maxLength: 60 })
    .map((some) => Array.from({ length: QUARTERS_OF_WEEK }, (_, quarter) => some[quarter % some.length] ?? null))
    .map((usual) => ({ usual, last: usual })),
  { nil: undefined },
);

function sampleOf(given: Pick<SampledQueue, 'statistics' | 'callbacks' | 'memory' | 'roster'>): SampledQueue {
  return { ...given, estimator: 'people-ahead', whenInDoubt: 'balanced', timeZone: 'UTC', nowMs: NOON_MS };
}

/** With the memory of some samples, a minute apart, the last a minute before noon. */
const anySample = fc
  .record({
    statistics: anyStatistics,
    callbacks: anyCallbacks,
    roster: anyRoster,
    before: fc.array(fc.record({ statistics: anyStatistics, callbacks: anyCallbacks }), { maxLength: 5 }),
  })
  .map(({ before, ...now }) => {
    const memory = before.reduce<QueueMemory | undefined>((known, sample, index) => {
      const nowMs = NOON_MS - (before.length - index) * 60_000;
      const given = { ...sampleOf({ ...sample, memory: known, roster: now.roster }), nowMs };
      return estimateWaits({ ...given, estimator: 'head-of-line' }).memory;
    }, undefined);
    return sampleOf({ ...now, memory });
  });

function estimateOf(estimator: EstimatorName, given: SampledQueue) {
  return estimateWaits({ ...given, estimator }).estimates[estimator];
}

const longest = LONGEST_SECONDS + 1e-6;

describe.each(names)('%s, whatever the statistics', (name) => {
  it('is a number from zero up, or unknown', () => {
    fc.assert(
      fc.property(anySample, (given) => {
        for (const seconds of Object.values(estimateOf(name, given) ?? {})) {
          expect(Number.isFinite(seconds)).toBe(true);
          expect(seconds).toBeGreaterThanOrEqual(0);
          if (name === 'people-ahead') expect(seconds).toBeLessThanOrEqual(longest);
        }
      }),
    );
  });
});

/**
 * Steps and quantiles are approximations. They may be off by a hundredth: with an agent fewer, fewer of those ahead are served until then,
 * and the middle of what may happen lies a little lower.
 */
const leastOf = (seconds: number) => seconds - 0.1 - seconds / 100;

/** That a change of a sample makes no estimate less. */
function neverLess<More>(
  name: EstimatorName,
  more: fc.Arbitrary<More>,
  change: (given: SampledQueue, by: More) => SampledQueue,
) {
  fc.assert(
    fc.property(anySample, more, (given, by) => {
      const [shorter, longer] = [estimateOf(name, given), estimateOf(name, change(given, by))];
      if (!shorter || !longer) return;
      expect(longer.quoteSeconds).toBeGreaterThan(leastOf(shorter.quoteSeconds));
      expect(longer.offerSeconds).toBeGreaterThan(leastOf(shorter.offerSeconds));
    }),
    { numRuns: 200 },
  );
}

describe.each(['head-of-line', 'queue-length', 'waiting-callbacks', 'people-ahead'] as const)(
  '%s, whatever else is so',
  (name) => {
    it('is never less with more callers', () => {
      neverLess(name, fc.integer({ min: 1, max: 1000 }), (given, more) => ({
        ...given,
        statistics: { ...given.statistics, pendingTasks: given.statistics.pendingTasks + more },
      }));
    });

    it('is the ringing at most when nobody is in line, nobody at home and agents are free', () => {
      fc.assert(
        fc.property(anySample, fc.integer({ min: 1, max: 500 }), (given, free) => {
          const { assignedTasks, wrappingTasks } = given.statistics;
          const nobody = { pendingTasks: 0, lostCallbackTasks: 0, reservedTasks: 0 };
          const idle = { ...given.statistics, ...nobody, availableWorkers: assignedTasks + wrappingTasks + free };
          const estimate = estimateOf(name, { ...given, memory: undefined, statistics: idle, callbacks: [] });
          expect(estimate?.quoteSeconds).toBe(0);
        }),
      );
    });
  },
);

describe('people-ahead, whatever else is so', () => {
  it('is never less with one agent fewer', () => {
    neverLess('people-ahead', fc.integer({ min: 1, max: 3 }), (given, fewer) => {
      const availableWorkers = Math.max(0, given.statistics.availableWorkers - fewer);
      return { ...given, statistics: { ...given.statistics, availableWorkers } };
    });
  });

  it('is never less with one person more at home', () => {
    const dueAtMs = fc.integer({ min: NOON_MS - HOURS_2, max: NOON_MS + HOURS_2 });
    neverLess('people-ahead', dueAtMs, (given, due) => ({
      ...given,
      callbacks: [...given.callbacks, { acceptedAtMs: NOON_MS - 3 * HOURS_2, dueAtMs: due }],
    }));
  });
});

describe.each(['queue-length', 'waiting-callbacks', 'people-ahead'] as const)('%s', (name) => {
  it('grows with the lost callbacks whose task waits for an agent, whom nobody in line can overtake', () => {
    const quote = (lostCallbackTasks: number) => {
      const given = {
        statistics: statistics({ lostCallbackTasks }),
        callbacks: [],
        memory: undefined,
        roster: undefined,
      };
      return estimateOf(name, sampleOf(given))?.quoteSeconds ?? Number.NaN;
    };
    expect(quote(5)).toBeGreaterThan(quote(0) + 60);
    expect(quote(50)).toBeGreaterThan(quote(5) + 60);
  });
});

/** What an edit by hand, another version or a broken upstream may leave in a field. */
const rubbish = [null, undefined, '', 'abc', '12', -1, -1e9, 1e12, 1e308, Number.NaN, true, [], {}, [1], 0, 7];

describe('100,000 malformed memories, rosters and statistics', () => {
  const random = createRandom(Number(process.env['SEED'] ?? 1));
  const oneOf = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)] as Value;
  const spoiled = (whole: object) => {
    const changed = { ...whole, [oneOf(Object.keys(whole))]: oneOf(rubbish) };
    return random() < 0.5 ? changed : { ...changed, [oneOf(Object.keys(whole))]: oneOf(rubbish) };
  };
  const spoiledWithin = (whole: object) => {
    const part = oneOf(Object.keys(whole)) as keyof typeof whole;
    return { ...whole, [part]: typeof whole[part] === 'object' ? spoiled(whole[part]) : oneOf(rubbish) };
  };
  const anyhow = (whole: object): unknown => oneOf([spoiled, spoiledWithin, () => oneOf(rubbish)])(whole);
  const { memory } = estimateWaits({
    ...sampleOf({ statistics: statistics(), callbacks: [], memory: undefined, roster: undefined }),
    nowMs: NOON_MS - 60_000,
  });
  const roster = { usual: new Array(QUARTERS_OF_WEEK).fill(5), last: new Array(QUARTERS_OF_WEEK).fill(5) };
  const raw = {
    realTime: {
      tasks_by_status: { pending: 2, reserved: 0, assigned: 5, wrapping: 0 },
      total_available_workers: 5,
      longest_task_waiting_age: 40,
    },
    cumulative5Minutes: {
      reservations_accepted: 5,
      avg_task_acceptance_time: 30,
      wait_duration_until_accepted: { max: 40 },
      tasks_completed: 5,
      tasks_canceled: 0,
    },
  };

  it('never throw, and never give an estimate that is no number, negative or beyond the longest', () => {
    let usable = 0;
    for (let made = 0; made < 100_000; made += 1) {
      const reading = readStatistics(random() < 0.3 ? (spoiledWithin(raw) as typeof raw) : raw);
      if (!reading.ok) continue;
      usable += 1;
      const given = { statistics: reading.statistics, callbacks: [], memory: anyhow(memory), roster: anyhow(roster) };
      const estimate = estimateWaits(sampleOf(given)).estimates['people-ahead'];
      for (const seconds of [estimate?.quoteSeconds, estimate?.quoteHighSeconds, estimate?.offerSeconds]) {
        if (!(seconds !== undefined && seconds >= 0 && seconds <= longest)) {
          throw new Error(`${seconds} for ${JSON.stringify(given)}`);
        }
      }
    }
    expect(usable).toBeGreaterThan(70_000);
  }, 120_000);
});
