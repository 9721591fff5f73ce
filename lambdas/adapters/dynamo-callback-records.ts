import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type CallbackRecord, type CallbackStatus, isOpenStatus, transitionsTo } from '../domain/callback-record.ts';
import { type PhoneNumber, parsePhoneNumber } from '../domain/phone-number.ts';
import type { CallbackRecords, RecordTransition } from '../services.ts';
import { openCallbacksIndex, partitionKey, sortKey, timeToLive } from './table.ts';

type Item = Record<string, AttributeValue>;

/** A finished or lapsed record stays for a day, for whoever asks what became of a callback. */
const KEPT_AFTER_END_SECONDS = 24 * 60 * 60;

/** One item per caller and queue, in the sparse index for as long as the callback is open. */
export class DynamoCallbackRecords implements CallbackRecords {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(caller: PhoneNumber, queue: string): Promise<CallbackRecord | undefined> {
    const result = await this.#client.send(
      new GetItemCommand({ TableName: this.#tableName, Key: keyOf(caller, queue), ConsistentRead: true }),
    );
    return result.Item && readRecord(result.Item);
  }

  async request(record: CallbackRecord, nowMs: number): Promise<boolean> {
    const written = await conditional(
      this.#client.send(
        new PutItemCommand({
          TableName: this.#tableName,
          Item: writeRecord(record),
          ConditionExpression: `attribute_not_exists(${partitionKey}) OR expiresAtMs <= :now
            OR NOT #status IN (:requested, :transferred, :returned)`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':now': { N: String(nowMs) },
            ':requested': { S: 'requested' },
            ':transferred': { S: 'transferred' },
            ':returned': { S: 'returned' },
          },
        }),
      ),
    );
    if (written) return true;
    const existing = await this.find(record.caller, record.queue);
    return existing?.callSid === record.callSid;
  }

  move({ caller, queue, callSid, to, nowMs, returnCallSid }: RecordTransition): Promise<boolean> {
    const from = transitionsTo[to];
    const places = from.map((_, index) => `:from${index}`);
    const changes = ['#status = :to', 'movedAtMs = :now', ...(returnCallSid ? ['returnCallSid = :returnCallSid'] : [])];
    const ended = !isOpenStatus(to);
    if (ended) changes.push('#ttl = :ttl');
    return conditional(
      this.#client.send(
        new UpdateItemCommand({
          TableName: this.#tableName,
          Key: keyOf(caller, queue),
          UpdateExpression: `SET ${changes.join(', ')}${ended ? ' REMOVE #open' : ''}`,
          ConditionExpression: `callSid = :callSid AND #status IN (${places.join(', ')})`,
          ExpressionAttributeNames: {
            '#status': 'status',
            ...(ended && { '#ttl': timeToLive, '#open': openCallbacksIndex.partitionKey }),
          },
          ExpressionAttributeValues: {
            ':to': { S: to },
            ':now': { N: String(nowMs) },
            ':callSid': { S: callSid },
            ...Object.fromEntries(from.map((status, index) => [places[index], { S: status }])),
            ...(returnCallSid && { ':returnCallSid': { S: returnCallSid } }),
            ...(ended && { ':ttl': { N: String(Math.ceil(nowMs / 1000) + KEPT_AFTER_END_SECONDS) } }),
          },
        }),
      ),
    );
  }

  async listOpen(queue: string): Promise<CallbackRecord[]> {
    const records: CallbackRecord[] = [];
    let from: Item | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#tableName,
          IndexName: openCallbacksIndex.name,
          KeyConditionExpression: '#open = :queue',
          ExpressionAttributeNames: { '#open': openCallbacksIndex.partitionKey },
          ExpressionAttributeValues: { ':queue': { S: queue } },
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      records.push(...(page.Items ?? []).flatMap((item) => readRecord(item) ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return records;
  }
}

/** `false` when the item was not in the state that the write asked for. */
async function conditional(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function keyOf(caller: PhoneNumber, queue: string): Item {
  return { [partitionKey]: { S: `caller#${caller}` }, [sortKey]: { S: queue } };
}

function writeRecord(record: CallbackRecord): Item {
  return {
    ...keyOf(record.caller, record.queue),
    callSid: { S: record.callSid },
    status: { S: record.status },
    [openCallbacksIndex.sortKey]: { N: String(record.acceptedAtMs) },
    quotedWaitSeconds: { N: String(record.quotedWaitSeconds) },
    expiresAtMs: { N: String(record.expiresAtMs) },
    [openCallbacksIndex.partitionKey]: { S: record.queue },
    [timeToLive]: { N: String(Math.ceil(record.expiresAtMs / 1000) + KEPT_AFTER_END_SECONDS) },
  };
}

function readRecord(item: Item): CallbackRecord | undefined {
  const caller = parsePhoneNumber(item[partitionKey]?.S?.replace('caller#', ''));
  const queue = item[sortKey]?.S;
  const callSid = item['callSid']?.S;
  if (!caller || !queue || !callSid) return undefined;
  return {
    caller,
    queue,
    callSid,
    status: item['status']?.S as CallbackStatus,
    acceptedAtMs: Number(item[openCallbacksIndex.sortKey]?.N),
    quotedWaitSeconds: Number(item['quotedWaitSeconds']?.N),
    expiresAtMs: Number(item['expiresAtMs']?.N),
    ...(item['returnCallSid']?.S && { returnCallSid: item['returnCallSid'].S }),
  };
}
