import { describe, expect, it } from '@jest/globals';
import type { EstimatorName } from '../../../lambdas/domain/queue-config.ts';
import { groupSize, returnRate } from '../../../lambdas/domain/wait/callback-returns.ts';
import { estimateWaits, type SampledQueue, waitEstimators } from '../../../lambdas/domain/wait/estimators.ts';
import type { QueueMemory } from '../../../lambdas/domain/wait/queue-memory.ts';
import type { QueueStatistics } from '../../../lambdas/domain/wait/queue-statistics.ts';
import { NOON_MS, statistics } from '../../support/builders.ts';
import { fc } from '../../support/properties.ts';

const names = Object.keys(waitEstimators) as EstimatorName[];

function sample(overrides: Partial<QueueStatistics> = {}, rest: Partial<SampledQueue> = {}): SampledQueue {
  return { statistics: statistics(overrides), callbacks: [], memory: undefined, nowMs: NOON_MS, ...rest };
}

/** So many people at home, all of them due now. */
function atHome(count: number) {
  return { callbacks: Array.from({ length: count }, () => ({ acceptedAtMs: NOON_MS - 300_000, dueAtMs: NOON_MS })) };
}

const quote = (name: EstimatorName, ...given: Parameters<typeof sample>) => quoteOf(name, sample(...given));

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

describe('the default estimate', () => {
  const seconds = (...given: Parameters<typeof sample>) => quote('people-ahead', ...given) ?? Number.NaN;

  it('takes everybody in line at the pace at which the agents have been finishing calls', () => {
    // Five agents who have finished one call a minute between them in the last hour: eleven more take eleven minutes.
    expect(seconds()).toBeGreaterThan(8 * 60);
    expect(seconds()).toBeLessThan(12 * 60);
  });

  it('counts who comes before the caller hears it, but nobody who comes back as somebody new', () => {
    expect(seconds({ enteredInLast5Minutes: 60 })).toBeGreaterThan(seconds({ enteredInLast5Minutes: 0 }) + 60);
    const before = estimateWaits(sample({}, atHome(20))).memory;
    const next = { memory: before, nowMs: NOON_MS + 60_000 };
    const rateAfter = (given: SampledQueue) => estimateWaits(given).memory.newcomersPerSecond;
    const twentyBack = rateAfter(sample({ enteredInLast5Minutes: 25 }, next));
    expect(twentyBack).toBeCloseTo(rateAfter(sample({ enteredInLast5Minutes: 5 }, { ...next, ...atHome(20) })), 9);
    expect(twentyBack).toBeLessThan(rateAfter(sample({ enteredInLast5Minutes: 25 }, { ...next, ...atHome(20) })));
  });

  it('counts people at home who will have been called back by then, and not who is due long after', () => {
    const farOff = { callbacks: [{ acceptedAtMs: NOON_MS, dueAtMs: NOON_MS + 7_200_000 }] };
    expect(seconds({}, atHome(4))).toBeGreaterThan(seconds() + 2 * 60);
    expect(seconds({}, farOff)).toBeLessThan(seconds({}, atHome(1)));
  });

  it('hardly counts who should have been called back an hour ago', () => {
    const overdue = { callbacks: [{ acceptedAtMs: NOON_MS - 4_000_000, dueAtMs: NOON_MS - 3_600_000 }] };
    expect(seconds({}, overdue) - seconds()).toBeLessThan((seconds({}, atHome(1)) - seconds()) / 2);
  });

  it('expects part of the line to give up where callers do', () => {
    const memory = estimateWaits(sample({ canceledInLast5Minutes: 20 })).memory;
    const next = { memory, nowMs: NOON_MS + 60_000 };
    expect(seconds({ canceledInLast5Minutes: 20 }, next)).toBeLessThan(seconds({}, { ...next, memory: undefined }));
  });

  it('knows from the calls under way that a stall is a stall although nobody was accepted', () => {
    const stalled = { acceptedInLast5Minutes: 0, acceptedInLast15Minutes: 0, completedInLast15Minutes: 0 };
    expect(seconds({ ...stalled, completedInLast60Minutes: 20, acceptedInLast60Minutes: 20 })).toBeGreaterThan(15 * 60);
  });

  it('does not count agents who are logged in but do not serve', () => {
    let memory: QueueMemory | undefined;
    for (let minute = 0; minute < 30; minute += 1) {
      memory = estimateWaits(sample({ availableWorkers: 10 }, { memory, nowMs: NOON_MS + minute * 60_000 })).memory;
    }
    expect(memory?.servingShare).toBeCloseTo(0.5, 1);
  });

  it('gives a threshold and a range above the middle', () => {
    const wait = estimateWaits(sample()).estimates['people-ahead'];
    expect(wait?.offerSeconds).toBeGreaterThan(wait?.quoteSeconds ?? Number.NaN);
    expect(wait?.quoteHighSeconds).toBeGreaterThan(wait?.offerSeconds ?? Number.NaN);
  });

  it('remembers no more of callbacks than fits into a snapshot', () => {
    const { memory } = estimateWaits(sample({}, atHome(5000)));
    expect(JSON.stringify(memory).length).toBeLessThan(5000);
  });
});

