import { randomBytes } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import {
  type CallbackRecord,
  type CallbackTransition,
  expiryAfter,
  isListed,
  isUnconfirmed,
  pendingStatuses,
  transitionsTo,
} from '../domain/callback/callback-record.ts';
import { CLAIM_MS } from '../domain/callback/lost-callback.ts';
import { document, epochMs, lenient, phoneNumber, readAs } from '../domain/document.ts';
import type { PhoneNumber } from '../domain/phone-number.ts';
import type { CallbackRecords, RecordKey, RecordTransition, Requested } from '../services.ts';
import { isWritten } from './conditional-write.ts';
import { type Item, openCallbacksIndex, partitionKey, sortKey, timeToLive } from './table.ts';

const OPEN = openCallbacksIndex.partitionKey;

/** Of a megabyte each, which holds some two thousand records: no list of open callbacks is as long as this. */
const MOST_PAGES = 50;

/** One item per caller and queue, in the sparse index for as long as something may still come of the callback. */
export class DynamoCallbackRecords implements CallbackRecords {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(caller: PhoneNumber, queue: string): Promise<CallbackRecord | undefined> {
    const item = await this.#item({ caller, queue });
    return item && readRecord(item);
  }

  async request(record: CallbackRecord, nowMs: number): Promise<Requested> {
    const writer = newWriter();
    const Item = { ...writeRecord(record), writer };
    const written = await isWritten(
      this.#client.send(new PutItemCommand({ TableName: this.#tableName, Item, ...mayRequest(record, nowMs) })),
      { mark: { writer }, find: () => this.#item(record) },
    );
    if (written) return 'written';
    const existing = await this.find(record.caller, record.queue);
    return existing?.callSid === record.callSid && isUnconfirmed(existing) ? 'there' : 'refused';
  }

  move(transition: RecordTransition): Promise<boolean> {
    return this.#update(transition, changesOf(transition));
  }

  reserveReturn({ caller, queue, callSid }: RecordKey, returnCallSid: string): Promise<boolean> {
    return this.#update(
      { caller, queue },
      {
        set: 'returnCallSid = :returnCallSid',
        ConditionExpression: 'callSid = :callSid AND attribute_not_exists(returnCallSid)',
        ExpressionAttributeValues: { ':callSid': { S: callSid }, ':returnCallSid': { S: returnCallSid } },
      },
    );
  }

