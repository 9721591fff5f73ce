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
  const expired = {
    ExpressionAttributeNames: { '#ttl': timeToLive },
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(nowMs / 1000)) } },
  };
  let deleted = 0;
  let from: Key | undefined;
  do {
    const page = (await ask(endpoint, 'Scan', {
      TableName: tableName,
      ProjectionExpression: `${partitionKey}, ${sortKey}`,
      FilterExpression: '#ttl < :now',
      ...expired,
      ...(from && { ExclusiveStartKey: from }),
    })) as Page;
    for (const Key of page.Items) {
      const isDeleted = await ask(endpoint, 'DeleteItem', {
        ...{ TableName: tableName, Key, ConditionExpression: '#ttl < :now', ...expired },
      }).then(() => true, isWrittenAnew);
      if (isDeleted) deleted += 1;
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return deleted;
}

/** A caller's record may have been replaced since it was found: then there is nothing to delete. */
function isWrittenAnew(error: Error): false {
  if (!error.message.includes('ConditionalCheckFailedException')) throw error;
  return false;
}
