import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoClient } from '../../../lambdas/adapters/aws-clients.ts';
import { DynamoCallbackRecords } from '../../../lambdas/adapters/dynamo-callback-records.ts';
import { DynamoKeyedNumbers } from '../../../lambdas/adapters/dynamo-keyed-numbers.ts';
import { DynamoQueueStates, rememberQueueStates } from '../../../lambdas/adapters/dynamo-queue-states.ts';
import { TwilioSecret } from '../../../lambdas/adapters/twilio-secret.ts';
import { embeddedMetrics } from '../../../lambdas/log/log-line.ts';
import { voiceHandler } from '../../../lambdas/runtime/voice-handler.ts';
import { startEmbeddedDynamo } from '../../../local/aws/table/embedded-dynamo.ts';
import { Faults } from '../../../local/world/faults/faults.ts';
import { AUTH_TOKEN, configuration, NOON_MS, snapshot } from '../../support/builders.ts';
import { lambdaContext } from '../../support/fakes.ts';
import { signedEvent } from '../../support/signed-event.ts';

/*
 * Prints, as JSON, the answer to a `hold` webhook whose offer is due and the files of the service that it enters: by V8's
 * precise coverage, from a warm instance that has forgotten the queue's state, with the adapters of production.
 */

const TABLE = 'callback-test';
const dynamo = await startEmbeddedDynamo(new Faults(), TABLE);
Object.assign(process.env, { AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint, AWS_ACCESS_KEY_ID: 'local' });
Object.assign(process.env, { AWS_SECRET_ACCESS_KEY: 'local' });
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });

const client = createDynamoClient('us-east-1', 'background');
const secret = { SecretString: JSON.stringify({ authToken: AUTH_TOKEN }), CreatedDate: new Date(NOON_MS) };
const clock = { nowMs: NOON_MS };
const nowMs = () => clock.nowMs;
const fail = (error: unknown): never => {
  throw error;
};
const secrets = { send: async () => secret } as unknown as SecretsManagerClient;
const states = new DynamoQueueStates(client, TABLE);
const handler = voiceHandler(
  {
    configuration: configuration(),
    signingKeys: new TwilioSecret({ client: secrets, secretName: 'twilio', nowMs, refreshFailed: fail }),
    queueStates: rememberQueueStates(states, nowMs),
    callbacks: new DynamoCallbackRecords(client, TABLE),
    keyedNumbers: new DynamoKeyedNumbers(client, TABLE),
    nowMs,
    warn: (_, error) => fail(error),
  },
  (line) => process.stderr.write(embeddedMetrics(line, 'test', nowMs())),
);
const hold = () => handler(signedEvent('hold', { form: { QueueTime: '130' } }), lambdaContext());
await states.putSnapshot('support', snapshot(400));
await hold();
clock.nowMs += 10_000;
await session.post('Profiler.takePreciseCoverage');
const { body } = await hold();
const { result } = await session.post('Profiler.takePreciseCoverage');

const entered = result
  .filter(({ url, functions }) => url.startsWith('file:') && functions.some(({ ranges }) => ranges[0]?.count))
  .map(({ url }) => relative(process.cwd(), fileURLToPath(url)))
  .filter((file) => file.startsWith('lambdas/'));
console.log(JSON.stringify({ body, entered: [...new Set(entered)].sort() }));
client.destroy();
await dynamo.stop();
