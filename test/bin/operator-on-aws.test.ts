import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmbeddedDynamo, localCredentials, startEmbeddedDynamo } from '../../local/aws/table/embedded-dynamo.ts';
import { Faults } from '../../local/world/faults/faults.ts';
import { close, listen } from '../../local/world/loopback-server.ts';
import { stackEndpoint } from '../support/stack-endpoint.ts';

const LIVE = 'callback-example-StateTableLIVE';
/** Comes first in a list of tables, as one may that a failed deploy or an older stack left. */
const LEFT = 'callback-example-StateTableLEFT';

const stacks = new Map<string, [string, string][]>([
  ['callback-example', [['TableName', LIVE]]],
  ['callback-failed', []],
]);

const cloudFormation = stackEndpoint((name) => stacks.get(name));

let dynamo: EmbeddedDynamo;
let client: DynamoDBClient;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  dynamo = await startEmbeddedDynamo(new Faults(), LIVE);
  client = new DynamoDBClient({ endpoint: dynamo.endpoint, region: 'us-east-1', credentials: localCredentials });
  await client.send(
    new CreateTableCommand({
      ...{ TableName: LEFT, BillingMode: 'PAY_PER_REQUEST' },
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  environment = {
    ...process.env,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${await listen(cloudFormation)}`,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
  };
});
afterAll(async () => {
  client.destroy();
  await dynamo.stop();
  await close(cloudFormation);
});

async function operator(...args: string[]): Promise<string> {
  const command = ['--import', 'tsx', 'bin/operator.ts', ...args, '--by', 'sam', '--config', 'config/example.json'];
  const run = promisify(execFile)(process.execPath, command, { env: environment });
  const { stdout, stderr } = await run.catch((failed: { stdout: string; stderr: string }) => failed);
  return stdout + stderr;
}

const itemsOf = async (TableName: string) => (await client.send(new ScanCommand({ TableName }))).Count;
const offersOff = ['set', 'support', 'offers=off', '--until', '1h', '--why', 'w'];

describe('an operator of a stage on AWS', () => {
  it('changes the table that the stack names, though another one of the stage is left from before', async () => {
    expect(await operator(...offersOff, '--stage', 'example')).toMatch('Written for stage example');
    // Its own place, and the one where the version before looks.
    expect([await itemsOf(LIVE), await itemsOf(LEFT)]).toEqual([2, 0]);
  });

  it.each(['failed', 'never'])('is told when the stage has no table: %s deployed', async (stage) =>
    expect(await operator(...offersOff, '--stage', stage)).toMatch(
      `stage ${stage} is not deployed here: check --stage`,
    ),
  );
});
