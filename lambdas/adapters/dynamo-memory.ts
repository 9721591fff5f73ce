import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Memory, QueueNames, Remembered } from '../provisioning/memory.ts';
import { cause } from './cause.ts';
import { partitionKey, sortKey } from './table.ts';

/** Everything that is remembered of one account: never expires. */
function deploymentKey(accountSid: string): string {
  return `deployment#${accountSid}`;
}

const BEGUN = 'begun';
const ORIGIN = 'origin#';
const QUEUE_NAMES = 'queue-names';

/** The memory in the state table, which outlives the stack. */
export class DynamoMemory implements Memory {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;
  readonly #pk: string;

  constructor(client: DynamoDBClient, tableName: string, accountSid: string) {
    this.#client = client;
    this.#tableName = tableName;
    this.#pk = deploymentKey(accountSid);
  }

  async begun(): Promise<boolean> {
    return (await this.#items()).some((item) => item[sortKey]?.S === BEGUN);
  }

  async begin(origin: string): Promise<void> {
    await this.#put(`${ORIGIN}${origin}`, {});
    await this.#put(BEGUN, {});
  }

  async origins(): Promise<string[]> {
    const keys = (await this.#items()).map((item) => item[sortKey]?.S ?? '');
    return keys.filter((key) => key.startsWith(ORIGIN)).map((key) => key.slice(ORIGIN.length));
  }

  async recall(): Promise<Remembered[]> {
    return (await this.#items()).flatMap((item) => (item['remembered']?.S ? [JSON.parse(item['remembered'].S)] : []));
  }

  remember(item: Remembered): Promise<void> {
    return this.#put(item.sid, { remembered: { S: JSON.stringify(item) } });
  }

  forget(sid: string): Promise<void> {
    return this.#delete(sid);
  }

  async queueNames(): Promise<QueueNames> {
    const item = (await this.#items()).find((candidate) => candidate[sortKey]?.S === QUEUE_NAMES);
    return item?.['names']?.S ? JSON.parse(item['names'].S) : {};
  }

  async rememberQueueNames(names: QueueNames): Promise<void> {
    const Item = {
      [partitionKey]: { S: this.#pk },
      [sortKey]: { S: QUEUE_NAMES },
      names: { S: JSON.stringify(names) },
    };
    await this.#client.send(new PutItemCommand({ TableName: this.#tableName, Item })).catch(told);
  }

  async end(): Promise<void> {
    await this.#delete(QUEUE_NAMES);
    for (const origin of await this.origins()) await this.#delete(`${ORIGIN}${origin}`);
    await this.#delete(BEGUN);
  }

  async #items(): Promise<NonNullable<QueryCommandOutput['Items']>> {
    const query = new QueryCommand({
      TableName: this.#tableName,
      ConsistentRead: true,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': partitionKey },
      ExpressionAttributeValues: { ':pk': { S: this.#pk } },
    });
    const { Items = [] } = await this.#client.send(query).catch(told);
    return Items;
  }

  /** What is there already stays: the first memory is the one of the time before. */
  async #put(key: string, attributes: Record<string, { S: string }>): Promise<void> {
    const put = new PutItemCommand({
      TableName: this.#tableName,
      Item: { [partitionKey]: { S: this.#pk }, [sortKey]: { S: key }, ...attributes },
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': partitionKey },
    });
    await this.#client.send(put).catch((error: Error) => {
      if (error.name !== 'ConditionalCheckFailedException') told(error);
    });
  }

  async #delete(key: string): Promise<void> {
    const Key = { [partitionKey]: { S: this.#pk }, [sortKey]: { S: key } };
    await this.#client.send(new DeleteItemCommand({ TableName: this.#tableName, Key })).catch(told);
  }
}

/** For the person who deploys: which service it was, and what to do. */
function told(error: Error): never {
  throw new Error(
    `DynamoDB did not do what was asked (${cause(error)}): see the AWS Health Dashboard, then run it again`,
  );
}
