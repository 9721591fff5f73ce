import type { Agent, IncomingMessage } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Whether a caller waits for the answer, nobody does, or a deploy, which a failure would roll back. */
export type Timeouts = 'call' | 'background' | 'deploy';

const limits: Record<Timeouts, { attemptMs: number; maxAttempts: number }> = {
  call: { attemptMs: 400, maxAttempts: 2 },
  background: { attemptMs: 1500, maxAttempts: 2 },
  deploy: { attemptMs: 3000, maxAttempts: 2 },
};

/**
 * The SDK's own limits do not fit a caller on the line: it retries throttling for up to six seconds and waits for a hung
 * connection for ever. Two attempts of 400 ms leave time for the safe answer within a second. Where nobody waits, a record
 * that moves late is better than one that does not move.
 */
export function createDynamoClient(region: string | undefined, timeouts: Timeouts): DynamoDBClient {
  const { attemptMs, maxAttempts } = limits[timeouts];
  const client = new DynamoDBClient({
    ...nothingLookedUp('DYNAMODB'),
    accountIdEndpointMode: 'disabled',
    endpointDiscoveryEnabledProvider: async () => false,
    region,
    maxAttempts,
    requestHandler: { connectionTimeout: 300, requestTimeout: attemptMs, throwOnRequestTimeout: true },
  });
  boundAttempts(client, attemptMs);
  return client;
}

/** A caller waits for it only when no token is known yet: two attempts end well before the webhook's own bound of 3 s. */
const ATTEMPT_MS = 1000;

export function createSecretsClient(region: string | undefined): SecretsManagerClient {
  const client = new SecretsManagerClient({
    ...nothingLookedUp('SECRETS_MANAGER'),
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: ATTEMPT_MS, throwOnRequestTimeout: true },
  });
  boundAttempts(client, ATTEMPT_MS);
  return client;
}

/**
 * What the SDK would look for in the environment and then in the files of a home folder, each setting by itself, before the first
 * request: a function has no such files, and all of these are what would be found. Credentials and an endpoint of one's own come
 * from the environment, as ever.
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
function nothingLookedUp(service: 'DYNAMODB' | 'SECRETS_MANAGER') {
  const { env } = process;
  const endpoint = env[`AWS_ENDPOINT_URL_${service}`] ?? env['AWS_ENDPOINT_URL'];
  return {
    ...(endpoint !== undefined && { endpoint }),
    ignoreConfiguredEndpointUrls: true,
    credentials: async () => credentialsIn(env),
    retryMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    authSchemePreference: [],
    userAgentAppId: async () => undefined,
  };
}

/** The role's, which Lambda sets for as long as an instance lives. */
function credentialsIn(environment: NodeJS.ProcessEnv) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId || !secretAccessKey) throw new Error('the environment holds no AWS credentials');
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

type AwsClient = DynamoDBClient | SecretsManagerClient;

/** The SDK's request handler on Node, which is not in the clients' types. The agent of a protocol is there once it was used. */
interface HandlerWithAgents {
  httpHandlerConfigs(): { httpAgent?: Agent; httpsAgent?: Agent };
}

/**
 * Bounds each attempt of an AWS client as a whole. The SDK's request timeout ends when the headers are there, and its socket
 * timeout begins anew with every byte, so half an answer could keep a caller waiting for ever. An attempt that fails without
 * an answer also closes the idle connections, because a network that dropped one of them silently has dropped the others:
 * the next attempt and the next webhook open new ones.
 */
function boundAttempts(client: AwsClient, attemptMs: number): void {
  // Both clients' stacks take the same middleware, which their types do not say.
  const stack = client.middlewareStack as DynamoDBClient['middlewareStack'];
  stack.add(
    (next) => async (args) => {
      const endsAtMs = performance.now() + attemptMs;
      try {
        const result = await next(args);
        const { body } = result.response as { body: IncomingMessage };
        endBody(body, endsAtMs - performance.now(), () => closeIdleConnections(client));
        return result;
      } catch (error) {
        closeIdleConnections(client);
        throw error;
      }
    },
    // Next to the request handler, which rejects only when no answer came; an error that the service answers is read further out.
    { step: 'deserialize', priority: 'low', name: 'boundAttempts' },
  );
}

/** The error's name makes the SDK try again. */
function endBody(body: IncomingMessage, leftMs: number, onTimeout: () => void): void {
  const timer = setTimeout(() => {
    onTimeout();
    body.destroy(Object.assign(new Error('the answer did not end in time'), { name: 'TimeoutError' }));
  }, leftMs);
  body.once('close', () => clearTimeout(timer));
}

function closeIdleConnections({ config }: AwsClient): void {
  const { httpAgent, httpsAgent } = (config.requestHandler as unknown as HandlerWithAgents).httpHandlerConfigs();
  for (const agent of [httpAgent, httpsAgent]) {
    for (const socket of Object.values(agent?.freeSockets ?? {}).flat()) socket?.destroy();
  }
}
