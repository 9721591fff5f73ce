import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { DynamoRosters } from '../../lambdas/adapters/dynamo-rosters.ts';
import { readRoster } from '../../lambdas/domain/wait/memory-schema.ts';
import { learnQuarter } from '../../lambdas/domain/wait/roster-memory.ts';
import { NOON_MS, snapshot } from '../support/builders.ts';
import { TABLE, useTable } from '../support/table.ts';

const table = useTable();
const roster = learnQuarter(undefined, 40, 12);

describe('the roster in the table', () => {
  it('is read as it was written, and forgotten when that is asked for', async () => {
    const rosters = new DynamoRosters(table.client, TABLE);
    expect(await rosters.read('support')).toBeUndefined();
    await rosters.put('support', roster, NOON_MS);
    expect(readRoster(await rosters.read('support'))).toEqual(roster);
    await rosters.forget('support');
    expect(await rosters.read('support')).toBeUndefined();
  });

  it('is no part of what webhooks read', async () => {
    const rosters = new DynamoRosters(table.client, TABLE);
    const states = new DynamoQueueStates(table.client, TABLE);
    await states.putSnapshot('sales', snapshot(400));
    await rosters.put('sales', roster, NOON_MS);
    expect(await states.readNow('sales')).toEqual({ snapshot: snapshot(400) });
  });

  it.each(['', 'text', '[', 'null', '{"usual":[1]}'])(
    'counts as absent where somebody has written %j',
    async (text) => {
      const key = { pk: { S: 'roster#spoiled' }, sk: { S: 'roster' } };
      await table.client.send(new PutItemCommand({ TableName: TABLE, Item: { ...key, document: { S: text } } }));
      expect(readRoster(await new DynamoRosters(table.client, TABLE).read('spoiled'))).toBeUndefined();
    },
  );
});
