import type { Context } from 'aws-lambda';
import { createDynamoClient } from './adapters/aws-clients.ts';
import { answerCloudFormation, type CustomResourceEvent } from './provisioning/cloudformation.ts';
import { connectTwilio } from './provisioning/connect-twilio.ts';
import { createDeadline } from './provisioning/deadline.ts';
import { DynamoMemory } from './provisioning/dynamo-memory.ts';
import { provision } from './provisioning/provision.ts';
import { readAuthToken } from './provisioning/read-auth-token.ts';
import { createRuntime } from './runtime/create-runtime.ts';

const { environment, services, secretNamed, write } = createRuntime(import.meta.url, 'background');
const { configuration } = services;

const dynamo = createDynamoClient(process.env['AWS_REGION'], 'deploy');
const memory = new DynamoMemory(dynamo, environment.TABLE_NAME, configuration.accountSid);
const twilioSecret = secretNamed(environment.TWILIO_SECRET_NAME);

/** So much time is kept for the answer, which CloudFormation must get. */
const ANSWER_MARGIN_MS = 20_000;

/** CloudFormation's custom resource: brings the Twilio account to what the configuration says, or gives it back. */
export async function handler(event: CustomResourceEvent, context: Context): Promise<void> {
  const deadline = createDeadline(() => context.getRemainingTimeInMillis() - ANSWER_MARGIN_MS);
  const outcome = await provision(event, {
    ...{ configuration, memory, deadline },
    twilio: async () =>
      connectTwilio({
        accountSid: configuration.accountSid,
        authToken: await readAuthToken(twilioSecret.client, twilioSecret.secretName),
        taskRouterOrigin: environment.TASKROUTER_ORIGIN,
        deadline,
      }),
  });
  const { status, reason } = outcome;
  write({ measurements: [], properties: { provisioning: event.RequestType, outcome: status, reason } });
  await answerCloudFormation(event, outcome);
}
