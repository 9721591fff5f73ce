import type { Context } from 'aws-lambda';
import { createDynamoClient } from './adapters/aws-clients.ts';
import { DynamoMemory } from './adapters/dynamo-memory.ts';
import { versionInvoker } from './adapters/invoke-version.ts';
import { readStoredCredentials } from './adapters/stored-credentials.ts';
import { type RestCredential, restCredentialOf, type TwilioCredentials } from './domain/twilio-credentials.ts';
import { CHECKED_BUILD, checkBuild } from './provisioning/check-build.ts';
import { answerCloudFormation, type CustomResourceEvent } from './provisioning/cloudformation.ts';
import { createDeadline } from './provisioning/deadline.ts';
import { provision } from './provisioning/provision.ts';
import { connectTwilio } from './provisioning/twilio-client.ts';
import { createRuntime } from './runtime/create-runtime.ts';

const { environment, services, secretNamed, write } = createRuntime(import.meta.url, 'background');
const { configuration } = services;

const REGION = process.env['AWS_REGION'];
const dynamo = createDynamoClient(REGION, 'deploy');
const memory = new DynamoMemory(dynamo, environment.TABLE_NAME, configuration.accountSid);
const twilioSecret = secretNamed(environment.TWILIO_SECRET_NAME);

function restCredentialIn(credentials: TwilioCredentials): RestCredential {
  const credential = restCredentialOf(credentials, configuration.accountSid);
  if (credential) return credential;
  throw new Error(
    `secret ${twilioSecret.secretName} holds no API key and no auth token: store one with npm run secret, then deploy again`,
  );
}

/** So much time is kept for the answer, which CloudFormation must get. */
const ANSWER_MARGIN_MS = 20_000;

/** CloudFormation's custom resources: lets no caller meet a build that answers wrongly, and sets up the Twilio account or gives it back. */
export async function handler(event: CustomResourceEvent, context: Context): Promise<void> {
  const deadline = createDeadline(() => context.getRemainingTimeInMillis() - ANSWER_MARGIN_MS);
  const credentials = () => readStoredCredentials(twilioSecret.client, twilioSecret.secretName);
  const outcome =
    event.ResourceType === CHECKED_BUILD
      ? await checkBuild(event, {
          ...{ configuration, deadline, invoke: versionInvoker(REGION, deadline) },
          signingKeys: async () => (await credentials()).signingKeys,
        })
      : await provision(event, {
          ...{ configuration, memory, deadline, nowMs: services.nowMs },
          twilio: async () =>
            connectTwilio({
              accountSid: configuration.accountSid,
              credential: restCredentialIn(await credentials()),
              region: configuration.twilio.region,
              taskRouterOrigin: environment.TASKROUTER_ORIGIN,
              deadline,
            }),
        });
  const { status, reason } = outcome;
  const properties = { provisioning: event.RequestType, resource: event.ResourceType, outcome: status, reason };
  write({ measurements: [], properties });
  await answerCloudFormation(event, outcome);
}
