import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { QueueSnapshot } from '../../lambdas/domain/queue-snapshot.ts';
import { inTurns, OldestFirst } from '../../lambdas/sampling/in-turns.ts';
import { sampleQueue } from '../../lambdas/sampling/sample-queue.ts';
import { NOON_MS, queueConfig } from '../support/builders.ts';
import { services } from '../support/fakes.ts';

const QUEUES = 300;
const queues = Array.from({ length: QUEUES }, (_, index) => ({ ...queueConfig(), name: `queue-${index}` }));
const refuse = () => Promise.reject(new Error('must not be called here'));

/** Each request takes a part of the only processor, a share of one at 512 MB, and is lost after the sampler's own limit. */
const PROCESSOR_MS = 4;
const TIMEOUT_MS = 1500;

/** TaskRouter and the table, each request as slow as it is told, in the time of the test's own clock. */
function simulated(requestMs: number) {
  const snapshots = new Map<string, QueueSnapshot>();
  const seen = { requests: 0, open: 0, mostOpen: 0, lost: 0 };
  let processorFreeMs = 0;
  const request = async <T>(answer: T): Promise<T> => {
    seen.requests += 1;
    seen.open += 1;
    seen.mostOpen = Math.max(seen.mostOpen, seen.open);
    const startedMs = Date.now();
    processorFreeMs = Math.max(processorFreeMs, startedMs) + PROCESSOR_MS;
    const takesMs = processorFreeMs - startedMs + requestMs;
    await new Promise((resolve) => setTimeout(resolve, Math.min(takesMs, TIMEOUT_MS)));
    seen.open -= 1;
    if (takesMs < TIMEOUT_MS) return answer;
    seen.lost += 1;
    throw new Error('TimeoutError');
  };
  const statistics = async () => {
    const [realTime, cumulative] = [{ tasks_by_status: {}, total_available_workers: 0 }, {}];
    await Promise.all([1, 2].map(() => request(undefined)));
    return { realTime, cumulative5Minutes: cumulative };
  };
  const { queueStates, callbacks } = services();
  const sampling = {
    taskRouter: { fetch: statistics },
    scheduler: { widgetStatus: refuse, callbackStatus: refuse, cancelCallback: refuse },
    rosters: { read: () => request(undefined), put: refuse },
    tasks: { find: refuse, listWaiting: refuse, create: refuse, read: refuse, change: refuse },
    callbacks: { ...callbacks, listOpen: () => request([]) },
    queueStates: {
      ...queueStates,
      readNow: () => request({}),
      putSnapshot: async (name: string, snapshot: QueueSnapshot) => {
        await request(undefined);
        snapshots.set(name, snapshot);
      },
    },
    nowMs: () => Date.now(),
  };
  return { sampling, snapshots, seen };
}

/** One sample of all queues that may begin new ones for so long; how long it took. */
async function sampleAll(
  oldestFirst: OldestFirst,
  sampling: ReturnType<typeof simulated>['sampling'],
  budgetMs = 15_000,
) {
  const startedMs = Date.now();
  const outcome = inTurns(
    oldestFirst.order(queues, startedMs),
    () => Date.now() - startedMs < budgetMs,
    (queue) => {
      oldestFirst.begin(queue.name, Date.now());
      return sampleQueue(queue, sampling);
    },
  );
  let seconds = 0;
  let isOver = false;
  void outcome.then(() => {
    isOver = true;
    seconds = (Date.now() - startedMs) / 1000;
  });
  while (!isOver) await jest.advanceTimersByTimeAsync(50);
  return { ...(await outcome), seconds };
}

describe('a stage with 300 queues', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOON_MS });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is sampled within 20 seconds at 100 ms a request, five minutes running, and no request is lost', async () => {
    const { sampling, seen, snapshots } = simulated(100);
    const oldestFirst = new OldestFirst();
    for (let minute = 0; minute < 5; minute += 1) {
      jest.setSystemTime(NOON_MS + minute * 60_000);
      const { done, faults, left, seconds } = await sampleAll(oldestFirst, sampling);
      expect({ done: done.length, faults, left }).toEqual({ done: QUEUES, faults: [], left: 0 });
      expect(seconds).toBeLessThan(20);
      for (const { sampledAtMs } of snapshots.values()) expect(Date.now() - sampledAtMs).toBeLessThan(20_000);
    }
    expect(seen.lost).toBe(0);
    expect(seen.mostOpen).toBeLessThanOrEqual(50);
    // TaskRouter gets 600 of these a minute, the table 1,200.
    expect(seen.requests).toBe(5 * QUEUES * 6);
  });

  it('that TaskRouter is too slow for has those first in the next minute that had no turn in this one', async () => {
    const { sampling, snapshots } = simulated(1000);
    const oldestFirst = new OldestFirst();
    const { done, left } = await sampleAll(oldestFirst, sampling);
    expect(left).toBeGreaterThan(100);
    expect(done.length + left).toBe(QUEUES);
    const sampled = new Set(snapshots.keys());
    jest.setSystemTime(NOON_MS + 60_000);
    const next = oldestFirst.order(queues, Date.now()).slice(0, left);
    expect(next.filter(({ name }) => sampled.has(name))).toEqual([]);
    await sampleAll(oldestFirst, sampling, 120_000);
    expect(snapshots.size).toBe(QUEUES);
  });

  it('does not begin with the same queue each minute on an instance that has just started', () => {
    const firsts = [0, 1, 2].map((minute) => new OldestFirst().order(queues, NOON_MS + minute * 60_000)[0]?.name);
    expect(new Set(firsts).size).toBe(3);
  });
});
