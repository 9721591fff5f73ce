import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Breaker, BreakerChange, Way } from '../domain/offer/breaker.ts';
import { type OperatorOverride, overrideKeptUntilMs } from '../domain/operator-override.ts';
import { NOTE_LASTS_MS } from '../domain/queue-now.ts';
import type { QueueSnapshot, QueueState } from '../domain/queue-snapshot.ts';
import type { QueueStates } from '../services.ts';
import { isWritten } from './conditional-write.ts';
import { readQueueItems, untilMsOf } from './queue-items.ts';
import { type Item, partitionKey, sortKey, timeToLive } from './table.ts';

/** A snapshot stays readable for an hour; whether it may be believed is decided by its age. */
const SNAPSHOT_LIFETIME_SECONDS = 60 * 60;

/** Beyond its time a breaker still says that the next transfer is a trial. */
const BREAKER_KEPT_SECONDS = 10 * 60;

/**
 * One partition per queue: `snapshot` by the sampler, `operator` by hand, `breaker` and `api-breaker` by what fails, and `abandoned-calls` by
 * the events: until when there may be notes of calls that lost their task, each of which has a partition of its own.
 */
export class DynamoQueueStates implements QueueStates {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;
  #hasBegun = false;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  read(queue: string): Promise<QueueState> {
    return this.#query(queue, false);
  }

  readNow(queue: string): Promise<QueueState> {
    return this.#query(queue, true);
  }

  async putSnapshot(queue: string, snapshot: QueueSnapshot): Promise<void> {
    const expiresAtSeconds = snapshot.sampledAtMs / 1000 + SNAPSHOT_LIFETIME_SECONDS;
    await this.#put(queueKey(queue, 'snapshot'), { document: snapshot, expiresAtSeconds });
  }

  async changeBreaker(queue: string, { before, after }: BreakerChange, way: Way = 'transfer'): Promise<boolean> {
    const key = queueKey(queue, way === 'transfer' ? 'breaker' : 'api-breaker');
    const item = breakerItem(after);
    return isWritten(this.#put(key, item, before ? isStill(before) : isClosed), {
      mark: { document: { S: JSON.stringify(item.document) } },
      find: () => this.#item(key),
    });
  }

  /** A number of its own and no document: it is added to, by as many callers at once as there are. It is kept for good. */
  async countAcceptance(queue: string, whenFull: number): Promise<boolean> {
    if (whenFull <= 0) return false;
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#tableName,
          Key: queueKey(queue, 'acceptances'),
          UpdateExpression: 'ADD acceptances :one',
          ConditionExpression: 'attribute_not_exists(acceptances) OR acceptances < :full',
          ExpressionAttributeValues: { ':one': { N: '1' }, ':full': { N: String(whenFull) } },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /**
   * For the operator's command alone: no function may write into the partition that holds it. The second place is the one in which the
   * version before looks for it.
   */
  async putOperator(queue: string, override: OperatorOverride): Promise<void> {
    const item = { document: override, expiresAtSeconds: overrideKeptUntilMs(override) / 1000 };
    await this.#put(operatorKey(queue), item);
    await this.#put(queueKey(queue, 'operator'), item);
  }

  /** The note first: the queue's word that there are some only leads to it, and so must outlast every note. */
  async noteAbandonedCall(
    queue: string,
    wait: string,
    { untilMs, nowMs }: { untilMs: number; nowMs: number },
  ): Promise<void> {
    await this.#put(abandonedCallKey(queue, wait), noteUntil(untilMs));
    await this.#put(queueKey(queue, 'abandoned-calls'), noteUntil(nowMs + NOTE_LASTS_MS));
  }

  async isAbandonedCall(queue: string, wait: string, nowMs: number): Promise<boolean> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#tableName, Key: abandonedCallKey(queue, wait) }),
    );
    return nowMs < untilMsOf(Item);
  }

  /**
   * Two requests at once. The very first ones, while a function starts, come one after the other: a second connection costs more than
   * the wait for the first.
   */
  async #query(queue: string, consistent: boolean): Promise<QueueState> {
    const isStart = !this.#hasBegun;
    this.#hasBegun = true;
    const querying = this.#items(queue, consistent);
    if (isStart) await querying;
    const [items, operator] = await Promise.all([querying, this.#item(operatorKey(queue), consistent)]);
    return readQueueItems(operator ? items.set('operator', operator) : items);
  }

  /**
   * One page, from its end: the items of this version come before the abandoned calls that the version before has noted here,
   * however many those are.
   */
  async #items(queue: string, consistent: boolean): Promise<Map<string, Item>> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: '#pk = :queue',
        ExpressionAttributeNames: { '#pk': partitionKey },
        ExpressionAttributeValues: { ':queue': { S: `queue#${queue}` } },
        ScanIndexForward: false,
        ConsistentRead: consistent,
      }),
    );
    return new Map(Items.map((item) => [item[sortKey]?.S ?? '', item]));
  }

  async #item(key: Item, consistent = true): Promise<Item | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#tableName, Key: key, ConsistentRead: consistent }),
    );
    return Item;
  }

  async #put(key: Item, { document, expiresAtSeconds }: StateItem, condition: Condition = {}): Promise<void> {
    await this.#client.send(
      new PutItemCommand({
        TableName: this.#tableName,
        Item: {
          ...key,
          document: { S: JSON.stringify(document) },
          [timeToLive]: { N: String(Math.ceil(expiresAtSeconds)) },
        },
        ...condition,
      }),
    );
  }
}

