import { describe, expect, it } from '@jest/globals';
import { keepPromises } from '../../lambdas/sampling/promised-callbacks.ts';
import type { MindfulApi } from '../../lambdas/services.ts';
import { alice, bob, callbackRecord, NOON_MS, queueConfig } from '../support/builders.ts';
import { MemoryCallbackRecords } from '../support/memory-callback-records.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

const MINUTE_MS = 60_000;
const [published] = (vendorDocument('mindful-historical-calls')['document'] as { data: [object] }).data;
const refuse = () => Promise.reject(new Error('not asked here'));

/** A confirmed callback of Alice's, due at a quarter past noon, in a queue that gives agents a task for each loss. */
async function promised(mindful: Partial<MindfulApi> = {}) {
  const records = new MemoryCallbackRecords();
  const queue = queueConfig({ lostCallbackTask: true, returnGraceSeconds: 900 });
  await records.request(callbackRecord({ status: 'requested', acceptedAtMs: NOON_MS }), NOON_MS);
  const key = { caller: alice, queue: 'support', callSid: 'CA-first' };
  await records.move({ ...key, to: 'registered', nowMs: NOON_MS, dueAtMs: NOON_MS + 15 * MINUTE_MS });
  const counted: Record<string, number> = {};
  const asked: string[] = [];
  const tasks: unknown[] = [];
  const world = { history: [] as object[], isDown: false };
  const warnings: unknown[] = [];

  /** The sample of so many minutes after noon; what became of the callback. */
  async function sample(minutes: number): Promise<string | undefined> {
    const nowMs = NOON_MS + minutes * MINUTE_MS;
    await keepPromises([{ ...queue, open: await records.listOpen('support') }], {
      callbacks: records,
      scheduler: { widgetStatus: refuse, callbackStatus: refuse, cancelCallback: refuse },
      mindfulApi: {
        hasCredentials: async () => true,
        endedCalls: async ({ date, hour }) => {
          asked.push(`${date}/${hour}`);
          if (world.isDown) throw new Error('Mindful answered 500');
          return { data: hour === '13' ? world.history : [] };
        },
        ...mindful,
      },
      tasks: {
        find: async () => [],
        listWaiting: refuse,
        create: async (_, order) => `WT${tasks.push(order)}`,
        read: refuse,
        change: refuse,
      },
      nowMs: () => nowMs,
      write: ({ measurements }) => {
        for (const { name, value = 1 } of measurements) counted[name] = (counted[name] ?? 0) + value;
      },
      warn: (message) => warnings.push(message),
      hasTime: () => true,
    });
    return (await records.find(alice, 'support'))?.status;
  }
  return { sample, counted, asked, tasks, world, warnings };
}

const ofAlice = {
  ...published,
  ani: alice,
  phoneNumber: alice,
  createdAt: '2026-03-02T12:00:20Z',
  endedAt: '2026-03-02T12:20:00Z',
};

describe('M7: a callback that is about to count as lost', () => {
  it('is looked up in the history of calls, and lost only when a second look-up twenty minutes later finds nothing', async () => {
    const { sample, counted, asked, tasks } = await promised();
    expect(await sample(29)).toBe('registered');
    expect(asked).toEqual([]);
    expect(await sample(31)).toBe('registered');
    expect(asked).toEqual(['20260302/13']);
    expect(await sample(32)).toBe('registered');
    expect(await sample(50)).toBe('registered');
    expect(asked).toHaveLength(1);
    expect(await sample(51)).toBe('lost');
    expect(counted).toMatchObject({ CallbackLost: 1, LostCallbackTask: 1 });
    expect(tasks).toHaveLength(1);
  });

  it.each([
    ['no-answer', 'CallbackNoAnswer', { outcome: 'Unavailable' }],
    ['called-off', 'CallbackCalledOff', { outcome: 'Canceled' }],
    ['answered', 'CallbackAnswered', { outcome: 'Success' }],
  ])(
    'ends as %s, with its own count and no call of an agent, when the history says so',
    async (status, metric, record) => {
      const { sample, counted, tasks, world } = await promised();
      world.history = [{ ...ofAlice, ...record }];
      expect(await sample(31)).toBe(status);
      expect(await sample(60)).toBe(status);
      expect(counted).toEqual({ [metric]: 1 });
      expect(tasks).toEqual([]);
    },
  );

  it('ends as no-answer also where only the second look-up finds the record', async () => {
    const { sample, counted, world } = await promised();
    expect(await sample(31)).toBe('registered');
    world.history = [ofAlice];
    expect(await sample(51)).toBe('no-answer');
    expect(counted).toEqual({ CallbackNoAnswer: 1 });
  });

  it('waits as long as Mindful says that it will try again, a day at most', async () => {
    const { sample, world } = await promised();
    world.history = [{ ...ofAlice, hasRetry: true }];
    expect(await sample(31)).toBe('registered');
    expect(await sample(51)).toBe('registered');
    expect(await sample(71)).toBe('registered');
    expect(await sample(24 * 60 + 16)).toBe('lost');
  });

  it("is not excused by another customer's record", async () => {
    const { sample, world } = await promised();
    world.history = [{ ...ofAlice, ani: bob, phoneNumber: bob }];
    await sample(31);
    expect(await sample(51)).toBe('lost');
  });

  it('is lost after both look-ups when the history cannot be read, which is in the log', async () => {
    const { sample, counted, world, warnings } = await promised();
    world.isDown = true;
    expect(await sample(31)).toBe('registered');
    expect(await sample(51)).toBe('lost');
    expect(counted).toMatchObject({ CallbackLost: 1 });
    expect(warnings).toEqual(['callHistoryUnknown', 'callHistoryUnknown']);
  });

  it('is lost at once without credentials of the API', async () => {
    const { sample, asked } = await promised({ hasCredentials: async () => false });
    expect(await sample(31)).toBe('lost');
    expect(asked).toEqual([]);
  });
});
