import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoCallbackRecords, writeRecord } from '../../lambdas/adapters/dynamo-callback-records.ts';
import type { CallbackRecord, CallbackTransition } from '../../lambdas/domain/callback/callback-record.ts';
import { callbackRecord, NOON_MS, phoneNumber } from '../support/builders.ts';
import { TABLE, useTable } from '../support/table.ts';

const table = useTable();
let records: DynamoCallbackRecords;
let nextNumber = 0;

beforeAll(() => {
  records = new DynamoCallbackRecords(table.client, TABLE);
});

/** Every test has a caller and a queue of its own. */
function somebody(overrides: Partial<CallbackRecord> = {}): CallbackRecord {
  const id = String(++nextNumber).padStart(4, '0');
  return callbackRecord({
    caller: phoneNumber(`+1415555${id}`),
    queue: `queue-${id}`,
    status: 'requested',
    ...overrides,
  });
}

const move = (record: CallbackRecord, to: CallbackTransition, overrides = {}) =>
  records.move({
    caller: record.caller,
    queue: record.queue,
    callSid: record.callSid,
    to,
    nowMs: NOON_MS,
    ...overrides,
  });

describe('the list of open callbacks', () => {
  it('that never ends is given up', async () => {
    table.faults.set('dynamodb-endless', true);
    const listed = records.listOpen(somebody().queue);
    await listed.catch(() => table.faults.set('dynamodb-endless', false));
    await expect(listed).rejects.toThrow('does not end after 50 pages');
  });
});

describe('a record of which nothing is to come', () => {
  it('is deleted a day after it ended', async () => {
    const record = somebody();
    await records.request(record, NOON_MS);
    await move(record, 'cancelled');
    const Key = { pk: { S: `caller#${record.caller}` }, sk: { S: record.queue } };
    const { Item } = await table.client.send(new GetItemCommand({ TableName: TABLE, Key }));
    expect(Number(Item?.['ttl']?.N)).toBe(NOON_MS / 1000 + 24 * 60 * 60);
  });
});

describe('a caller who accepts a callback', () => {
  it('has a record that is found as it was written, and is listed as open', async () => {
    const record = somebody();
    expect(await records.request(record, NOON_MS)).toBe('written');
    expect(await records.find(record.caller, record.queue)).toEqual(record);
    expect(await records.listOpen(record.queue)).toEqual([record]);
  });

  it('gets no second one from another call while the first is open', async () => {
    const record = somebody();
    await records.request(record, NOON_MS);
    expect(await records.request({ ...record, callSid: 'CA-second' }, NOON_MS)).toBe('refused');
    expect(await records.find(record.caller, record.queue)).toEqual(record);
  });

  it('keeps the one they have when the webhook is repeated', async () => {
    const record = somebody();
    await records.request(record, NOON_MS);
    await move(record, 'transferred');
    expect(await records.request({ ...record, acceptedAtMs: NOON_MS + 5000 }, NOON_MS + 5000)).toBe('there');
    expect(await records.find(record.caller, record.queue)).toEqual({ ...record, status: 'transferred' });
  });

  it('may have a new one when the last has ended, or has expired to the millisecond', async () => {
    const ended = somebody();
    await records.request(ended, NOON_MS);
    await move(ended, 'cancelled');
    expect(await records.request({ ...ended, callSid: 'CA-second' }, NOON_MS)).toBe('written');

    const expired = somebody();
    await records.request(expired, NOON_MS);
    const second = { ...expired, callSid: 'CA-second' };
    expect(await records.request(second, expired.expiresAtMs - 1)).toBe('refused');
    expect(await records.request(second, expired.expiresAtMs)).toBe('written');
  });
});

describe('a callback record', () => {
  it('goes from yes to agent, each step once, and leaves the index at its end', async () => {
    const record = somebody();
    await records.request(record, NOON_MS);
    for (const to of ['transferred', 'returned', 'answered'] as const) {
      expect(await move(record, to)).toBe(true);
      expect(await move(record, to)).toBe(false);
    }
    expect(await records.listOpen(record.queue)).toEqual([]);
    expect(await records.find(record.caller, record.queue)).toMatchObject({ status: 'answered' });
  });

  it('remembers the call that brought the customer back', async () => {
    const record = somebody();
    await records.request(record, NOON_MS);
    await move(record, 'returned', { returnCallSid: 'CA-return' });
    expect(await records.find(record.caller, record.queue)).toMatchObject({ returnCallSid: 'CA-return' });
  });

  it('does not go backwards, and not for another call', async () => {
    const record = somebody();
    await records.request(record, NOON_MS);
    await move(record, 'returned');
    expect(await move(record, 'transferred')).toBe(false);
    expect(await move(record, 'cancelled')).toBe(false);
    expect(await move(record, 'answered', { callSid: 'CA-other' })).toBe(false);
  });

  it('of nobody can not be moved and is not created by trying', async () => {
    const record = somebody();
    expect(await move(record, 'transferred')).toBe(false);
    expect(await records.find(record.caller, record.queue)).toBeUndefined();
  });

  it('moves once when the same webhook arrives fifty times at once', async () => {
    const record = somebody();
    await records.request(record, NOON_MS);
    const moves = await Promise.all(Array.from({ length: 50 }, () => move(record, 'transferred')));
    expect(moves.filter(Boolean)).toHaveLength(1);
  });
});

