import { once } from 'node:events';
import { connect } from 'node:net';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openCallbacksIndex } from '../../../../lambdas/adapters/table.ts';
import { StoredItems } from '../../../../local/aws/table/closed-iterators.ts';
import {
  type EmbeddedDynamo,
  localCredentials,
  startEmbeddedDynamo,
} from '../../../../local/aws/table/embedded-dynamo.ts';
import { Faults } from '../../../../local/world/faults/faults.ts';

describe('the embedded DynamoDB', () => {
  let faults: Faults;
  let dynamo: EmbeddedDynamo;
  let client: DynamoDBClient;
  const key = { pk: { S: 'caller#+14155550100' }, sk: { S: 'support' } };

  beforeEach(async () => {
    faults = new Faults(20);
    dynamo = await startEmbeddedDynamo(faults, 'callback-local');
    client = new DynamoDBClient({
      endpoint: dynamo.endpoint,
      region: 'us-east-1',
      credentials: localCredentials,
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await dynamo.stop();
  });

  const openCallbacks = new QueryCommand({
    TableName: 'callback-local',
    IndexName: openCallbacksIndex.name,
    KeyConditionExpression: 'openQueue = :queue',
    ExpressionAttributeValues: { ':queue': { S: 'support' } },
  });

  const read = (abortSignal?: AbortSignal) =>
    client.send(new GetItemCommand({ TableName: 'callback-local', Key: key }), abortSignal ? { abortSignal } : {});

  it('has the table and its index of open callbacks', async () => {
    const item = { ...key, openQueue: { S: 'support' }, acceptedAtMs: { N: '1' } };
    await client.send(new PutItemCommand({ TableName: 'callback-local', Item: item }));
    const query = await client.send(openCallbacks);
    expect(query.Items).toEqual([item]);
    expect((await read()).Item).toEqual(item);
  });

  it('lets go of what a query has read when it has been answered', async () => {
    const close = jest.spyOn(StoredItems.prototype, 'close');
    for (let asked = 0; asked < 5; asked++) await client.send(openCallbacks);
    expect(close.mock.calls).toHaveLength(5);
    close.mockRestore();
  });

  it('can be down, and comes back', async () => {
    faults.set('dynamodb-down', true);
    await expect(read()).rejects.toThrow();
    faults.set('dynamodb-down', false);
    expect((await read()).$metadata.httpStatusCode).toBe(200);
  });

  it('survives a client that breaks off in the middle of a request', async () => {
    const { hostname, port } = new URL(dynamo.endpoint);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.end('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{');
    socket.resume();
    await once(socket, 'close');
    expect((await read()).$metadata.httpStatusCode).toBe(200);
  });

  it('survives a client that gives up while it is slow', async () => {
    faults.set('dynamodb-slow', true);
    const impatient = new AbortController();
    const reading = read(impatient.signal);
    setTimeout(() => impatient.abort(), 5);
    await expect(reading).rejects.toThrow(/abort/i);
    expect((await read()).$metadata.httpStatusCode).toBe(200);
  });
});
