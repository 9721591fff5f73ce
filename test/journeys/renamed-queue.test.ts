import { describe, expect, it } from '@jest/globals';
import { underFormerNames } from '../../lambdas/adapters/former-names.ts';
import { type CallbackRecord, newCallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import type { QueueConfig } from '../../lambdas/domain/queue-config.ts';
import { keepPromises } from '../../lambdas/sampling/promised-callbacks.ts';
import { alice, configuration, NOON_MS, snapshot } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { MemoryCallbackRecords } from '../support/memory-callback-records.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';

const FIRST_CALL = 'CA00000000000000000000000000000001';
const queues = configuration().queues.map(
  (queue): QueueConfig => ({
    ...queue,
    name: 'help',
    formerNames: ['support'],
    callTarget: { ...queue.callTarget, returnSipUser: 'return-help', chooseHoldSipUser: 'hold-help' },
  }),
);
const renamed = { ...configuration(), defaultQueue: 'help', queues };

/** A queue that was called support when Alice accepted a callback, and is called help since a deploy. */
async function afterRenaming(status: 'requested' | 'registered') {
  const records = new MemoryCallbackRecords();
  const accepted = { caller: alice, queue: 'support', callSid: FIRST_CALL };
  await records.request(newCallbackRecord({ ...accepted, quotedWaitSeconds: 300 }, NOON_MS - 300_000), NOON_MS);
  if (status !== 'requested') await records.move({ ...accepted, to: status, nowMs: NOON_MS, dueAtMs: NOON_MS });
  const { table, queueStates } = memoryTable();
  table.state = { snapshot: snapshot(400) };
  const log = logKeeper();
  const all = services({ configuration: renamed, queueStates, callbacks: underFormerNames(records, renamed) });
  const handler = serviceHandler(all, log.write);
  const hears = async (...event: Parameters<typeof signedEvent>) =>
    String((await handler(signedEvent(...event), lambdaContext())).body);
  const samples = async (nowMs: number) => {
    const open: CallbackRecord[] = await all.callbacks.listOpen('help');
    const refuse = () => Promise.reject(new Error('must not be asked here'));
    const scheduler = { widgetStatus: refuse, callbackStatus: refuse, cancelCallback: refuse };
    const mindfulApi = { hasCredentials: async () => false, endedCalls: refuse };
    const keeping = { ...all, scheduler, mindfulApi, write: log.write, nowMs: () => nowMs, hasTime: () => true };
    await keepPromises(
      queues.map((queue) => ({ ...queue, open })),
      keeping,
    );
  };
  return { hears, samples, log, record: () => records.find(alice, 'support') };
}

describe('a queue that has another name since a deploy', () => {
  it('brings back the customer whom it promised a callback under the old name, on the address of either name', async () => {
    for (const user of ['return-support', 'return-help']) {
      const { hears, record } = await afterRenaming('registered');
      const form = { To: `sip:${user}@example.sip.twilio.com`, 'SipHeader_x-user-to-user': alice };
      expect(await hears('sip', { form })).toMatch(/"promise|acceptedAt/);
      expect(await record()).toMatchObject({ status: 'returned' });
    }
  });

  it('offers that customer no second callback', async () => {
    const { hears } = await afterRenaming('registered');
    const heard = await hears('incoming-call', { queue: 'help', form: { CallSid: `CA${'2'.repeat(32)}` } });
    expect(heard).toMatch(/already arranged/);
  });

  it('hears of the end of a call that began under the old name', async () => {
    const { hears, record } = await afterRenaming('requested');
    await hears('call-ended', { form: { CallStatus: 'completed' } });
    expect(await record()).toMatchObject({ status: 'cancelled' });
  });

  it('counts that callback as lost when Mindful never calls back', async () => {
    const { samples, log, record } = await afterRenaming('registered');
    await samples(NOON_MS + 3_600_000);
    expect(await record()).toMatchObject({ status: 'lost' });
    expect(log.counted()).toEqual(['CallbackLost']);
  });

  it('counts it as kept when an agent accepts its task, whichever name the task has', async () => {
    for (const queue of ['support', 'help']) {
      const { hears, record } = await afterRenaming('registered');
      const attributes = { queue, callback: { queue, firstCallSid: FIRST_CALL }, customerPhone: alice };
      const form = { EventType: 'reservation.accepted', TaskAttributes: JSON.stringify(attributes), TaskAge: '5' };
      await hears('task-events', { form });
      expect(await record()).toMatchObject({ status: 'answered' });
    }
  });
});