  noteLookUp({ caller, queue, callSid }: RecordKey, nowMs: number): Promise<boolean> {
    return this.#update(
      { caller, queue },
      {
        set: 'lookedUpAtMs = :now',
        ConditionExpression: 'callSid = :callSid AND #status = :registered',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':callSid': { S: callSid },
          ':registered': { S: 'registered' },
          ':now': { N: String(nowMs) },
        },
      },
    );
  }

  claimLoss({ caller, queue, callSid }: RecordKey, nowMs: number): Promise<boolean> {
    return this.#update(
      { caller, queue },
      {
        set: 'lossClaimedAtMs = :now',
        ConditionExpression: `callSid = :callSid AND #status = :lost AND attribute_not_exists(lossReportedAtMs)
          AND NOT movedAtMs > :free AND NOT lossClaimedAtMs > :free`,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':callSid': { S: callSid },
          ':lost': { S: 'lost' },
          ':now': { N: String(nowMs) },
          ':free': { N: String(nowMs - CLAIM_MS) },
        },
      },
    );
  }

  closeLoss(
    { caller, queue, callSid }: RecordKey,
    { nowMs, stillListed }: { nowMs: number; stillListed: boolean },
  ): Promise<boolean> {
    return this.#update(
      { caller, queue },
      {
        set: `lossReportedAtMs = :now${stillListed ? '' : ` REMOVE ${OPEN}`}`,
        ConditionExpression: `callSid = :callSid AND #status = :lost AND attribute_exists(${OPEN})`,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':callSid': { S: callSid },
          ':lost': { S: 'lost' },
          ':now': { N: String(nowMs) },
        },
      },
    );
  }

  async claimLostTask({ caller, queue, callSid }: RecordKey, nowMs: number): Promise<'first' | 'again' | undefined> {
    try {
      const { Attributes: before } = await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#tableName,
          Key: keyOf({ caller, queue }),
          UpdateExpression: 'SET lostTaskTriedAtMs = :now',
          ConditionExpression: `callSid = :callSid AND #status = :lost AND attribute_not_exists(lostTaskSid)
            AND (attribute_not_exists(lostTaskTriedAtMs) OR lostTaskTriedAtMs <= :free)`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':callSid': { S: callSid },
            ':lost': { S: 'lost' },
            ':now': { N: String(nowMs) },
            ':free': { N: String(nowMs - CLAIM_MS) },
          },
          ReturnValues: 'UPDATED_OLD',
        }),
      );
      return before?.['lostTaskTriedAtMs'] ? 'again' : 'first';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  noteLostTask(
    { caller, queue, callSid }: RecordKey,
    task: { sid: string; madeAtMs: number } | { endedAtMs: number },
  ): Promise<boolean> {
    const [expression, values]: [string, Item] =
      'sid' in task
        ? [
            'lostTaskSid = :sid, lostTaskMadeAtMs = :madeAt',
            { ':sid': { S: task.sid }, ':madeAt': { N: String(task.madeAtMs) } },
          ]
        : ['lostTaskEndedAtMs = :endedAt', { ':endedAt': { N: String(task.endedAtMs) } }];
    return this.#update(
      { caller, queue },
      {
        set: expression,
        ConditionExpression: 'callSid = :callSid',
        ExpressionAttributeValues: { ...values, ':callSid': { S: callSid } },
      },
    );
  }

  async listOpen(queue: string): Promise<CallbackRecord[]> {
    const records: CallbackRecord[] = [];
    let from: Item | undefined;
    for (let page = 0; page === 0 || from; page += 1) {
      if (page === MOST_PAGES) throw new Error(`the list of open callbacks does not end after ${MOST_PAGES} pages`);
      const { Items = [], LastEvaluatedKey } = await this.#client.send(
        new QueryCommand({
          TableName: this.#tableName,
          IndexName: openCallbacksIndex.name,
          KeyConditionExpression: '#open = :queue',
          ExpressionAttributeNames: { '#open': OPEN },
          ExpressionAttributeValues: { ':queue': { S: queue } },
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      records.push(...Items.flatMap((item) => readRecord(item) ?? []));
      from = LastEvaluatedKey;
    }
    return records;
  }

  async #item(record: { caller: PhoneNumber; queue: string }): Promise<Item | undefined> {
    const result = await this.#client.send(
      new GetItemCommand({ TableName: this.#tableName, Key: keyOf(record), ConsistentRead: true }),
    );
    return result.Item;
  }

  #update(record: { caller: PhoneNumber; queue: string }, { set, ExpressionAttributeValues, ...input }: Change) {
    const writer = newWriter();
    return isWritten(
      this.#client.send(
        new UpdateItemCommand({
          TableName: this.#tableName,
          Key: keyOf(record),
          UpdateExpression: `SET writer = :writer, ${set}`,
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ':writer': writer },
          ...input,
        }),
      ),
      { mark: { writer }, find: () => this.#item(record) },
    );
  }
}

/** What is set, and what may come after that. */
type Change = Pick<UpdateItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeNames'> & {
  set: string;
  ExpressionAttributeValues: Item;
};

/** Names one write: a webhook that is told twice may move the same record at the same millisecond. */
function newWriter(): AttributeValue.SMember {
  return { S: randomBytes(4).toString('hex') };
}

/**
 * A new record may replace one of another call that is at an end. Not a registered one, however old, and not a lost one whose
 * loss nobody has heard of yet or that still needs its task; and a repeated webhook must not revive what has ended in its own call.
 */
function mayRequest({ callSid }: CallbackRecord, nowMs: number) {
  const places = pendingStatuses.map((_, index) => `:pending${index}`);
  return {
    // AND binds tighter than OR. Each further pair of brackets doubles what the local table's parser takes, up to 200 ms.
    ConditionExpression: `attribute_not_exists(${partitionKey}) OR callSid <> :callSid
      AND (NOT #status IN (${places.join(', ')}) OR expiresAtMs <= :now AND #status <> :registered)
      AND (NOT #status = :lost OR attribute_not_exists(${OPEN})
        OR attribute_exists(lossReportedAtMs) AND attribute_exists(lostTaskSid))`,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':now': { N: String(nowMs) },
      ':callSid': { S: callSid },
      ':lost': { S: 'lost' },
      ':registered': { S: 'registered' },
      ...Object.fromEntries(pendingStatuses.map((status, index) => [`:pending${index}`, { S: status }])),
    },
  };
}

