import { describe, expect, it } from '@jest/globals';
import type { EstimatorName } from '../../../lambdas/domain/queue-config.ts';
import { groupSize, returnRate } from '../../../lambdas/domain/wait/callback-returns.ts';
import {
  estimateWaits,
  type SampledQueue,
  waitEstimators,
  windowsOf,
} from '../../../lambdas/domain/wait/estimators.ts';
import type { QueueMemory } from '../../../lambdas/domain/wait/queue-memory.ts';
import type { QueueStatistics } from '../../../lambdas/domain/wait/queue-statistics.ts';
import { NOON_MS, statistics } from '../../support/builders.ts';

const names = Object.keys(waitEstimators) as EstimatorName[];

const nothingKnown = { memory: undefined, roster: undefined, timeZone: 'UTC' } as const;
const usual = { estimator: 'people-ahead', whenInDoubt: 'balanced' } as const;

function sample(overrides: Partial<QueueStatistics> = {}, rest: Partial<SampledQueue> = {}): SampledQueue {
  return { ...nothingKnown, ...usual, statistics: statistics(overrides), callbacks: [], nowMs: NOON_MS, ...rest };
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
    const stalled = { acceptedInLast5Minutes: 0, completedInLast5Minutes: 0 };
    expect(seconds(stalled)).toBeGreaterThan(15 * 60);
  });

  it('rings when an agent is free', () => {
    const idle = { pendingTasks: 0, assignedTasks: 0, longestTaskWaitingSeconds: 0 };
    const { memory } = estimateWaits(sample({ reservedTasks: 2, acceptedInLast5Minutes: 20 }));
    const later = estimateWaits(
      sample({ reservedTasks: 2, acceptedInLast5Minutes: 20 }, { memory, nowMs: NOON_MS + 60_000 }),
    );
    const next = { memory: later.memory, nowMs: NOON_MS + 120_000 };
    // Two phones ring at any moment and four calls a minute are accepted: each rings for half a minute.
    expect(seconds(idle, next)).toBeGreaterThan(15);
    expect(seconds(idle, next)).toBeLessThan(40);
    expect(seconds(idle)).toBe(0);
  });

  it('is no cliff where the last agent leaves', () => {
    const { memory } = estimateWaits(sample({ availableWorkers: 3, assignedTasks: 3 }));
    const next = { memory, nowMs: NOON_MS + 60_000 };
    const waits = [3, 2, 1, 0].map((agents) => seconds({ availableWorkers: agents, assignedTasks: agents }, next));
    const steps = waits.slice(1).map((wait, index) => wait / (waits[index] ?? Number.NaN));
    for (const step of steps) {
      expect(step).toBeGreaterThan(1);
      expect(step).toBeLessThan(1.5);
    }
  });

  it('takes who went ahead of everybody in line out of the pace', () => {
    const starved = { averageAcceptanceSeconds: 10, longestTaskWaitingSeconds: 1200 };
    const inTurn = { averageAcceptanceSeconds: 1200, longestTaskWaitingSeconds: 1200 };
    const learned = (given: Partial<QueueStatistics>) => {
      let memory: QueueMemory | undefined;
      for (let minute = 0; minute < 10; minute += 1) {
        memory = estimateWaits(sample(given, { memory, nowMs: NOON_MS + minute * 60_000 })).memory;
      }
      return seconds(given, { memory, nowMs: NOON_MS + 600_000 });
    };
    expect(learned(starved)).toBeGreaterThan(2 * learned(inTurn));
  });

  it('counts who will accept later and be called back sooner, where promises are shorter than the estimates', () => {
    const promised = (promisedSeconds: number) => {
      let memory: QueueMemory | undefined;
      for (let minute = 0; minute < 10; minute += 1) {
        const nowMs = NOON_MS + minute * 60_000;
        const callbacks = [{ acceptedAtMs: nowMs - 1000, dueAtMs: nowMs - 1000 + promisedSeconds * 1000 }];
        memory = estimateWaits(sample({}, { callbacks, memory, nowMs })).memory;
      }
      const { promises, ...rest } = memory as QueueMemory;
      const nobody = { people: 0, promisedSeconds: 0, estimatedSeconds: 0 };
      const at = { nowMs: NOON_MS + 600_000 };
      return seconds({}, { ...at, memory }) - seconds({}, { ...at, memory: { ...rest, promises: nobody } });
    };
    expect(promised(120)).toBeGreaterThan(10);
    expect(promised(900)).toBe(0);
  });

  it('does not count agents who are logged in but do not serve', () => {
    let memory: QueueMemory | undefined;
    for (let minute = 0; minute < 30; minute += 1) {
      memory = estimateWaits(sample({ availableWorkers: 10 }, { memory, nowMs: NOON_MS + minute * 60_000 })).memory;
    }
    expect(memory?.servingShare).toBeCloseTo(0.5, 1);
  });

  it('gives a range above the middle, and holds more or less of it against the threshold', () => {
    const wait = estimateWaits(sample()).estimates['people-ahead'];
    expect(wait?.quoteHighSeconds).toBeGreaterThan(wait?.quoteSeconds ?? Number.NaN);
    const held = (['queue', 'balanced', 'offer'] as const).map(
      (whenInDoubt) => estimateWaits(sample({}, { whenInDoubt })).estimates['people-ahead']?.offerSeconds ?? Number.NaN,
    );
    expect(
      [wait?.quoteSeconds ?? Number.NaN, ...held].every((value, at, all) => at === 0 || value > (all[at - 1] ?? 0)),
    ).toBe(true);
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

describe('a gap between samples', () => {
  it('leaves no trace: who came back in it is not learned from', () => {
    const { callbacks } = atHome(20);
    const before = estimateWaits(sample({}, { callbacks })).memory;
    const { memory } = estimateWaits(sample({}, { memory: before, nowMs: NOON_MS + 30 * 60_000 }));
    const { atMs, returns, forecastSeconds, ...sums } = memory;
    const { atMs: _, returns: returnsBefore, forecastSeconds: __, ...sumsBefore } = before;
    expect({ ...sums, quarterSeconds: 0, quarterAgentSeconds: 0 }).toEqual(sumsBefore);
    expect(returns).toEqual({ ...returnsBefore, waiting: [] });
    expect(groupSize(returns)).toBe(1);
  });
});

describe('what is computed', () => {
  it("is the queue's estimator and the guide's, and each asks for its windows alone", () => {
    const { estimates } = estimateWaits(sample({}, { estimator: 'head-of-line' }));
    expect(Object.keys(estimates).sort()).toEqual(['average-acceptance', 'head-of-line']);
    expect(names.map((name) => windowsOf(name).length)).toEqual(
      names.map((name) => (name === 'waiting-callbacks' ? 2 : 1)),
    );
    const { acceptedInLast15Minutes: _, ...without } = statistics();
    for (const estimator of names.filter((name) => name !== 'waiting-callbacks')) {
      expect(estimateWaits({ ...sample(), estimator, statistics: without }).estimates[estimator]).toBeDefined();
    }
  });
});

function quoteOf(name: EstimatorName, given: SampledQueue) {
  return estimateWaits({ ...given, estimator: name }).estimates[name]?.quoteSeconds;
}
