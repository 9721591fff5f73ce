import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import { localCredentials, startEmbeddedDynamo } from '../../local/aws/table/embedded-dynamo.ts';
import { Faults } from '../../local/world/faults/faults.ts';
import { tableAt } from './dynamodb-local.ts';

export const TABLE = 'callback-test';

/** `npm run test:table` has AWS's DynamoDB Local there. */
const ELSEWHERE = process.env['DYNAMODB_LOCAL_ENDPOINT'];

/**
 * An embedded DynamoDB for one test file. Its client is as patient as a busy machine needs it to be, and tries once more, as the
 * service's does: a kept connection that the table has just closed is no answer of the table's.
 */
export function useTable() {
  const faults = new Faults();
  const context = { faults, client: undefined as unknown as DynamoDBClient, endpoint: '' };
  let stop: () => Promise<void> = async () => {};
  beforeAll(async () => {
    const start = ELSEWHERE ? tableAt(ELSEWHERE, faults, TABLE) : startEmbeddedDynamo(faults, TABLE);
    const dynamo = await start;
    stop = dynamo.stop;
    const { endpoint } = dynamo;
    context.endpoint = endpoint;
    context.client = new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: localCredentials,
      maxAttempts: 2,
    });
  });
  afterAll(async () => {
    context.client.destroy();
    await stop();
  });
  return context;
}

export async function scan(client: DynamoDBClient) {
  return (await client.send(new ScanCommand({ TableName: TABLE }))).Items ?? [];
}
