import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Breaker, BreakerChange } from '../domain/breaker.ts';
import { type OperatorOverride, overrideKeptUntilMs } from '../domain/operator-override.ts';
import type { QueueSnapshot, QueueState } from '../domain/queue-snapshot.ts';
import type { QueueStates } from '../services.ts';
import { partitionKey, sortKey, timeToLive } from './table.ts';

/** A snapshot is kept for an hour, for whoever looks; whether it may be believed is decided by its age. */
const SNAPSHOT_LIFETIME_SECONDS = 60 * 60;

/** A hold document is asked for every few minutes at the latest; after this the call is over or queued again. */
const ABANDONED_CALL_LIFETIME_SECONDS = 15 * 60;
const ABANDONED_CALL = 'abandoned-call#';

const ACCEPTANCES = 'acceptances';

/** Beyond its time a breaker still says that the next transfer is a trial. */
const BREAKER_KEPT_SECONDS = 10 * 60;

/** One partition per queue: `snapshot` by the sampler, `operator` by hand, `breaker` by the voice function. */
export class DynamoQueueStates implements QueueStates {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

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
    await this.#put(queue, { kind: 'snapshot', document: snapshot, expiresAtSeconds });
  }

  async changeBreaker(queue: string, { before, after }: BreakerChange): Promise<boolean> {
    try {
      await this.#put(queue, breakerItem(after), before ? isStill(before) : isClosed);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** A number of its own and no document: it is added to, by as many callers at once as there are. It is kept for good. */
  async countAcceptance(queue: string, whenFull: number): Promise<boolean> {
    if (whenFull <= 0) return false;
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#tableName,
          Key: { [partitionKey]: { S: queueKey(queue) }, [sortKey]: { S: ACCEPTANCES } },
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

  /** For the operator's command alone: no function may write this item. */
  async putOperator(queue: string, override: OperatorOverride): Promise<void> {
    const expiresAtSeconds = overrideKeptUntilMs(override) / 1000;
    await this.#put(queue, { kind: 'operator', document: override, expiresAtSeconds });
  }

  async noteAbandonedCall(queue: string, callSid: string, nowMs: number): Promise<void> {
    const expiresAtSeconds = nowMs / 1000 + ABANDONED_CALL_LIFETIME_SECONDS;
    const document = { untilMs: expiresAtSeconds * 1000 };
    await this.#put(queue, { kind: `${ABANDONED_CALL}${callSid}`, document, expiresAtSeconds });
  }

  async #query(queue: string, consistent: boolean): Promise<QueueState> {
    const result = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: '#pk = :queue',
        ExpressionAttributeNames: { '#pk': partitionKey },
        ExpressionAttributeValues: { ':queue': { S: queueKey(queue) } },
        ConsistentRead: consistent,
      }),
    );
    const items = new Map(result.Items?.map((item) => [item[sortKey]?.S, documentOf(item)]));
    return {
      ...readSnapshot(items.get('snapshot')),
      ...readOperator(items.get('operator')),
      ...readBreaker(items.get('breaker')),
      ...readAcceptances(result.Items),
      ...readAbandonedCalls(items),
    };
  }

  async #put(queue: string, { kind, document, expiresAtSeconds }: StateItem, condition: Condition = {}): Promise<void> {
    await this.#client.send(
      new PutItemCommand({
        TableName: this.#tableName,
        Item: {
          [partitionKey]: { S: queueKey(queue) },
          [sortKey]: { S: kind },
          document: { S: JSON.stringify(document) },
          [timeToLive]: { N: String(Math.ceil(expiresAtSeconds)) },
        },
        ...condition,
      }),
    );
  }
}

interface StateItem {
  kind: string;
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

function breakerItem(breaker: Breaker | 'closed'): StateItem {
  if (breaker === 'closed') return { kind: 'breaker', document: {}, expiresAtSeconds: 0 };
  return { kind: 'breaker', document: breaker, expiresAtSeconds: breaker.openUntilMs / 1000 + BREAKER_KEPT_SECONDS };
}

function queueKey(queue: string): string {
  return `queue#${queue}`;
}

type Document = Record<string, unknown> | undefined;

/** An item that is not what we write (a hand edit, another version) counts as absent. */
function documentOf(item: Record<string, AttributeValue>): Document {
  try {
    const document: unknown = JSON.parse(item['document']?.S ?? '');
    return typeof document === 'object' && document !== null ? (document as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function readSnapshot(document: Document): Pick<QueueState, 'snapshot'> {
  if (!document || !isTime(document['sampledAtMs']) || !isTime(document['freeAgents'])) return {};
  const wait = document['wait'] as { quoteSeconds?: unknown; offerSeconds?: unknown } | undefined;
  const usable = wait && isTime(wait.quoteSeconds) && isTime(wait.offerSeconds);
  const { wait: _, ...rest } = document;
  return { snapshot: (usable ? document : rest) as unknown as QueueSnapshot };
}

function readOperator(document: Document): Pick<QueueState, 'operator'> {
  if (!document || !isTime(document['untilMs']) || typeof document['policy'] !== 'object') return {};
  return { operator: document as unknown as OperatorOverride };
}

function readBreaker(document: Document): Pick<QueueState, 'breaker'> {
  return document && isTime(document['openUntilMs']) ? { breaker: document as unknown as Breaker } : {};
}

function readAcceptances(items: Record<string, AttributeValue>[] = []): Pick<QueueState, 'acceptances'> {
  const item = items.find((candidate) => candidate[sortKey]?.S === ACCEPTANCES);
  const acceptances = Number(item?.['acceptances']?.N);
  return isTime(acceptances) ? { acceptances } : {};
}

function readAbandonedCalls(items: ReadonlyMap<string | undefined, Document>): Pick<QueueState, 'abandonedCalls'> {
  const calls = [...items.keys()].flatMap((kind) =>
    kind?.startsWith(ABANDONED_CALL) ? [kind.slice(ABANDONED_CALL.length)] : [],
  );
  return calls.length > 0 ? { abandonedCalls: new Set(calls) } : {};
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
