import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { boundAttempts } from './bounded-attempts.ts';

/** Whether a caller waits for the answer, or nobody does. */
export type Patience = 'call' | 'background';

/**
 * The SDK's own limits do not fit a caller on the line: it retries throttling for up to six seconds and waits for a hung
 * connection for ever. Two attempts of 400 ms leave time for the safe answer within a second. Where nobody waits, a record
 * that moves late is better than one that does not move.
 */
export function createDynamoClient(region: string | undefined, patience: Patience): DynamoDBClient {
  const attemptMs = patience === 'call' ? 400 : 1500;
  const client = new DynamoDBClient({
    ...(region !== undefined && { region }),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 300, requestTimeout: attemptMs, throwOnRequestTimeout: true },
  });
  boundAttempts(client, attemptMs);
  return client;
}
