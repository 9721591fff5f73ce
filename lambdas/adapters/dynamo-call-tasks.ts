import {
  type AttributeValue,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { CallInQueue, CallTasks } from '../services.ts';
import { type Item, partitionKey, sortKey, timeToLive } from './table.ts';

/** A call lasts four hours at most. */
const LIFETIME_SECONDS = 4 * 60 * 60;

/** One item a call and queue, which both sides write to and read in the same request: neither can miss the other. */
export class DynamoCallTasks implements CallTasks {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async noteTask(call: CallInQueue, taskSid: string, nowMs: number): Promise<number | undefined> {
    const item = await this.#update(call, nowMs, {
      UpdateExpression: 'SET #ttl = :ttl ADD taskSids :task',
      ExpressionAttributeValues: { ':task': { SS: [taskSid] } },
    });
    const leftAtMs = Number(item?.['leftAtMs']?.N);
    return Number.isFinite(leftAtMs) ? leftAtMs : undefined;
  }

  async noteLeft(call: CallInQueue, leftAtMs: number): Promise<string[]> {
    const item = await this.#update(call, leftAtMs, {
      UpdateExpression: 'SET #ttl = :ttl, leftAtMs = :left',
      ExpressionAttributeValues: { ':left': { N: String(leftAtMs) } },
    });
    return item?.['taskSids']?.SS ?? [];
  }

  async #update(
    call: CallInQueue,
    nowMs: number,
    input: Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ExpressionAttributeValues'>,
  ): Promise<Item | undefined> {
    const ttl: AttributeValue = { N: String(Math.ceil(nowMs / 1000) + LIFETIME_SECONDS) };
    const { Attributes } = await this.#client.send(
      new UpdateItemCommand({
        TableName: this.#tableName,
        Key: keyOf(call),
        ...input,
        ExpressionAttributeNames: { '#ttl': timeToLive },
        ExpressionAttributeValues: { ...input.ExpressionAttributeValues, ':ttl': ttl },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes;
  }
}

/** A partition of its own for each call, so that any number of them at once slows nothing. */
function keyOf({ callSid, queue }: CallInQueue): Item {
  return { [partitionKey]: { S: `call#${callSid}` }, [sortKey]: { S: queue } };
}
