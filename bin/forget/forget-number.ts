import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Item, partitionKey, sortKey } from '../../lambdas/adapters/table.ts';
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
  const table = { client, tableName };
  const callbacks = await removeAll(`caller#${number}`, table);
  const keyedIn = await removeAll(`keyed-number#${number}`, table);
  // Each call in which it was keyed in holds it as well.
  const calls = keyedIn.flatMap(
    ({ [sortKey]: what, members }) => (what?.S?.startsWith('number ') ? members?.SS : []) ?? [],
  );
  for (const callSid of calls) await removeAll(`keyed-number#${callSid}`, table);
  const said = callbacks.map(({ [sortKey]: queue, status }) => {
    const isOpen = OPEN.includes(status?.S ?? '');
    const warning = isOpen ? ': it was open, so cancel it at Mindful, or the customer is called all the same' : '';
    return `removed from the table of ${name}: a callback of the queue ${queue?.S}, ${status?.S}${warning}`;
  });
  if (keyedIn.length > 0)
    said.push(`removed from the table of ${name}: in which calls the number was keyed in, or keyed in another`);
  if (said.length === 0) said.push(`the table of ${name} holds nothing under this number`);
  return [...said, '', 'It may still be here:', ...elsewhere(nowMs).map((place) => `- ${place}`)];
}

/** Everything of a partition. Returns what it was. */
async function removeAll(
  partition: string,
  { client, tableName }: Pick<StageTable, 'client' | 'tableName'>,
): Promise<Item[]> {
  const pk = { S: partition };
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': partitionKey },
      ExpressionAttributeValues: { ':pk': pk },
    }),
  );
  for (const { [sortKey]: sk } of Items) {
    if (sk === undefined) continue;
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: { [partitionKey]: pk, [sortKey]: sk } }));
  }
  return Items;
}