/** A record that has come so far, one transition after the other. */
async function moved(...path: CallbackTransition[]): Promise<CallbackRecord> {
  const record = somebody();
  await records.request(record, NOON_MS);
  for (const to of path) expect(await move(record, to, { returnCallSid: 'CA-return' })).toBe(true);
  return record;
}

const listed = async ({ queue }: CallbackRecord) => (await records.listOpen(queue)).length > 0;

describe('what Mindful says', () => {
  it.each<CallbackTransition[]>([['refused'], ['cancelled'], ['expired']])(
    'stands above our conclusion that the callback was %s: it is registered and listed again',
    async (conclusion) => {
      const record = await moved(conclusion);
      expect(await listed(record)).toBe(false);
      expect(await move(record, 'registered', { dueAtMs: NOON_MS + 3_600_000 })).toBe(true);
      expect(await records.find(record.caller, record.queue)).toMatchObject({
        status: 'registered',
        dueAtMs: NOON_MS + 3_600_000,
      });
      expect(await listed(record)).toBe(true);
    },
  );

  it('to a caller whose call was over first is heard: what was cancelled is transferred after all, and listed again', async () => {
    const record = await moved('cancelled', 'transferred');
    expect(await records.find(record.caller, record.queue)).toMatchObject({ status: 'transferred' });
    expect(await listed(record)).toBe(true);
  });

  it('is not forgotten with time: only its return or its loss makes room for another', async () => {
    const record = await moved('transferred', 'registered');
    const muchLaterMs = NOON_MS + 7 * 24 * 3_600_000;
    const other = { ...record, callSid: 'CA-other' };
    expect(await records.request(other, muchLaterMs)).toBe('refused');
    expect(await move(record, 'lost')).toBe(true);
    expect(await records.request(other, muchLaterMs)).toBe('refused');
    expect(await records.closeLoss(record, { nowMs: NOON_MS, stillListed: true })).toBe(true);
    expect(await records.find(record.caller, record.queue)).toMatchObject({ lossReportedAtMs: NOON_MS });
    expect(await listed(record)).toBe(true);
    expect(await records.closeLoss(record, { nowMs: NOON_MS, stillListed: false })).toBe(true);
    expect(await records.closeLoss(record, { nowMs: NOON_MS, stillListed: false })).toBe(false);
    expect(await listed(record)).toBe(false);
    expect(await records.request(other, muchLaterMs)).toBe('written');
  });

  it('and nothing else leads to a loss', async () => {
    for (const path of [[], ['transferred'], ['transferred', 'returned']] as CallbackTransition[][])
      expect(await move(await moved(...path), 'lost')).toBe(false);
  });

  it('gives way to the return, however close together they come', async () => {
    for (let round = 0; round < 20; round += 1) {
      const record = await moved('transferred', 'registered');
      const both = await Promise.all([move(record, 'lost'), move(record, 'returned', { returnCallSid: 'CA-return' })]);
      expect(both[1]).toBe(true);
      expect(await records.find(record.caller, record.queue)).toMatchObject({ status: 'returned' });
    }
  });

  it('is taken back by a return call that comes after it', async () => {
    const record = await moved('transferred', 'registered', 'lost');
    await records.closeLoss(record, { nowMs: NOON_MS, stillListed: false });
    expect(await move(record, 'returned', { returnCallSid: 'CA-return' })).toBe(true);
    expect(await listed(record)).toBe(true);
  });

  it('may be reserved for one return call, which moves nothing', async () => {
    const record = somebody();
    await records.request(record, NOON_MS);
    expect(await records.reserveReturn(record, 'CA-one')).toBe(true);
    expect(await records.reserveReturn(record, 'CA-other')).toBe(false);
    expect(await records.find(record.caller, record.queue)).toMatchObject({
      status: 'requested',
      returnCallSid: 'CA-one',
    });
  });
});

