import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { deleteExpired } from '../../../../local/aws/table/time-to-live.ts';
import { scan, TABLE, useTable } from '../../../support/table.ts';

const NOW_MS = 1_772_452_800_000;
const table = useTable();

const put = (sk: string, more: Record<string, { N: string } | { S: string }>) =>
  table.client.send(
    new PutItemCommand({ TableName: TABLE, Item: { pk: { S: 'queue#support' }, sk: { S: sk }, ...more } }),
  );
const seconds = (laterBy: number) => ({ ttl: { N: String(NOW_MS / 1000 + laterBy) } });
const deleteNow = () => deleteExpired({ endpoint: table.endpoint, tableName: TABLE }, NOW_MS);
const kept = async () => (await scan(table.client)).map(({ sk }) => sk?.S).sort();

describe('what has expired in the embedded DynamoDB', () => {
  it('is deleted, and nothing that ends in this second, later or never', async () => {
    await put('over', seconds(-1));
    await put('ends', seconds(0));
    await put('lasts', seconds(1));
    await put('policy', {});
    expect(await deleteNow()).toBe(1);
    expect(await kept()).toEqual(['ends', 'lasts', 'policy']);
  });

  it('is found behind the first page of the table', async () => {
    const long = { text: { S: 'x'.repeat(300_000) } };
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await put(name, { ...long, ...seconds(-60) });
    expect(await deleteNow()).toBe(6);
    expect(await kept()).toEqual(['ends', 'lasts', 'policy']);
  });

  it('stays when it is written anew between being found and its turn', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `old-${index}`);
    await Promise.all([...many, 'renewed'].map((name) => put(name, seconds(-60))));
    const deleting = deleteNow();
    while ((await kept()).length === 204) await new Promise((resolve) => setImmediate(resolve));
    await put('renewed', seconds(60));
    expect(await deleting).toBe(200);
    expect(await kept()).toEqual(['ends', 'lasts', 'policy', 'renewed']);
  });
});
