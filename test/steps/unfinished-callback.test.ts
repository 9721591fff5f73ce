import { describe, expect, it } from '@jest/globals';
import type { CallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import { callbackRecord, configuration, NOON_MS, snapshot } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';

/** What a caller hears on a long wait, who has such a callback from an earlier call. */
async function hears(record: Partial<CallbackRecord>, { yes = false, policy = {} } = {}): Promise<string> {
  const { table, queueStates, callbacks } = memoryTable();
  table.state = { snapshot: snapshot(400) };
  const earlier = callbackRecord({ acceptedAtMs: NOON_MS - 3_600_000, ...record });
  table.records.set(`${earlier.caller} ${earlier.queue}`, earlier);
  const all = services({ configuration: configuration(policy), queueStates, callbacks });
  const handler = serviceHandler(all, logKeeper().write);
  const event = yes ? signedEvent('offer-reply', { form: { Digits: '1' } }) : signedEvent('incoming-call');
  return String((await handler(event, lambdaContext())).body);
}

const returned: Partial<CallbackRecord> = { status: 'returned', expiresAtMs: NOON_MS + 60_000 };
const lost: Partial<CallbackRecord> = { status: 'lost', expiresAtMs: NOON_MS + 60_000 };
const task = { policy: { lostCallbackTask: true } };

describe('a caller whose callback came back, and of whose agent nobody has heard', () => {
  it('is put into the queue without an offer that could not be kept, and is not told that a callback stands', async () => {
    const heard = await hears(returned);
    expect(heard).not.toMatch(/press 1/);
    expect(heard).not.toMatch(/already arranged/);
    expect(heard).toMatch(/<Enqueue/);
  });

  it('and who says yes to an offer from before hears that it could not be arranged', async () => {
    expect(await hears(returned, { yes: true })).toMatch(/could not arrange/);
  });

  it('is offered one again once that callback counts as over', async () => {
    expect(await hears({ ...returned, expiresAtMs: NOON_MS })).toMatch(/press 1/);
  });
});

describe('a caller whose callback was lost', () => {
  it('gets no offer before somebody has heard of the loss, nor before its task exists', async () => {
    expect(await hears(lost)).not.toMatch(/press 1/);
    expect(await hears({ ...lost, lossReportedAtMs: NOON_MS }, task)).not.toMatch(/press 1/);
  });

  it('gets one after that', async () => {
    expect(await hears({ ...lost, lossReportedAtMs: NOON_MS })).toMatch(/press 1/);
    expect(await hears({ ...lost, lossReportedAtMs: NOON_MS, lostTaskSid: 'WT1' }, task)).toMatch(/press 1/);
  });
});
