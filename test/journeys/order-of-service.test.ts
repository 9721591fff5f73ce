import { describe, expect, it } from '@jest/globals';
import { ORDINARY_PRIORITY } from '../../lambdas/steps/enqueue-caller.ts';
import { keepPlace } from '../../lambdas/steps/events/task-changes.ts';
import { TaskRouterModel } from '../../local/taskrouter/model.ts';
import { createRandom, exponential } from '../../local/taskrouter/random.ts';
import { queueConfig } from '../support/builders.ts';
import { services } from '../support/fakes.ts';

const CAP_SECONDS = 900;
const queue = queueConfig({ returnOrder: 'place', placeCapSeconds: CAP_SECONDS });
const { taskQueueSid, workflowSid } = queue.taskRouter;

/** Four agents who talk for three minutes. */
function floor() {
  const model = new TaskRouterModel({
    seed: 7,
    startMs: 0,
    taskQueues: [{ sid: taskQueueSid, friendlyName: 'support' }],
    workflows: [{ sid: workflowSid, friendlyName: 'support', targets: [{ taskQueueSid }] }],
    behaviour: { acceptDelaySeconds: () => 1, handleSeconds: () => 180, wrapUpSeconds: () => 5 },
  });
  model.setWorkerCount({ taskQueueSid, count: 4 }, 0);
  return model;
}

interface Caller {
  arrivedAtMs: number;
  queuedAtMs: number;
  isReturn: boolean;
  taskSid: string;
  answeredAtMs?: number;
}

/** An hour on which every other caller comes back by a return call, far more than the agents can serve at once. */
async function heavyHour(place: 'kept' | 'ahead of all') {
  const model = floor();
  const random = createRandom(11);
  const callers: Caller[] = [];
  const bySid = new Map<string, Caller>();
  const comings: { atMs: number; arrivedAtMs: number; isReturn: boolean }[] = [];
  for (let atMs = 0; atMs < 3_600_000; atMs += exponential(random, 40) * 1000) {
    const isReturn = random() < 0.5;
    const afterMs = isReturn ? exponential(random, 900) * 1000 : 0;
    comings.push({ atMs: Math.round(atMs + afterMs), arrivedAtMs: Math.round(atMs), isReturn });
  }
  comings.sort((one, other) => one.atMs - other.atMs);
  const note = (untilMs: number) => {
    for (const event of model.advance(untilMs)) {
      if (event.eventType !== 'reservation.accepted') continue;
      const caller = bySid.get(event.taskSid);
      if (caller) caller.answeredAtMs = event.timestampMs;
    }
  };
  for (const { atMs, arrivedAtMs, isReturn } of comings) {
    note(atMs);
    const priority = isReturn && place === 'ahead of all' ? queue.policy.priority : ORDINARY_PRIORITY;
    const taskSid = model.createTask({ workflowSid, attributes: {}, priority }, atMs);
    const caller = { arrivedAtMs, queuedAtMs: atMs, isReturn, taskSid };
    callers.push(caller);
    bySid.set(taskSid, caller);
    if (isReturn && place === 'kept') await putInPlace(model, caller);
  }
  note(20_000_000);
  return callers;
}

/** The step that moves a task to its place, against the model instead of TaskRouter's REST API. */
async function putInPlace(model: TaskRouterModel, { taskSid, arrivedAtMs, queuedAtMs }: Caller): Promise<void> {
  const task = { taskSid, placeSinceMs: arrivedAtMs } as Parameters<typeof keepPlace>[0];
  await keepPlace(
    task,
    queue,
    services({
      nowMs: () => queuedAtMs,
      tasks: {
        find: () => Promise.reject(new Error('not asked')),
        listWaiting: () => Promise.reject(new Error('not asked')),
        create: () => Promise.reject(new Error('not asked')),
        read: async (_, sid) => ({ sid, status: 'pending', createdAtMs: queuedAtMs, attributes: {}, etag: 'x' }),
        change: async (_, { sid }, { virtualStartMs }) => {
          if (virtualStartMs !== undefined) model.updateTask(sid, { virtualStartMs }, queuedAtMs);
          return true;
        },
      },
    }),
  );
}

/** Return calls that were served before an ordinary caller who had waited as long as the cap when they came. */
function overtaken(callers: Caller[]): Caller[] {
  return callers
    .filter(({ isReturn }) => !isReturn)
    .flatMap((ordinary) =>
      callers.filter(
        (late) =>
          late.isReturn &&
          late.queuedAtMs - ordinary.arrivedAtMs > CAP_SECONDS * 1000 &&
          late.queuedAtMs < (ordinary.answeredAtMs ?? 0) &&
          (late.answeredAtMs ?? 0) < (ordinary.answeredAtMs ?? 0) - 2000,
      ),
    );
}

describe('an hour of heavy returns with places kept', () => {
  it('serves in the order of first arrival, as far as the cap reaches', async () => {
    const callers = await heavyHour('kept');
    const placeOf = (caller: Caller) => Math.max(caller.arrivedAtMs, caller.queuedAtMs - CAP_SECONDS * 1000);
    const served = callers.filter(({ answeredAtMs }) => answeredAtMs !== undefined);
    expect(served).toHaveLength(callers.length);
    for (const one of served) {
      for (const other of served) {
        // Both were waiting when the other was taken, and a second of ringing apart is a tie.
        const bothWaited = one.queuedAtMs < (other.answeredAtMs ?? 0) - 2000;
        if (bothWaited && placeOf(one) < placeOf(other)) {
          expect(one.answeredAtMs).toBeLessThanOrEqual((other.answeredAtMs ?? 0) + 2000);
        }
      }
    }
  });

  it('lets no return call overtake an ordinary caller who has waited as long as the cap', async () => {
    expect(overtaken(await heavyHour('ahead of all'))).not.toEqual([]);
    expect(overtaken(await heavyHour('kept'))).toEqual([]);
  });

  it('keeps ordinary callers from waiting as long as behind a fixed priority', async () => {
    const longest = (callers: Caller[]) =>
      Math.max(
        ...callers
          .filter(({ isReturn }) => !isReturn)
          .map(({ answeredAtMs = 0, queuedAtMs }) => answeredAtMs - queuedAtMs),
      );
    expect(longest(await heavyHour('kept'))).toBeLessThan(longest(await heavyHour('ahead of all')));
  });
});
