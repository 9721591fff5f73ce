import { partitionKey, sortKey, timeToLive } from '../../../lambdas/adapters/table.ts';
import { ask, type EmbeddedDynamo } from './embedded-dynamo.ts';

type Key = Record<string, { S: string }>;

interface Page {
  Items: Key[];
  LastEvaluatedKey?: Key;
}

/**
 * Deletes what has expired, as DynamoDB does within a few days: so long as an item is there, it is read like any other. Returns how many.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export async function deleteExpired(
  { endpoint, tableName }: Pick<EmbeddedDynamo, 'endpoint' | 'tableName'>,
  nowMs: number,
): Promise<number> {
  let deleted = 0;
  let from: Key | undefined;
  do {
    const page = (await ask(endpoint, 'Scan', {
      TableName: tableName,
      ProjectionExpression: `${partitionKey}, ${sortKey}`,
      FilterExpression: '#ttl < :now',
      ExpressionAttributeNames: { '#ttl': timeToLive },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(nowMs / 1000)) } },
      ...(from && { ExclusiveStartKey: from }),
    })) as Page;
    for (const Key of page.Items) await ask(endpoint, 'DeleteItem', { TableName: tableName, Key });
    deleted += page.Items.length;
    from = page.LastEvaluatedKey;
  } while (from);
  return deleted;
}