describe('the report of a lost callback', () => {
  it('is claimed by one of several samples, when the one that found it, or claimed it, has had its time', async () => {
    const record = await moved('transferred', 'registered', 'lost');
    const claimAt = (ms: number) => records.claimLoss(record, NOON_MS + ms);
    expect(await claimAt(29_999)).toBe(false);
    const claims = await Promise.all(Array.from({ length: 5 }, () => claimAt(30_000)));
    expect(claims.filter(Boolean)).toEqual([true]);
    expect(await claimAt(59_999)).toBe(false);
    expect(await claimAt(60_000)).toBe(true);
    await records.closeLoss(record, { nowMs: NOON_MS, stillListed: true });
    expect(await claimAt(3_600_000)).toBe(false);
  });
});

describe('the task for a lost callback', () => {
  it('is claimed by one of several samples, and by a later one when that has died', async () => {
    const record = await moved('transferred', 'registered', 'lost');
    const claims = await Promise.all(Array.from({ length: 5 }, () => records.claimLostTask(record, NOON_MS)));
    expect(claims.filter((claim) => claim !== undefined)).toEqual(['first']);
    expect(await records.claimLostTask(record, NOON_MS + 29_999)).toBeUndefined();
    expect(await records.claimLostTask(record, NOON_MS + 30_000)).toBe('again');
    await records.noteLostTask(record, { sid: 'WT1', madeAtMs: NOON_MS });
    expect(await records.claimLostTask(record, NOON_MS + 3_600_000)).toBeUndefined();
  });
});

describe('a customer who hangs up before an agent comes', () => {
  it('may be brought back once more, and is answered then', async () => {
    const record = await moved('transferred', 'returned', 'abandoned');
    expect(await listed(record)).toBe(true);
    expect(await move(record, 'returned', { returnCallSid: 'CA-retry' })).toBe(true);
    expect(await move(record, 'answered')).toBe(true);
    expect(await listed(record)).toBe(false);
  });

  it('has not abandoned the next return call when the news of the first comes late', async () => {
    const record = await moved('returned', 'abandoned', 'returned');
    expect(await move(record, 'abandoned', { returnCallSid: 'CA-older' })).toBe(false);
  });

  it('may accept another callback at once', async () => {
    const record = await moved('returned', 'abandoned');
    expect(await records.request({ ...record, callSid: 'CA-other' }, NOON_MS)).toBe('written');
  });
});

describe('a repeated acceptance', () => {
  it('does not revive what has ended in the same call', async () => {
    const record = await moved('refused');
    expect(await records.request(record, NOON_MS)).toBe('refused');
    expect(await records.find(record.caller, record.queue)).toMatchObject({ status: 'refused' });
  });
});

describe('fifty identical webhooks at once', () => {
  it.each(['transferred', 'registered', 'returned', 'refused', 'cancelled'] as const)(
    'move a record to %s once, in each of twenty rounds',
    async (to) => {
      for (let round = 0; round < 20; round += 1) {
        const record = somebody();
        await records.request(record, NOON_MS);
        const moves = await Promise.all(
          Array.from({ length: 50 }, () => move(record, to, { returnCallSid: 'CA-return' })),
        );
        expect(moves.filter(Boolean)).toHaveLength(1);
      }
    },
  );
});

describe('when the table does not answer', () => {
  it('every operation rejects instead of pretending', async () => {
    table.faults.set('dynamodb-down', true);
    const record = somebody();
    await expect(records.find(record.caller, record.queue)).rejects.toThrow();
    await expect(records.request(record, NOON_MS)).rejects.toThrow();
    await expect(move(record, 'transferred')).rejects.toThrow();
    await expect(records.listOpen(record.queue)).rejects.toThrow();
    table.faults.set('dynamodb-down', false);
  });
});

describe('a record that a hand has edited', () => {
  it.each([
    ['a status that is none', { status: { S: 'confirmed' } }],
    ['no time of acceptance that a date could name', { acceptedAtMs: { N: '1e120' } }],
    ['a quote that is text', { quotedWaitSeconds: { S: 'soon' } }],
  ])('counts as absent with %s, and the others are listed', async (_what, edit) => {
    const [good, edited] = [somebody(), somebody()];
    await records.request(good, NOON_MS);
    const Item = { ...writeRecord({ ...edited, queue: good.queue }), ...edit };
    await table.client.send(new PutItemCommand({ TableName: TABLE, Item }));
    expect(await records.listOpen(good.queue)).toEqual([good]);
    expect(await records.find(edited.caller, good.queue)).toBeUndefined();
  });

  it('keeps what is right when its due time is not', async () => {
    const record = somebody();
    const Item = { ...writeRecord(record), dueAtMs: { N: '-1' } };
    await table.client.send(new PutItemCommand({ TableName: TABLE, Item }));
    expect(await records.find(record.caller, record.queue)).toEqual(record);
  });
});
