import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { partitionKey, sortKey } from '../../lambdas/adapters/table.ts';
import type { PhoneNumber } from '../../lambdas/domain/phone-number.ts';
import type { StageTable } from '../command/stage-table.ts';
import { elsewhere } from './elsewhere.ts';

const OPEN = ['requested', 'transferred', 'registered', 'returned'];

/**
 * Removes what the table holds under this number, in every queue, also under names that no queue has any more. Returns what a
 * person needs to know, without the number.
 */
export async function forgetNumber(
  number: PhoneNumber,
  { client, tableName, nowMs, name }: Pick<StageTable, 'client' | 'tableName' | 'nowMs' | 'name'>,
): Promise<string[]> {
  const pk = { S: `caller#${number}` };
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': partitionKey },
      ExpressionAttributeValues: { ':pk': pk },
    }),
  );
  const said: string[] = [];
  for (const { [sortKey]: queue, status } of Items) {
    if (queue === undefined) continue;
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: { [partitionKey]: pk, [sortKey]: queue } }));
    const isOpen = OPEN.includes(status?.S ?? '');
    const warning = isOpen ? ': it was open, so cancel it at Mindful, or the customer is called all the same' : '';
    said.push(`removed from the table of ${name}: a callback of the queue ${queue.S}, ${status?.S}${warning}`);
  }
  if (said.length === 0) said.push(`the table of ${name} holds nothing under this number`);
  return [...said, '', 'It may still be here:', ...elsewhere(nowMs).map((place) => `- ${place}`)];
}
