import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type EmbeddedDynamo,
  localCredentials,
  startEmbeddedDynamo,
} from '../../../../local/aws/table/embedded-dynamo.ts';
import { deleteExpired } from '../../../../local/aws/table/time-to-live.ts';
import { Faults } from '../../../../local/world/faults/faults.ts';

const NOW_MS = 1_772_452_800_000;
const TableName = 'callback-local';

describe('what has expired in the embedded DynamoDB', () => {
  let dynamo: EmbeddedDynamo;
  let client: DynamoDBClient;

  beforeEach(async () => {
    dynamo = await startEmbeddedDynamo(new Faults(20), TableName);
    client = new DynamoDBClient({
      endpoint: dynamo.endpoint,
      region: 'us-east-1',
      credentials: localCredentials,
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await dynamo.stop();
  });

  const put = (sk: string, more: Record<string, { N: string } | { S: string }>) =>
    client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'queue#support' }, sk: { S: sk }, ...more } }));
  const kept = async () => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    return Items.map(({ sk }) => sk?.S);
  };
  const seconds = (laterBy: number) => ({ ttl: { N: String(NOW_MS / 1000 + laterBy) } });

  it('is deleted, and nothing that ends in this second, later or never', async () => {
    await put('over', seconds(-1));
    await put('ends', seconds(0));
    await put('lasts', seconds(1));
    await put('policy', {});
    expect(await deleteExpired(dynamo, NOW_MS)).toBe(1);
    expect((await kept()).sort()).toEqual(['ends', 'lasts', 'policy']);
  });

  it('is found behind the first page of the table', async () => {
    const long = { text: { S: 'x'.repeat(300_000) } };
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await put(name, { ...long, ...seconds(-60) });
    await put('g', long);
    expect(await deleteExpired(dynamo, NOW_MS)).toBe(6);
    expect(await kept()).toEqual(['g']);
  });
});
