import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it } from '@jest/globals';
import { DynamoCallbackRecords } from '../../lambdas/adapters/dynamo-callback-records.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { alice } from '../support/builders.ts';

/** Whether each request of this read waits for every write before it; a local table is always up to date, DynamoDB is not. */
async function consistency(read: (client: DynamoDBClient) => Promise<unknown>): Promise<unknown[]> {
  const asked: unknown[] = [];
  const send = async ({ input }: { input: { ConsistentRead?: boolean } }) => {
    asked.push(input.ConsistentRead);
    return {};
  };
  await read({ send } as unknown as DynamoDBClient);
  return asked;
}

it('a record is read as the last write has left it, so that an acceptance a moment ago is known', async () =>
  expect(await consistency((client) => new DynamoCallbackRecords(client, 'table').find(alice, 'support'))).toEqual([
    true,
  ]));

it("a queue and its operator's switch are read so for an acceptance, and faster before an offer", async () => {
  const states = (client: DynamoDBClient) => new DynamoQueueStates(client, 'table');
  expect(await consistency((client) => states(client).readNow('support'))).toEqual([true, true]);
  expect(await consistency((client) => states(client).read('support'))).toEqual([false, false]);
});
