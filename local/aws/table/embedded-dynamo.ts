import type { IncomingMessage, Server } from 'node:http';
import type { CreateTableCommandInput, DescribeTableCommandOutput } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { openCallbacksIndex, partitionKey, sortKey } from '../../../lambdas/adapters/table.ts';
import type { Faults } from '../../world/faults/faults.ts';
import { withUpstreamFaults } from '../../world/faults/upstream-faults.ts';
import { close, listen, type RequestHandler, toListener } from '../../world/loopback-server.ts';
import { closeIterators } from './closed-iterators.ts';

export interface EmbeddedDynamo {
  endpoint: string;
  tableName: string;
  /** The number of requests so far, failed ones included. */
  requestCount(): number;
  /** The same by operation, such as `Query`. */
  operationCounts(): Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** DynamoDB in this process with the service's table in it. What has expired stays until `deleteExpired`, as on AWS for a while. */
export async function startEmbeddedDynamo(faults: Faults, tableName: string): Promise<EmbeddedDynamo> {
  const server = dynalite({ createTableMs: 0 });
  closeIterators();
  const shareBuffersAgain = keepBuffersApart();
  survivesAbortedRequests(server, faults);
  const endpoint = `http://127.0.0.1:${await listen(server)}`;
  await createTable(endpoint, tableName);
  const counts: Record<string, number> = {};
  server.on('request', ({ headers }: IncomingMessage) => {
    const operation = String(headers['x-amz-target']).replace('DynamoDB_20120810.', '');
    counts[operation] = (counts[operation] ?? 0) + 1;
  });
  const stop = async () => {
    shareBuffersAgain();
    await close(server);
  };
  return {
    endpoint,
    tableName,
    stop,
    requestCount: () => Object.values(counts).reduce((sum, count) => sum + count, 0),
    operationCounts: () => ({ ...counts }),
  };
}

/**
 * Node cuts small buffers out of slabs of 8 KB. The items that dynalite keeps are such buffers, and each would keep its
 * whole slab alive: some 30 KB a call. Returns how to undo it.
 */
function keepBuffersApart(): () => void {
  const { poolSize } = Buffer;
  Buffer.poolSize = 0;
  return () => {
    Buffer.poolSize = poolSize;
  };
}

/**
 * Puts the faults in front of dynalite, which throws out of its event handler, and so ends the process, when a client
 * gives a request up. Lambdas with a deadline do that.
 */
function survivesAbortedRequests(server: Server, faults: Faults): void {
  const [serve] = server.listeners('request') as RequestHandler[];
  if (!serve) throw new Error('dynalite has no request listener: pin dynalite 4.0.0');
  const serveSafely: RequestHandler = (request, response) => {
    const served = serve(request, response);
    request.removeAllListeners('error').on('error', () => response.destroy());
    return served;
  };
  const listener = withUpstreamFaults(faults, 'dynamodb', serveSafely);
  server.removeAllListeners('request').on('request', toListener(listener));
}

/** Credentials that any emulator takes; real ones are never read. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The service's table under this name. */
export async function createTable(endpoint: string, tableName: string): Promise<void> {
  await ask(endpoint, 'CreateTable', { TableName: tableName, ...tableDefinition });
  for (let status: string | undefined; status !== 'ACTIVE'; ) {
    const { Table } = (await ask(endpoint, 'DescribeTable', { TableName: tableName })) as DescribeTableCommandOutput;
    status = Table?.TableStatus;
  }
}

/** One request of DynamoDB's JSON protocol; dynalite and DynamoDB Local want a signature but do not check it. */
export async function ask(endpoint: string, operation: string, input: object): Promise<unknown> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
    },
    body: JSON.stringify(input),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`the embedded DynamoDB refused ${operation}: ${JSON.stringify(answer)}`);
  return answer;
}

export const tableDefinition = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: partitionKey, AttributeType: 'S' },
    { AttributeName: sortKey, AttributeType: 'S' },
    { AttributeName: openCallbacksIndex.partitionKey, AttributeType: 'S' },
    { AttributeName: openCallbacksIndex.sortKey, AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: openCallbacksIndex.name,
      KeySchema: [
        { AttributeName: openCallbacksIndex.partitionKey, KeyType: 'HASH' },
        { AttributeName: openCallbacksIndex.sortKey, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
} satisfies Omit<CreateTableCommandInput, 'TableName'>;
