import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { boundAttempts } from './bounded-attempts.ts';

/** Whether a caller waits for the answer, nobody does, or a deploy, which a failure would roll back. */
export type Patience = 'call' | 'background' | 'deploy';

const limits: Record<Patience, { attemptMs: number; maxAttempts: number }> = {
  call: { attemptMs: 400, maxAttempts: 2 },
  background: { attemptMs: 1500, maxAttempts: 2 },
  deploy: { attemptMs: 3000, maxAttempts: 2 },
};

/**
 * The SDK's own limits do not fit a caller on the line: it retries throttling for up to six seconds and waits for a hung
 * connection for ever. Two attempts of 400 ms leave time for the safe answer within a second. Where nobody waits, a record
 * that moves late is better than one that does not move.
 */
export function createDynamoClient(region: string | undefined, patience: Patience): DynamoDBClient {
  const { attemptMs, maxAttempts } = limits[patience];
  const client = new DynamoDBClient({
    ...(region !== undefined && { region }),
    maxAttempts,
    requestHandler: { connectionTimeout: 300, requestTimeout: attemptMs, throwOnRequestTimeout: true },
  });
  boundAttempts(client, attemptMs);
  return client;
}
