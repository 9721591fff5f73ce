import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import { createDynamoClient } from '../../lambdas/adapters/dynamo-client.ts';
import { startEmbeddedDynamo } from '../../local/aws/embedded-dynamo.ts';
import { Faults } from '../../local/faults.ts';

export const TABLE = 'callback-test';

/** An embedded DynamoDB for one test file, reached as the functions reach theirs: through the environment. */
export function useTable() {
  const faults = new Faults();
  const context = { faults, client: undefined as unknown as DynamoDBClient };
  let stop: () => Promise<void> = async () => {};
  beforeAll(async () => {
    const dynamo = await startEmbeddedDynamo(faults, TABLE);
    stop = dynamo.stop;
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = dynamo.endpoint;
    process.env['AWS_ACCESS_KEY_ID'] = 'local';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'local';
    context.client = createDynamoClient('us-east-1');
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