describe('when callbacks come', () => {
  it('is learned whether they come one by one or together', () => {
    /** Twenty people at home, of whom some go each minute. */
    const groupAfter = (goes: number[]) => {
      let { callbacks } = atHome(20);
      let memory = estimateWaits(sample({}, { callbacks })).memory;
      goes.forEach((gone, minute) => {
        callbacks = callbacks.slice(gone);
        memory = estimateWaits(sample({}, { callbacks, memory, nowMs: NOON_MS + (minute + 1) * 60_000 })).memory;
      });
      return groupSize(memory.returns);
    };
    expect(groupAfter([0, 0, 0, 0, 0, 0, 0, 20])).toBeGreaterThan(5);
    expect(groupAfter([5, 4, 3, 2, 2, 1, 1, 2])).toBeLessThan(5);
  });

  /** Twenty people at home, and what is learned when so many of them go within a minute. */
  const rateAfter = (gone: number) => {
    const { callbacks } = atHome(20);
    const before = estimateWaits(sample({}, { callbacks })).memory;
    const next = { callbacks: callbacks.slice(gone), memory: before, nowMs: NOON_MS + 60_000 };
    return returnRate(estimateWaits(sample({}, next)).memory.returns, 30, false);
  };

  it('is learned from who leaves the list after the promised time', () => {
    expect(rateAfter(0)).toBeLessThan(rateAfter(5));
    expect(rateAfter(5)).toBeLessThan(rateAfter(20));
  });
});

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
  acceptedInLast15Minutes: count,
  completedInLast15Minutes: count,
  averageAcceptanceSeconds: count,
  longestAcceptanceSeconds: count,
  acceptedInLast5Minutes: count,
  completedInLast5Minutes: count,
  enteredInLast5Minutes: count,
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

describe.each(['head-of-line', 'queue-length', 'waiting-callbacks', 'people-ahead'] as const)(
  '%s, whatever else is so',
  (name) => {
    it('does not fall when more people are in line', () => {
      fc.assert(
        fc.property(anySample, fc.nat({ max: 1000 }), (given, more) => {
          const longer = { ...given.statistics, pendingTasks: given.statistics.pendingTasks + more };
          const shorter = estimateWaits(given).estimates[name];
          const wait = estimateWaits({ ...given, statistics: longer }).estimates[name];
          if (!shorter || !wait) return;
          expect(wait.quoteSeconds).toBeGreaterThan(shorter.quoteSeconds - 0.1);
          expect(wait.offerSeconds).toBeGreaterThan(shorter.offerSeconds - 0.1);
        }),
      );
    });

    it('is zero when nobody is in line, nobody at home and agents are free', () => {
      fc.assert(
        fc.property(anySample, fc.integer({ min: 1, max: 500 }), (given, free) => {
          const { reservedTasks, assignedTasks, wrappingTasks } = given.statistics;
          const availableWorkers = reservedTasks + assignedTasks + wrappingTasks + free;
          const nobody = { pendingTasks: 0, lostCallbackTasks: 0, reservedTasks: 0 };
          const idle = { ...given.statistics, ...nobody, availableWorkers };
          expect(quoteOf(name, { ...given, statistics: idle, callbacks: [] })).toBe(0);
        }),
      );
    });
  },
);

describe.each(['queue-length', 'waiting-callbacks', 'people-ahead'] as const)('%s', (name) => {
  it('grows with the lost callbacks whose task waits for an agent, whom nobody in line can overtake', () => {
    const quote = (lostCallbackTasks: number) => quoteOf(name, sample({ lostCallbackTasks })) ?? Number.NaN;
    expect(quote(5)).toBeGreaterThan(quote(0) + 60);
    expect(quote(50)).toBeGreaterThan(quote(5) + 60);
  });
});

function quoteOf(name: EstimatorName, given: SampledQueue) {
  return estimateWaits(given).estimates[name]?.quoteSeconds;
}
