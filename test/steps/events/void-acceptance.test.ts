import { describe, expect, it } from '@jest/globals';
import type { CallbackRecord } from '../../../lambdas/domain/callback/callback-record.ts';
import { alice, callbackRecord, configuration, NOON_MS, queueConfig, snapshot } from '../../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../../support/fakes.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { serviceHandler } from '../../support/service.ts';
import { signedEvent } from '../../support/signed-event.ts';

const CALL = `CA${'0'.repeat(31)}1`;
const OTHER_CALL = `CA${'0'.repeat(31)}2`;

/** An agent accepts the caller of `CALL`, who may have accepted a callback. */
async function agentAccepts(known: Partial<CallbackRecord>, { offerOnHold = true, heldSeconds = 130 } = {}) {
  const { table, callbacks, queueStates } = memoryTable();
  table.state = { snapshot: snapshot(600) };
  table.records.set(
    `${alice} support`,
    callbackRecord({ caller: alice, callSid: CALL, status: 'requested', ...known }),
  );
  const { queues, ...rest } = configuration();
  const own = { ...rest, queues: queues.map((queue) => ({ ...queue, policy: { ...queue.policy, offerOnHold } })) };
  const log = logKeeper();
  const form = {
    EventType: 'reservation.accepted',
    TaskAttributes: JSON.stringify({ queue: 'support', call_sid: CALL, from: alice }),
    TaskAge: String(heldSeconds),
    Timestamp: String(NOON_MS / 1000),
  };
  const all = services({ configuration: own, callbacks, queueStates });
  const { statusCode } = await serviceHandler(all, log.write)(signedEvent('task-events', { form }), lambdaContext());
  expect(statusCode).toBe(204);
  return { status: table.records.get(`${alice} support`)?.status, counted: log.counted() };
}

describe('an agent accepts a caller', () => {
  it('who has just said yes to a callback: nobody will call back', async () => {
    const { status, counted } = await agentAccepts({});
    expect(status).toBe('cancelled');
    expect(counted).toContain('CallbackCancelled');
  });

  it.each([
    ['of another call', { callSid: OTHER_CALL }],
    ['that Mindful has answered', { status: 'transferred' }],
  ] as const)('whose callback is one %s: it stays', async (_, known) => {
    const { status, counted } = await agentAccepts(known);
    expect(status).toBe('status' in known ? known.status : 'requested');
    expect(counted).not.toContain('CallbackCancelled');
  });

  it('before an offer on hold can have been due, and the table is not asked', async () => {
    const { afterSeconds } = queueConfig().policy.inQueueOffer;
    expect(await agentAccepts({}, { heldSeconds: afterSeconds - 1 })).toMatchObject({ status: 'requested' });
    expect(await agentAccepts({}, { heldSeconds: afterSeconds })).toMatchObject({ status: 'cancelled' });
  });

  it('in a queue that offers nothing on hold, and the table is not asked', async () => {
    expect(await agentAccepts({}, { offerOnHold: false })).toMatchObject({ status: 'requested' });
  });
});
