import { lookup } from 'node:dns/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetTopicAttributesCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DynamoMemory } from '../../lambdas/adapters/dynamo-memory.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { readTwilioCredentials, restCredentialOf } from '../../lambdas/domain/twilio-credentials.ts';
import { createDeadline } from '../../lambdas/provisioning/deadline.ts';
import type { Memory } from '../../lambdas/provisioning/memory.ts';
import { connectTwilio } from '../../lambdas/provisioning/twilio-client.ts';
import { awsSettings } from './aws-settings.ts';
import { CommandRefused } from './command-refused.ts';
import { fetchAccountStatus, httpGet } from './http-get.ts';
import { stackOutputs } from './stack-outputs.ts';
import type { AlarmTopicAttributes, StageAccess } from './stage-access.ts';
import { configurationOf } from './stage-configuration.ts';
import { twilioEndpoint } from './twilio-endpoint.ts';

const MINUTES_10_MS = 10 * 60 * 1000;

/** The stage in AWS, reached with whatever credentials and region the AWS SDK finds, and its Twilio account. */
export async function awsAccess(stage: string): Promise<StageAccess> {
  const configuration = configurationOf(stage);
  const stack = await stackOutputs(stage);
  const tableName = stack?.get('TableName');
  const dynamo = new DynamoDBClient(awsSettings);
  const secrets = new SecretsManagerClient(awsSettings);
  const secret: StageAccess['secret'] = (version) => readSecret(secrets, `callback/${stage}/twilio`, version);
  const deadline = createDeadline(countdown(MINUTES_10_MS));
  return {
    configuration,
    outputs: {
      stage,
      apiUrl: stack?.get('ApiUrl') ?? `https://api-of-${stage}.invalid`,
      fallbackUrl: stack?.get('FallbackUrl') ?? `https://fallback-of-${stage}.invalid`,
    },
    isDeployed: stack !== undefined,
    memory: tableName ? new DynamoMemory(dynamo, tableName, configuration.accountSid) : noMemory,
    queueStates: tableName ? new DynamoQueueStates(dynamo, tableName) : { readNow: async () => ({}) },
    secret,
    async twilio() {
      const credential = restCredentialOf(readTwilioCredentials(await secret('AWSCURRENT')), configuration.accountSid);
      if (!credential)
        throw new CommandRefused(
          `secret callback/${stage}/twilio holds no API key and no auth token: npm run secret -- --stage ${stage}`,
        );
      return connectTwilio({
        accountSid: configuration.accountSid,
        credential,
        region: configuration.twilio.region,
        taskRouterOrigin: twilioEndpoint('taskrouter', configuration),
        deadline,
      });
    },
    accountStatus: (credential) =>
      fetchAccountStatus(twilioEndpoint('api', configuration), configuration.accountSid, credential),
    request: (url, headers) => httpGet(url, headers),
    resolves: async (hostName) =>
      lookup(hostName).then(
        () => true,
        () => false,
      ),
    alarmTopics: () =>
      Promise.all(['AlarmTopicArn', 'NoticeTopicArn'].flatMap((name) => stack?.get(name) ?? []).map(readTopic)),
    notify: async (TopicArn, { subject, text }) => {
      await new SNSClient(awsSettings).send(new PublishCommand({ TopicArn, Subject: subject, Message: text }));
    },
    nowMs: () => Date.now(),
    close: async () => undefined,
  };
}

async function readSecret(client: SecretsManagerClient, SecretId: string, VersionStage: string) {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

async function readTopic(arn: string): Promise<AlarmTopicAttributes> {
  const { Attributes = {} } = await new SNSClient(awsSettings).send(new GetTopicAttributesCommand({ TopicArn: arn }));
  const { Policy: policy = '', SubscriptionsConfirmed: confirmed } = Attributes;
  return { arn, policy, confirmedSubscriptions: Number(confirmed ?? 0) };
}

function countdown(limitMs: number): () => number {
  const startedMs = performance.now();
  return () => limitMs - (performance.now() - startedMs);
}

/** Before the first deploy nothing has begun, and nothing can: only a plan is made. */
const noMemory: Memory = {
  begun: async () => false,
  begin: async () => refuse(),
  origins: async () => [],
  recall: async () => [],
  remember: async () => refuse(),
  forget: async () => undefined,
  queueNames: async () => ({}),
  rememberQueueNames: async () => refuse(),
  end: async () => undefined,
};

function refuse(): never {
  throw new CommandRefused('this stage is not deployed, so nothing can be applied: npx cdk deploy -c stage=...');
}
