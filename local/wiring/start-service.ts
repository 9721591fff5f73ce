import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoCallbackRecords } from '../../lambdas/adapters/dynamo-callback-records.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import type { CallbackRecords } from '../../lambdas/services.ts';
import { LambdaHost } from '../aws/lambda/lambda-host.ts';
import type { LambdaLogs } from '../aws/lambda/lambda-logs.ts';
import { SecretsManager } from '../aws/secrets/secrets-manager.ts';
import { localCredentials, startEmbeddedDynamo } from '../aws/table/embedded-dynamo.ts';
import { mindfulCredentials } from '../mindful/credentials.ts';
import type { Faults } from '../world/faults/faults.ts';
import type { CleanUps } from './clean-ups.ts';

const TABLE_NAME = 'callback-local';
const TWILIO_SECRET_NAME = 'callback/local/twilio';
const MINDFUL_SECRET_NAME = 'callback/local/mindful';

export interface StartServiceOptions {
  configuration: Configuration;
  bundles: string | undefined;
  instances: number | undefined;
  twilioSecret: object;
  taskRouterOrigin: string;
  mindfulOrigin: string;
  faults: Faults;
  logs: LambdaLogs;
  cleanUps: CleanUps;
}

export interface RunningService {
  lambdas: LambdaHost;
  secrets: SecretsManager;
  queueStates: DynamoQueueStates;
  callbacks: CallbackRecords;
  /** The service's table, for programs that use it from outside. */
  table: { endpoint: string; name: string };
  /** Requests that DynamoDB has had so far. */
  dynamoRequestCount(): number;
  /** The same by operation. */
  dynamoOperationCounts(): Readonly<Record<string, number>>;
}

/** What runs on AWS once it is deployed: the functions, the table and the secret. */
export async function startService(options: StartServiceOptions): Promise<RunningService> {
  const { configuration, bundles, instances, twilioSecret, taskRouterOrigin, mindfulOrigin, faults, logs, cleanUps } =
    options;
  const dynamo = await startEmbeddedDynamo(faults, TABLE_NAME);
  cleanUps.add(() => dynamo.stop());
  const secrets = new SecretsManager();
  const secretsManager = await secrets.start(faults);
  cleanUps.add(secretsManager.stop);
  secrets.put(TWILIO_SECRET_NAME, JSON.stringify(twilioSecret));
  secrets.put(MINDFUL_SECRET_NAME, JSON.stringify(mindfulCredentials));
  const lambdas = await LambdaHost.start({
    configuration,
    bundles,
    instances,
    environment: {
      TABLE_NAME,
      TWILIO_SECRET_NAME,
      MINDFUL_SECRET_NAME,
      STAGE: 'local',
      TASKROUTER_ORIGIN: taskRouterOrigin,
      MINDFUL_SCHEDULER_ORIGIN: mindfulOrigin,
      MINDFUL_API_ORIGIN: mindfulOrigin,
      MINDFUL_AUTH_ORIGIN: mindfulOrigin,
    },
    dynamoEndpoint: dynamo.endpoint,
    secretsManagerEndpoint: secretsManager.origin,
    logs,
  });
  cleanUps.add(() => lambdas.stop());
  const client = new DynamoDBClient({
    endpoint: dynamo.endpoint,
    region: 'us-east-1',
    credentials: localCredentials,
    maxAttempts: 1,
  });
  cleanUps.add(() => client.destroy());
  return {
    lambdas,
    secrets,
    queueStates: new DynamoQueueStates(client, TABLE_NAME),
    callbacks: new DynamoCallbackRecords(client, TABLE_NAME),
    table: { endpoint: dynamo.endpoint, name: TABLE_NAME },
    dynamoRequestCount: dynamo.requestCount,
    dynamoOperationCounts: dynamo.operationCounts,
  };
}
