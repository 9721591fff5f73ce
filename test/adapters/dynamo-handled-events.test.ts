import { beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoHandledEvents } from '../../lambdas/adapters/dynamo-handled-events.ts';
import { NOON_MS } from '../support/builders.ts';
import { scan, TABLE, useTable } from '../support/table.ts';

const table = useTable();
let events: DynamoHandledEvents;
beforeAll(() => {
  events = new DynamoHandledEvents(table.client, TABLE);
});

describe('the mark of an event', () => {
  it('is made by the first alone, however many say so at once', async () => {
    const event = { key: 'task.canceled WT1', atMs: NOON_MS };
    const first = await Promise.all(Array.from({ length: 20 }, () => events.mark(event)));
    expect(first.filter(Boolean)).toHaveLength(1);
  });

  it('is found about its time, with a minute on either side', async () => {
    await events.mark({ key: 'task.created WT2', atMs: NOON_MS + 3_599_000 });
    const found = async (fromMs: number, toMs: number) => [...(await events.between(fromMs, toMs))].sort();
    expect(await found(NOON_MS, NOON_MS + 3_600_000)).toEqual(['task.canceled WT1', 'task.created WT2']);
    expect(await found(NOON_MS + 60_000, NOON_MS + 60_000)).toEqual(['task.canceled WT1']);
    expect(await found(NOON_MS - 60_000, NOON_MS - 1000)).toEqual(['task.canceled WT1']);
    expect(await found(NOON_MS + 120_000, NOON_MS + 180_000)).toEqual([]);
  });

  it('goes after three days, and names nobody', async () => {
    const mark = (await scan(table.client)).find(({ sk }) => sk?.S === 'task.canceled WT1');
    expect(mark).toEqual({
      pk: { S: `events#${NOON_MS / 60_000}` },
      sk: { S: 'task.canceled WT1' },
      by: { S: expect.stringMatching(/^[0-9a-f]{8}$/) },
      ttl: { N: String(NOON_MS / 1000 + 3 * 86_400) },
    });
  });
});

describe('how far the events of a workspace have been read', () => {
  it('is not known at first, and then kept apart for each', async () => {
    expect(await events.readUntilMs('WS1')).toBeUndefined();
    await events.noteReadUntil('WS1', NOON_MS);
    await events.noteReadUntil('WS2', NOON_MS + 1000);
    expect([await events.readUntilMs('WS1'), await events.readUntilMs('WS2')]).toEqual([NOON_MS, NOON_MS + 1000]);
  });
});
