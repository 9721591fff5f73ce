import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { answerCloudFormation, type CustomResourceEvent } from './provisioning/cloudformation.ts';
import { connectTwilio } from './provisioning/connect-twilio.ts';
import { createDeadline } from './provisioning/deadline.ts';
import { DynamoMemory } from './provisioning/dynamo-memory.ts';
import { provision } from './provisioning/provision.ts';
import { createRuntime } from './runtime.ts';

const { environment, services, write } = createRuntime(import.meta.url, 'background');
const { configuration, authTokens } = services;

const dynamo = new DynamoDBClient({ requestHandler: { connectionTimeout: 2000, requestTimeout: 5000 } });
const memory = new DynamoMemory(dynamo, environment.TABLE_NAME, configuration.accountSid);

/** So much time is kept for the answer, which CloudFormation must get. */
const ANSWER_MARGIN_MS = 20_000;

/** CloudFormation's custom resource: brings the Twilio account to what the configuration says, or gives it back. */
export async function handler(event: CustomResourceEvent, context: Context): Promise<void> {
  const deadline = createDeadline(() => context.getRemainingTimeInMillis() - ANSWER_MARGIN_MS);
  const outcome = await provision(event, {
    configuration,
    memory,
    pause: deadline.pause,
    twilio: async () =>
      connectTwilio({
        accountSid: configuration.accountSid,
        authToken: await authToken(),
        taskRouterOrigin: environment.TASKROUTER_ORIGIN,
        deadline,
      }),
  });
  const { status, reason } = outcome;
  write({ measurements: [], properties: { provisioning: event.RequestType, outcome: status, reason } });
  await answerCloudFormation(event, outcome);
}

async function authToken(): Promise<string> {
  const [token] = await authTokens.read().catch(() => []);
  if (token) return token;
  throw new Error(
    `secret ${environment.TWILIO_SECRET_NAME} holds no auth token: create it with npm run secret, then deploy again`,
  );
}
