import { describe, expect, it } from '@jest/globals';
import type { MindfulWidget } from '../../lambdas/domain/queue-config.ts';
import { keepPromises } from '../../lambdas/sampling/promised-callbacks.ts';
import { alice, callbackRecord, NOON_MS, queueConfig } from '../support/builders.ts';
import { MemoryCallbackRecords } from '../support/memory-callback-records.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

const [published] = (vendorDocument('mindful-scheduler-answers')['callbackStatus'] as { data: object[] }).data;
const widget: MindfulWidget = {
  organizationId: 'example',
  widgetId: 'widget-support',
  host: 'mindful.example.com',
  tokenHeader: 'authorization',
  callbackStatus: true,
};

const acceptedSeconds = NOON_MS / 1000;

/** A callback of Alice's in a queue, accepted at this time. */
interface Accepted {
  queue: string;
  id?: string;
  acceptedAtMs?: number;
}

/** Callbacks that no webhook confirmed, looked up two minutes after noon; what became of each, and what the log says. */
async function lookedUpAll(answer: object, accepted: Accepted[]) {
  const records = new MemoryCallbackRecords();
  for (const { queue, acceptedAtMs = NOON_MS } of accepted) {
    await records.request(callbackRecord({ queue, status: 'requested', acceptedAtMs }), NOON_MS);
    await records.move({ caller: alice, queue, callSid: 'CA-first', to: 'transferred', nowMs: NOON_MS });
  }
  const warnings: unknown[] = [];
  const queues = accepted.map(async ({ queue: name, id }) => {
    const queue = queueConfig();
    const callTarget = { ...queue.callTarget, widget, ...(id !== undefined && { id }) };
    return { ...queue, name, callTarget, open: await records.listOpen(name) };
  });
  await keepPromises(await Promise.all(queues), {
    callbacks: records,
    scheduler: { widgetStatus: refuse, callbackStatus: async () => ({ data: [{ ...published, ...answer }] }) },
    mindfulApi: { hasCredentials: refuse, endedCalls: refuse },
    tasks: { find: refuse, listWaiting: refuse, create: refuse, read: refuse, change: refuse },
    nowMs: () => NOON_MS + 120_000,
    write: () => {},
    warn: (message, error) => warnings.push([message, error]),
    hasTime: () => true,
  });
  const found = accepted.map(({ queue }) => records.find(alice, queue));
  return { statuses: (await Promise.all(found)).map((record) => record?.status), records, warnings };
}

/** One callback, accepted at noon. */
async function lookedUp(answer: object, { id }: { id?: string } = { id: '4380' }) {
  const { records, warnings } = await lookedUpAll(answer, [{ queue: 'support', ...(id !== undefined && { id }) }]);
  return { record: await records.find(alice, 'support'), warnings };
}

const created = { created_at: String(acceptedSeconds + 20), estimated_for: String(acceptedSeconds + 1820) };

describe('an unconfirmed callback that Mindful is asked about', () => {
  it('is confirmed, with its real due time, when Mindful has it pending', async () => {
    const { record, warnings } = await lookedUp(created);
    expect(record).toMatchObject({ status: 'registered', dueAtMs: NOON_MS + 1_820_000 });
    expect(warnings).toEqual([]);
  });

  it.each(['cancelled', 'Canceled by customer'])('stays unconfirmed when Mindful says "%s"', async (status) =>
    expect((await lookedUp({ ...created, status })).record).toMatchObject({ status: 'transferred' }),
  );

  it('stays unconfirmed when the callback that Mindful has is of the day before', async () => {
    const yesterday = { created_at: String(acceptedSeconds - 86_400), estimated_for: String(acceptedSeconds - 84_600) };
    expect((await lookedUp(yesterday)).record).toMatchObject({ status: 'transferred' });
  });

  it('stays unconfirmed when the callback that Mindful has is of another Call Target', async () => {
    expect((await lookedUp(created, { id: '4711' })).record).toMatchObject({ status: 'transferred' });
    expect((await lookedUp(created, {})).record).toMatchObject({ status: 'registered' });
  });

  it('stays unconfirmed without an ID when the callback that Mindful has is of a later transfer', async () => {
    const later = { created_at: String(acceptedSeconds + 900), estimated_for: String(acceptedSeconds + 2700) };
    expect((await lookedUp(later, {})).record).toMatchObject({ status: 'transferred' });
    expect((await lookedUp(later)).record).toMatchObject({ status: 'registered' });
  });

  it('is confirmed by a status that no document names, and the log says which', async () => {
    const { record, warnings } = await lookedUp({ ...created, status: 'waiting for agent' });
    expect(record).toMatchObject({ status: 'registered' });
    expect(warnings).toEqual([['unknownCallbackStatus', 'waiting for agent']]);
  });
});

describe('one caller with unconfirmed callbacks in two queues, where Mindful answers by number', () => {
  it('has the one confirmed whose Call Target Mindful names', async () => {
    const accepted = [
      { queue: 'support', id: '4711' },
      { queue: 'billing', id: '4380' },
    ];
    expect((await lookedUpAll(created, accepted)).statuses).toEqual(['transferred', 'registered']);
  });

  it('has neither confirmed when nothing tells the two apart', async () => {
    const accepted = [{ queue: 'support' }, { queue: 'billing', acceptedAtMs: NOON_MS + 5000 }];
    expect((await lookedUpAll(created, accepted)).statuses).toEqual(['transferred', 'transferred']);
  });

  it('has the one confirmed by whose transfer it was registered, without IDs too', async () => {
    const accepted = [{ queue: 'support', acceptedAtMs: NOON_MS - 3_600_000 }, { queue: 'billing' }];
    expect((await lookedUpAll(created, accepted)).statuses).toEqual(['transferred', 'registered']);
  });
});

async function refuse(): Promise<never> {
  throw new Error('must not be asked here');
}
