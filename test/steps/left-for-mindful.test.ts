import { describe, expect, it } from '@jest/globals';
import type { CallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import { callbackRecord, NOON_MS, snapshot } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';

const CALL = 'CA00000000000000000000000000000001';

async function answerTo(event: Parameters<typeof signedEvent>, known: Partial<CallbackRecord>): Promise<string> {
  const { table, queueStates, callbacks } = memoryTable();
  table.state = { snapshot: snapshot(400) };
  const record = callbackRecord(known);
  table.records.set(`${record.caller} support`, record);
  const handler = serviceHandler(services({ queueStates, callbacks }), logKeeper().write);
  return String((await handler(signedEvent(...event), lambdaContext())).body);
}

const leaves: Parameters<typeof signedEvent> = ['left-queue', { form: { QueueResult: 'leave' } }];

it('nobody goes to Mindful for a callback that another call has accepted, or that has been transferred', async () => {
  expect(await answerTo(leaves, { callSid: CALL, status: 'requested' })).toMatch(/<Dial/);
  expect(await answerTo(leaves, { callSid: 'CA-other', status: 'requested' })).not.toMatch(/<Dial/);
  expect(await answerTo(leaves, { callSid: CALL, status: 'transferred' })).not.toMatch(/<Dial/);
});

describe('a caller who leaves the queue for a callback', () => {
  const ofThisCall = { callSid: CALL, status: 'requested' } as const;

  it('hears what comes while still in the queue', async () => {
    const says: Parameters<typeof signedEvent> = ['hold-reply', { form: { Digits: '1' }, query: 'wait=600' }];
    expect(await answerTo(says, ofThisCall)).toMatch(/<Response><Say[^>]*>[^<]*One moment, please\.<\/Say><Leave\/>/);
  });

  it('is dialled at once where the sentence was heard before', async () => {
    expect(await answerTo(leaves, { ...ofThisCall, toldWay: 'transfer', acceptedAtMs: NOON_MS - 59_999 })).toMatch(
      /<Response><Dial/,
    );
  });

  it.each([
    ['the version before has led out of the queue, without a word', {}],
    ['another way is open now', { toldWay: 'api' as const }],
    [
      'it was to be said long ago, and did not reach Twilio',
      { toldWay: 'transfer' as const, acceptedAtMs: NOON_MS - 60_000 },
    ],
  ])('hears what comes where %s', async (_, told) => {
    expect(await answerTo(leaves, { ...ofThisCall, ...told })).toMatch(/One moment, please\.<\/Say><Dial/);
  });
});

it('nobody is transferred twice in one call', async () => {
  const yes: Parameters<typeof signedEvent> = ['offer-reply', { form: { Digits: '1' } }];
  expect(await answerTo(yes, { callSid: CALL, status: 'refused' })).not.toMatch(/<Dial/);
});
