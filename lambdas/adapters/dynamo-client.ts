import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * The SDK's own limits do not fit a caller on the line: it retries throttling for up to six seconds and waits for a hung
 * connection for ever. Two attempts of 400 ms leave time for the safe answer within a second.
 */
export function createDynamoClient(region: string | undefined): DynamoDBClient {
  return new DynamoDBClient({
    ...(region !== undefined && { region }),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 300, requestTimeout: 400, throwOnRequestTimeout: true },
  });
}