function changesOf({ to, queue, callSid, nowMs, dueAtMs, returnCallSid }: RecordTransition) {
  const from = transitionsTo[to];
  const expiresAtMs = expiryAfter(to, nowMs, dueAtMs);
  const listed = isListed(to);
  const values: Item = {
    status: { S: to },
    movedAtMs: { N: String(nowMs) },
    ...(returnCallSid !== undefined && { returnCallSid: { S: returnCallSid } }),
    ...(dueAtMs !== undefined && { dueAtMs: { N: String(dueAtMs) } }),
    ...(expiresAtMs !== undefined && { expiresAtMs: { N: String(expiresAtMs) } }),
    ...(listed && { [OPEN]: { S: queue } }),
    ...((!listed || expiresAtMs !== undefined) && { [timeToLive]: timeToLiveAfter(expiresAtMs ?? nowMs) }),
  };
  const names = Object.keys(values);
  // Of two return calls, only the one that brought the customer back can be abandoned.
  const sameReturn = to === 'abandoned' ? ' AND returnCallSid = :returnCallSid' : '';
  return {
    set: `${names.map((name) => `#${name} = :${name}`).join(', ')}${listed ? '' : ` REMOVE ${OPEN}`}`,
    ConditionExpression: `callSid = :callSid AND #status IN (${from.map((_, index) => `:from${index}`).join(', ')})${sameReturn}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
      ...Object.fromEntries(from.map((status, index) => [`:from${index}`, { S: status }])),
      ':callSid': { S: callSid },
    },
  };
}

/** A finished or lapsed record stays for a day, so that people can see what became of a callback. */
const KEPT_AFTER_END_SECONDS = 24 * 60 * 60;

function keyOf({ caller, queue }: { caller: PhoneNumber; queue: string }): Item {
  return { [partitionKey]: { S: `caller#${caller}` }, [sortKey]: { S: queue } };
}

/** When DynamoDB may delete a record that counts as absent from then on. */
function timeToLiveAfter(endMs: number): AttributeValue {
  return { N: String(Math.ceil(endMs / 1000) + KEPT_AFTER_END_SECONDS) };
}

export function writeRecord(record: CallbackRecord): Item {
  return {
    ...keyOf(record),
    callSid: { S: record.callSid },
    status: { S: record.status },
    [openCallbacksIndex.sortKey]: { N: String(record.acceptedAtMs) },
    quotedWaitSeconds: { N: String(record.quotedWaitSeconds) },
    ...(record.language !== undefined && { language: { S: record.language } }),
    ...(record.toldWay !== undefined && { toldWay: { S: record.toldWay } }),
    expiresAtMs: { N: String(record.expiresAtMs) },
    [openCallbacksIndex.partitionKey]: { S: record.queue },
    [timeToLive]: timeToLiveAfter(record.expiresAtMs),
  };
}

const text = v.pipe(
  v.object({ S: v.pipe(v.string(), v.nonEmpty()) }),
  v.transform(({ S }) => S),
);

const time = v.pipe(
  v.object({ N: v.string() }),
  v.transform(({ N }) => Number(N)),
  epochMs,
);

const statuses = ['requested', ...(Object.keys(transitionsTo) as CallbackTransition[])] as const;

const record = document({
  caller: v.pipe(
    text,
    v.transform((key) => key.replace('caller#', '')),
    phoneNumber,
  ),
  queue: text,
  callSid: text,
  status: v.pipe(text, v.picklist(statuses)),
  acceptedAtMs: time,
  quotedWaitSeconds: time,
  expiresAtMs: time,
  language: lenient(text),
  toldWay: lenient(v.pipe(text, v.picklist(['transfer', 'api']))),
  dueAtMs: lenient(time),
  lookedUpAtMs: lenient(time),
  lossReportedAtMs: lenient(time),
  lostTaskTriedAtMs: lenient(time),
  lostTaskSid: lenient(text),
  lostTaskMadeAtMs: lenient(time),
  lostTaskEndedAtMs: lenient(time),
  returnCallSid: lenient(text),
} satisfies Record<keyof CallbackRecord, v.GenericSchema>);

/** `undefined` for an item that is not what we write. */
function readRecord(item: Item): CallbackRecord | undefined {
  return readAs(record, { ...item, caller: item[partitionKey], queue: item[sortKey] });
}
