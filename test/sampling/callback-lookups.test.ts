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
    scheduler: {
      widgetStatus: refuse,
      callbackStatus: async () => ({ data: [{ ...published, ...answer }] }),
      cancelCallback: refuse,
    },
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

/** What became of a callback that Mindful's API was asked for without an answer, a look-up later. */
async function unanswered(
  status: 'asked' | 'in-doubt',
  {
    at = 2,
    found = true,
    cancel = 'Canceled',
    asks = true,
  }: Partial<Record<'found' | 'asks', boolean>> & {
    at?: number;
    cancel?: string;
  } = {},
) {
  const records = new MemoryCallbackRecords();
  const key = { caller: alice, queue: 'support', callSid: 'CA-first', nowMs: NOON_MS };
  await records.request(callbackRecord({ queue: 'support', status: 'requested', acceptedAtMs: NOON_MS }), NOON_MS);
  await records.move({ ...key, to: 'asked' });
  if (status === 'in-doubt') await records.move({ ...key, to: 'in-doubt' });
  const counted: string[] = [];
  const queue = queueConfig();
  const callTarget = { ...queue.callTarget, id: '4380', widget: { ...widget, callbackStatus: asks } };
  await keepPromises([{ ...queue, callTarget, open: await records.listOpen('support') }], {
    callbacks: records,
    scheduler: {
      widgetStatus: refuse,
      callbackStatus: async () => ({ data: found ? [{ ...published, ...created }] : [] }),
      cancelCallback: async () => ({ data: [{ status: cancel }] }),
    },
    mindfulApi: { hasCredentials: refuse, endedCalls: refuse },
    tasks: { find: refuse, listWaiting: refuse, create: refuse, read: refuse, change: refuse },
    nowMs: () => NOON_MS + at * 60_000,
    write: ({ measurements }) => counted.push(...measurements.map(({ name }) => name)),
    warn: () => {},
    hasTime: () => true,
  });
  return { status: (await records.find(alice, 'support'))?.status, counted };
}

describe("a callback that Mindful's API was asked for and never told of", () => {
  it('is confirmed where its caller hung up, whether or not others are looked up', async () => {
    expect(await unanswered('asked')).toEqual({ status: 'registered', counted: ['CallbackRegistered'] });
    expect(await unanswered('asked', { asks: false })).toMatchObject({ status: 'registered' });
  });

  it('is cancelled where its caller holds', async () =>
    expect(await unanswered('in-doubt')).toEqual({ status: 'called-off', counted: ['CallbackCalledOff'] }));

  it.each(['InteractionNotFound', 'TooManyInteractions', 'FAILED'])(
    'is looked for again when Mindful says %s to that',
    async (cancel) => expect(await unanswered('in-doubt', { cancel })).toEqual({ status: 'in-doubt', counted: [] }),
  );

  it.each(['asked', 'in-doubt'] as const)(
    '(%s) is refused once Mindful has had nothing for eleven minutes',
    async (status) => {
      expect(await unanswered(status, { found: false, at: 11 })).toEqual({ status, counted: [] });
      expect(await unanswered(status, { found: false, at: 12 })).toEqual({ status: 'refused', counted: [] });
    },
  );
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
