import type { Agent, IncomingMessage } from 'node:http';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

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
export function boundAttempts(client: AwsClient, attemptMs: number): void {
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
