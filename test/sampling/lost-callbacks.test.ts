import { describe, expect, it } from '@jest/globals';
import type { CallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import type { MindfulWidget } from '../../lambdas/domain/queue-config.ts';
import { keepPromises } from '../../lambdas/sampling/promised-callbacks.ts';
import type { PromiseServices } from '../../lambdas/sampling/promising-queue.ts';
import type { Task, TaskRouterTasks } from '../../lambdas/services.ts';
import { callbackRecord, NOON_MS, phoneNumber, queueConfig } from '../support/builders.ts';
import { MemoryCallbackRecords } from '../support/memory-callback-records.ts';

const MINUTE_MS = 60_000;
const queue = queueConfig({ lostCallbackTask: true, returnGraceSeconds: 900 });

interface Options {
  count: number;
  status?: 'transferred' | 'registered';
  /** Steps of a sample until its time is up. */
  stepsOfTime?: number;
  callTarget?: object;
  callbackStatus?: PromiseServices['scheduler']['callbackStatus'];
}

/** A queue with callbacks that were due at noon, TaskRouter, and a sampler that runs every minute. */
async function sampled({
  count,
  status = 'registered',
  callTarget = {},
  callbackStatus = refuse,
  ...options
}: Options) {
  const records = new MemoryCallbackRecords();
  for (let index = 0; index < count; index += 1) {
    const accepted = callbackRecord({
      ...{ caller: phoneNumber(`+1415557${String(index).padStart(4, '0')}`), callSid: `CA-${index}` },
      ...{ status: 'requested' as const, acceptedAtMs: NOON_MS - 300_000 + index },
    });
    await records.request(accepted, NOON_MS);
    await records.move({
      ...accepted,
      to: status,
      nowMs: NOON_MS,
      ...(status === 'registered' && { dueAtMs: NOON_MS }),
    });
  }
  const world = { nowMs: NOON_MS + 16 * MINUTE_MS, isSilent: false, losesAnswers: false };
  /** Every agent is done with a task at once: TaskRouter shows none that is finished. */
  const made: string[] = [];
  const live = new Map<string, Task>();
  const canceled: string[] = [];
  const asked: string[] = [];
  const tasks: TaskRouterTasks = {
    find: async (_, expression) => {
      asked.push('find');
      const task = live.get(/"(.*)"/.exec(expression)?.[1] ?? '');
      return task ? [task] : [];
    },
    listWaiting: refuse,
    create: async (_, { attributes }) => {
      asked.push('create');
      if (world.isSilent) throw new Error('TaskRouter is silent');
      const callSid = String(attributes['lost_callback']);
      made.push(callSid);
      if (!world.losesAnswers) return `WT-${callSid}`;
      live.set(callSid, { sid: `WT-${callSid}`, status: 'pending', createdAtMs: 0, attributes, etag: '1' });
      throw new Error('the answer was lost');
    },
    read: async (_, sid) => ({ sid, status: 'pending', createdAtMs: 0, attributes: {}, etag: '1' }),
    change: async (_, { sid }) => canceled.push(sid) > 0,
  };
  const counted: Record<string, number> = {};
  const named: unknown[] = [];
  const sample = async (open?: CallbackRecord[]) => {
    let steps = 0;
    const services: PromiseServices = {
      ...{ callbacks: records, tasks, scheduler: { widgetStatus: refuse, callbackStatus, cancelCallback: refuse } },
      mindfulApi: { hasCredentials: async () => false, endedCalls: refuse },
      nowMs: () => world.nowMs,
      write: ({ measurements, properties }) => {
        named.push(properties['firstCallSid']);
        for (const { name, value = 1 } of measurements) counted[name] = (counted[name] ?? 0) + value;
      },
      warn: () => {},
      hasTime: () => ++steps <= (options.stepsOfTime ?? Number.POSITIVE_INFINITY),
    };
    const promising = { ...queue, callTarget: { ...queue.callTarget, ...callTarget } };
    await keepPromises([{ ...promising, open: open ?? (await records.listOpen('support')) }], services);
  };
  return { records, world, made, canceled, asked, counted, named, sample };
}

describe('three hundred callbacks that are lost in one minute', () => {
  it('are all reported first, and become one task each, as many a sample as there is time for', async () => {
    const { sample, counted, made, world } = await sampled({ count: 300, stepsOfTime: 120 });
    await sample();
    expect(counted['CallbackLost']).toBe(300);
    expect(made.length).toBeGreaterThan(50);
    expect(made.length).toBeLessThan(120);
    for (let minute = 0; minute < 5; minute += 1) {
      world.nowMs += MINUTE_MS;
      await sample();
    }
    expect(made).toHaveLength(300);
    expect(new Set(made).size).toBe(300);
    expect(counted).toMatchObject({ CallbackLost: 300, LostCallbackTask: 300 });
  });

  it('are all reported when TaskRouter is silent, which is asked once a sample and goes on when it answers', async () => {
    const { sample, counted, asked, made, world } = await sampled({ count: 300 });
    world.isSilent = true;
    await sample();
    expect(counted['CallbackLost']).toBe(300);
    expect(asked).toEqual(['create']);
    world.nowMs += MINUTE_MS;
    await sample();
    expect(asked).toHaveLength(2);
    world.isSilent = false;
    world.nowMs += MINUTE_MS;
    await sample();
    expect(new Set(made).size).toBe(300);
    expect(counted['CallbackLost']).toBe(300);
  });

  it('get one task each from two samples that overlap', async () => {
    const { sample, made, records, world } = await sampled({ count: 30 });
    world.isSilent = true;
    await sample();
    world.isSilent = false;
    world.nowMs += MINUTE_MS;
    const open = await records.listOpen('support');
    await Promise.all([sample(open), sample(open)]);
    expect(made).toHaveLength(30);
    expect(new Set(made).size).toBe(30);
  });
});

describe('a lost callback', () => {
  it.each(['registered', 'transferred'] as const)(
    'that was %s is named in the log by the call in which it was promised, so that somebody can call the person',
    async (status) => {
      const { sample, named, world } = await sampled({ count: 3, status });
      world.nowMs += 2 * 60 * MINUTE_MS;
      await sample();
      expect(named).toEqual(expect.arrayContaining(['CA-0', 'CA-1', 'CA-2']));
    },
  );

  it('is counted once when a second sample begins while the first reports it', async () => {
    const { sample, counted, records } = await sampled({ count: 1 });
    const closeLoss = records.closeLoss.bind(records);
    records.closeLoss = async (...args) => {
      records.closeLoss = closeLoss;
      await sample();
      return closeLoss(...args);
    };
    await sample();
    expect(counted['CallbackLost']).toBe(1);
  });

  it('is counted by one of two later samples when the first broke off before it could', async () => {
    const { sample, counted, records, world } = await sampled({ count: 1 });
    const [record] = await records.listOpen('support');
    if (!record) throw new Error('nobody is waiting');
    await records.move({ ...record, to: 'lost', nowMs: world.nowMs });
    world.nowMs += MINUTE_MS;
    const open = await records.listOpen('support');
    await Promise.all([sample(open), sample(open)]);
    expect(counted['CallbackLost']).toBe(1);
  });

  it('has its task though the answer was lost, and gets no second one', async () => {
    const { sample, made, records, world } = await sampled({ count: 1 });
    world.losesAnswers = true;
    await sample();
    world.losesAnswers = false;
    world.nowMs += MINUTE_MS;
    await sample();
    expect(made).toEqual(['CA-0']);
    expect(await records.listOpen('support')).toMatchObject([{ lostTaskSid: 'WT-CA-0' }]);
  });

  it('whose customer comes back while the task is being made has it taken back', async () => {
    const { sample, records, canceled } = await sampled({ count: 1 });
    const [record] = await records.listOpen('support');
    if (!record) throw new Error('nobody is waiting');
    const noteLostTask = records.noteLostTask.bind(records);
    records.noteLostTask = async (...args) => {
      await records.move({ ...record, to: 'returned', nowMs: NOON_MS, returnCallSid: 'CA-return' });
      return noteLostTask(...args);
    };
    await sample();
    expect(canceled).toEqual(['WT-CA-0']);
  });

  it('whose customer has come back before gets no task', async () => {
    const { sample, records, made, world } = await sampled({ count: 1 });
    world.isSilent = true;
    await sample();
    world.isSilent = false;
    const open = await records.listOpen('support');
    for (const record of open) await records.move({ ...record, to: 'returned', nowMs: NOON_MS, returnCallSid: 'CA-r' });
    world.nowMs += MINUTE_MS;
    await sample(open);
    expect(made).toEqual([]);
  });
});

describe('unconfirmed callbacks that Mindful is asked about', () => {
  const widget: MindfulWidget = {
    ...{ organizationId: 'example', widgetId: 'w', host: 'mindful.example.com', tokenHeader: 'authorization' },
    callbackStatus: true,
  };

  it('take turns: with twenty look-ups a sample, the hundredth is asked about in the fifth minute', async () => {
    const asked = new Set<string>();
    const { sample, world } = await sampled({
      ...{ count: 100, status: 'transferred', callTarget: { widget } },
      callbackStatus: async (_, caller) => {
        asked.add(caller);
        return {};
      },
    });
    for (let minute = 1; minute <= 5; minute += 1) {
      await sample();
      expect(asked.size).toBe(20 * minute);
      world.nowMs += MINUTE_MS;
    }
  });
});

async function refuse(): Promise<never> {
  throw new Error('must not be asked here');
}
