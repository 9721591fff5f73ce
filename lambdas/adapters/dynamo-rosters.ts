import { DeleteItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { json, readAs } from '../domain/document.ts';
import type { RosterMemory } from '../domain/wait/roster-memory.ts';
import type { Rosters } from '../services.ts';
import { type Item, partitionKey, sortKey, timeToLive } from './table.ts';

/** After so long without a sample the queue is gone, or nobody works as they did. */
const KEPT_SECONDS = 8 * 7 * 24 * 3600;

const anything = json(v.unknown());

/** An item of its own, apart from those that every webhook reads. */
export class DynamoRosters implements Rosters {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async read(queue: string): Promise<unknown> {
    const { Item } = await this.#client.send(new GetItemCommand({ TableName: this.#tableName, Key: rosterKey(queue) }));
    return readAs(anything, Item?.['document']?.S);
  }

  async put(queue: string, roster: RosterMemory, nowMs: number): Promise<void> {
    const Item = {
      ...rosterKey(queue),
      document: { S: JSON.stringify(roster) },
      [timeToLive]: { N: String(Math.ceil(nowMs / 1000) + KEPT_SECONDS) },
    };
    await this.#client.send(new PutItemCommand({ TableName: this.#tableName, Item }));
  }

  /** For the operator's command alone. */
  async forget(queue: string): Promise<void> {
    await this.#client.send(new DeleteItemCommand({ TableName: this.#tableName, Key: rosterKey(queue) }));
  }
}

function rosterKey(queue: string): Item {
  return { [partitionKey]: { S: `roster#${queue}` }, [sortKey]: { S: 'roster' } };
}