interface StateItem {
  document: object;
  expiresAtSeconds: number;
}

type Condition = Pick<PutItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>;

function isStill(breaker: Breaker): Condition {
  return {
    ConditionExpression: 'document = :before',
    ExpressionAttributeValues: { ':before': { S: JSON.stringify(breaker) } },
  };
}

/** No item, that of a closed breaker, or one edited by hand into something else. */
const isClosed: Condition = {
  ConditionExpression: 'attribute_not_exists(document) OR NOT contains(document, :open)',
  ExpressionAttributeValues: { ':open': { S: 'openUntilMs' } },
};

function noteUntil(untilMs: number): StateItem {
  return { document: { untilMs }, expiresAtSeconds: untilMs / 1000 };
}

function breakerItem(breaker: Breaker | 'closed'): StateItem {
  if (breaker === 'closed') return { document: {}, expiresAtSeconds: 0 };
  return { document: breaker, expiresAtSeconds: breaker.openUntilMs / 1000 + BREAKER_KEPT_SECONDS };
}

type QueueItem = 'snapshot' | 'operator' | 'breaker' | 'api-breaker' | 'acceptances' | 'abandoned-calls';

function queueKey(queue: string, kind: QueueItem): Item {
  return { [partitionKey]: { S: `queue#${queue}` }, [sortKey]: { S: kind } };
}

/** Apart from the partition that functions write. */
function operatorKey(queue: string): Item {
  return { [partitionKey]: { S: `operator#${queue}` }, [sortKey]: { S: 'operator' } };
}

/** A partition of its own for each, so that thousands at once hide and slow nothing. */
function abandonedCallKey(queue: string, wait: string): Item {
  return { [partitionKey]: { S: `abandoned-call#${wait}` }, [sortKey]: { S: queue } };
}

/** An operator's switch stops offers within this time on every instance. */
const REMEMBER_MS = 5_000;

/** One webhook asks several times: a table that has just not answered must not cost its caller the wait again. */
const REMEMBER_FAILURE_MS = 1_000;

interface Remembered {
  state: Promise<QueueState>;
  untilMs: number;
}

/** Remembers each queue's state for a few seconds, so that a busy instance reads the table rarely. */
export function rememberQueueStates(inner: QueueStates, nowMs: () => number): QueueStates {
  const remembered = new Map<string, Remembered>();
  /** This instance, at least, knows of its own change at once. */
  const forgetting = async <T>(queue: string, change: Promise<T>): Promise<T> => {
    remembered.delete(queue);
    const changed = await change;
    remembered.delete(queue);
    return changed;
  };
  return {
    read(queue) {
      const recent = remembered.get(queue);
      const leftMs = recent ? recent.untilMs - nowMs() : 0;
      if (recent && leftMs > 0 && leftMs <= REMEMBER_MS) return recent.state;
      const state = inner.read(queue);
      const entry = { state, untilMs: nowMs() + REMEMBER_MS };
      remembered.set(queue, entry);
      state.catch(() => {
        entry.untilMs = nowMs() + REMEMBER_FAILURE_MS;
      });
      return state;
    },
    readNow: (queue) => inner.readNow(queue),
    putSnapshot: (queue, snapshot) => inner.putSnapshot(queue, snapshot),
    countAcceptance: (queue, whenFull) => forgetting(queue, inner.countAcceptance(queue, whenFull)),
    noteAbandonedCall: (queue, wait, note) => inner.noteAbandonedCall(queue, wait, note),
    isAbandonedCall: (queue, wait, atMs) => inner.isAbandonedCall(queue, wait, atMs),
    changeBreaker: (queue, change, way) => forgetting(queue, inner.changeBreaker(queue, change, way)),
  };
}
