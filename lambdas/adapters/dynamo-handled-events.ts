import { randomBytes } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { HandledEvent, HandledEvents } from '../services.ts';
import { isWritten } from './conditional-write.ts';
import { type Item, partitionKey, sortKey, timeToLive } from './table.ts';

const MINUTE_MS = 60_000;

/** Longer than events are caught up. */
const KEPT_SECONDS = 3 * 24 * 60 * 60;

/**
 * A mark for each event, by the minute in which it happened, so that those of a minute are one query. They say nothing of
 * anybody: an event's type and a SID.
 */
export class DynamoHandledEvents implements HandledEvents {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async mark({ key, atMs }: HandledEvent): Promise<boolean> {
    const Key = keyOf(partitionOf(atMs), key);
    // Identifies this write: the same event may arrive twice and be marked twice at the same moment.
    const by = { S: randomBytes(4).toString('hex') };
    const Item = { ...Key, by, [timeToLive]: { N: String(Math.ceil(atMs / 1000) + KEPT_SECONDS) } };
    return isWritten(this.#put(Item), { mark: { by }, find: () => this.#item(Key) });
  }

  /** With the minutes before and after: a mark may have been made by a time that was rounded otherwise. */
  async between(fromMs: number, toMs: number): Promise<ReadonlySet<string>> {
    const partitions: string[] = [];
    for (let atMs = fromMs - MINUTE_MS; atMs <= toMs + MINUTE_MS + MINUTE_MS; atMs += MINUTE_MS) {
      partitions.push(partitionOf(atMs));
    }
    return new Set((await Promise.all(partitions.map((pk) => this.#keys(pk)))).flat());
  }

  async readUntilMs(workspaceSid: string): Promise<number | undefined> {
    const item = await this.#item(keyOf(`events#${workspaceSid}`, 'read-until'));
    const untilMs = Number(item?.['untilMs']?.N);
    return Number.isFinite(untilMs) ? untilMs : undefined;
  }

  async noteReadUntil(workspaceSid: string, untilMs: number): Promise<void> {
    const Item = { ...keyOf(`events#${workspaceSid}`, 'read-until'), untilMs: { N: String(untilMs) } };
    await this.#client.send(new PutItemCommand({ TableName: this.#tableName, Item }));
  }

  async #item(Key: Item): Promise<Item | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#tableName, Key, ConsistentRead: true }),
    );
    return Item;
  }

  async #put(Item: Item): Promise<void> {
    const ConditionExpression = `attribute_not_exists(${partitionKey})`;
    await this.#client.send(new PutItemCommand({ TableName: this.#tableName, Item, ConditionExpression }));
  }

  async #keys(pk: string): Promise<string[]> {
    const keys: string[] = [];
    let from: Item | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#tableName,
          KeyConditionExpression: '#pk = :pk',
          ExpressionAttributeNames: { '#pk': partitionKey },
          ExpressionAttributeValues: { ':pk': { S: pk } },
          ConsistentRead: true,
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      keys.push(...(page.Items ?? []).flatMap((item) => item[sortKey]?.S ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return keys;
  }
}

function partitionOf(atMs: number): string {
  return `events#${Math.floor(atMs / MINUTE_MS)}`;
}

function keyOf(pk: string, sk: string): Item {
  return { [partitionKey]: { S: pk }, [sortKey]: { S: sk } };
}
