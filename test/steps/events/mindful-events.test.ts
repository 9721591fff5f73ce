import { describe, expect, it } from '@jest/globals';
import { newCallbackRecord } from '../../../lambdas/domain/callback/callback-record.ts';
import { readMindfulEvent } from '../../../lambdas/domain/mindful/webhook-event.ts';
import type { CallTarget, Configuration } from '../../../lambdas/domain/queue-config.ts';
import { mindfulEvents } from '../../../lambdas/steps/events/mindful-events.ts';
import { alice, configuration, NOON_MS } from '../../support/builders.ts';
import { services } from '../../support/fakes.ts';
import { MemoryCallbackRecords } from '../../support/memory-callback-records.ts';

type Differences = Partial<CallTarget>;

/** Two queues, of which the first is the default one, with what differs in their Call Targets. */
function twoQueues(support: Differences = {}, billing: Differences = {}): Configuration {
  const written = configuration();
  const queues = written.queues.flatMap((queue) => [
    { ...queue, callTarget: { ...queue.callTarget, ...support } },
    { ...queue, name: 'billing', callTarget: { ...queue.callTarget, number: '+13305550101', ...billing } },
  ]);
  return { ...written, queues };
}

/** Alice accepts callbacks in queues, and Mindful's events arrive. */
function world(configured: Configuration) {
  const callbacks = new MemoryCallbackRecords();
  const all = services({ configuration: configured, callbacks, nowMs: () => NOON_MS + 3_600_000 });
  const accepts = async (queue: string, atMs = NOON_MS) => {
    const keys = { caller: alice, queue, callSid: `CA-${queue}` };
    await callbacks.request(newCallbackRecord({ ...keys, quotedWaitSeconds: 300 }, atMs), atMs);
    await callbacks.move({ ...keys, to: 'transferred', nowMs: atMs });
  };
  const hears = async (call: object) => {
    const json = { data: { event: 'Registered Callback', call: { type: 'asap', ...call } } };
    const reply = await mindfulEvents(readMindfulEvent(json), all);
    return reply.measurements?.map(({ name }) => name);
  };
  const record = (queue: string) => callbacks.find(alice, queue);
  return { accepts, hears, record };
}

/** Created so many seconds after noon, and due an hour later. */
const createdAfter = (seconds: number) => ({
  ani: alice.slice(1),
  phoneNumber: alice,
  createdAt: new Date(NOON_MS + seconds * 1000).toISOString(),
  estimatedFor: new Date(NOON_MS + (3600 + seconds) * 1000).toISOString(),
});

describe('a confirmation that names the customer by the header alone', () => {
  it('is understood in the queue that it is about, whose header is not that of the default queue', async () => {
    const { accepts, hears, record } = world(twoQueues({ id: '1' }, { id: '2', headerName: 'x-customer' }));
    await accepts('billing');
    const elsewhere = { ani: '18005550199', phoneNumber: '+18005550199', callTargetId: '2' };
    await hears({ ...createdAfter(20), ...elsewhere, metadata: { 'X-Customer': '%2B14155551234' } });
    expect(await record('billing')).toMatchObject({ status: 'registered', dueAtMs: NOON_MS + 3_620_000 });
  });
});

describe('one caller with callbacks in two queues whose Call Targets have no IDs', () => {
  it('has each confirmed by its own event when the second was accepted later, in whichever order the events arrive', async () => {
    for (const order of [
      [20, 1820],
      [1820, 20],
    ]) {
      const { accepts, hears, record } = world(twoQueues());
      await accepts('support');
      await accepts('billing', NOON_MS + 1_800_000);
      for (const seconds of order) expect(await hears(createdAfter(seconds))).toEqual(['CallbackRegistered']);
      expect(await record('support')).toMatchObject({ status: 'registered', dueAtMs: NOON_MS + 3_620_000 });
      expect(await record('billing')).toMatchObject({ status: 'registered', dueAtMs: NOON_MS + 5_420_000 });
    }
  });

  it('has neither confirmed, nor a due time of the other queue, when both were accepted at once', async () => {
    const { accepts, hears, record } = world(twoQueues());
    await accepts('support');
    await accepts('billing', NOON_MS + 5000);
    expect(await hears(createdAfter(20))).toEqual(['RegistrationAmbiguous']);
    for (const queue of ['support', 'billing']) expect(await record(queue)).toMatchObject({ status: 'transferred' });
  });

  it('has each confirmed by its own event where the queue comes along in a header', async () => {
    const { accepts, hears, record } = world(
      twoQueues({ queueHeaderName: 'x-callback-queue' }, { queueHeaderName: 'x-callback-queue' }),
    );
    await accepts('support');
    await accepts('billing', NOON_MS + 5000);
    await hears({ ...createdAfter(20), metadata: { 'x-callback-queue': 'billing' } });
    await hears({ ...createdAfter(25), metadata: { 'x-callback-queue': 'support' } });
    expect(await record('support')).toMatchObject({ status: 'registered', dueAtMs: NOON_MS + 3_625_000 });
    expect(await record('billing')).toMatchObject({ status: 'registered', dueAtMs: NOON_MS + 3_620_000 });
  });

  it('has the second not confirmed by a repeat of the first one’s event', async () => {
    const { accepts, hears, record } = world(twoQueues());
    await accepts('support');
    await hears(createdAfter(20));
    await accepts('billing', NOON_MS + 60_000);
    expect(await hears(createdAfter(20))).toEqual([]);
    expect(await record('billing')).toMatchObject({ status: 'transferred' });
  });
});

describe('M3: an event whose form no document shows', () => {
  it.each(['Cancelled Callback', 'Reconnected Callback', 'Final Attempt', 'toString', ''])(
    '("%s") is counted by its name and changes nothing',
    async (event) => {
      const json = { data: { event, call: createdAfter(20) } };
      const reply = await mindfulEvents(readMindfulEvent(json), services());
      expect(reply).toEqual({
        body: 'no-content',
        measurements: [{ name: 'MindfulEventIgnored' }],
        log: { mindfulEvent: event },
      });
    },
  );

  it("brings no customer's number into the log, not even in its name", async () => {
    const json = { data: { event: `Final Attempt ${alice} (415) 555-1234`, call: createdAfter(20) } };
    const { log } = await mindfulEvents(readMindfulEvent(json), services());
    expect(JSON.stringify(log)).not.toMatch(/\d/);
  });
});
