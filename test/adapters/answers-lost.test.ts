import { createServer } from 'node:http';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDynamoClient } from '../../lambdas/adapters/aws-clients.ts';
import { DynamoCallbackRecords } from '../../lambdas/adapters/dynamo-callback-records.ts';
import { DynamoHandledEvents } from '../../lambdas/adapters/dynamo-handled-events.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import type { CallbackTransition } from '../../lambdas/domain/callback/callback-record.ts';
import { localCredentials } from '../../local/aws/table/embedded-dynamo.ts';
import { close, listen } from '../../local/world/loopback-server.ts';
import { callbackRecord, NOON_MS } from '../support/builders.ts';
import { TABLE, useTable } from '../support/table.ts';

const table = useTable();
let client: DynamoDBClient;

/** The network in front of the table: the answer to each write's first attempt is lost on its way, and the write comes again. */
const network = createServer(async (request, response) => {
  const body = await new Response(request as never).text();
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  for (const name of ['host', 'connection', 'content-length', 'expect']) delete headers[name];
  const answer = await fetch(table.endpoint, { method: 'POST', headers, body });
  const isWrite = /PutItem|UpdateItem/.test(String(headers['x-amz-target']));
  if (isWrite && /^attempt=1;/.test(String(request.headers['amz-sdk-request']))) {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(await answer.text());
});

beforeAll(async () => {
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = `http://127.0.0.1:${await listen(network)}`;
  process.env['AWS_ACCESS_KEY_ID'] = localCredentials.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = localCredentials.secretAccessKey;
  client = createDynamoClient('us-east-1', 'background');
});
afterAll(async () => {
  client.destroy();
  await close(network);
});

describe('where the table does what it is asked, and its answer is lost', () => {
  it('a callback goes from yes to agent, each step counted once, though it is told twice at the same moment', async () => {
    const records = new DynamoCallbackRecords(client, TABLE);
    const record = callbackRecord({ status: 'requested' });
    const { caller, queue, callSid } = record;
    const move = (to: CallbackTransition, nowMs: number) => records.move({ caller, queue, callSid, to, nowMs });
    expect(await records.request(record, NOON_MS)).toBe('written');
    expect(await records.request(record, NOON_MS)).toBe('there');
    expect(await records.request({ ...record, callSid: 'CA-second' }, NOON_MS + 6)).toBe('refused');
    for (const to of ['transferred', 'returned', 'answered'] as const) {
      expect(await move(to, NOON_MS + 1000)).toBe(true);
      expect(await move(to, NOON_MS + 1000)).toBe(false);
    }
  });

  it('a return call has its callback, and no other call has it too', async () => {
    const records = new DynamoCallbackRecords(client, TABLE);
    const record = callbackRecord({ status: 'requested', queue: 'returns' });
    await records.request(record, NOON_MS);
    expect(await records.reserveReturn(record, 'CA-return')).toBe(true);
    expect(await records.reserveReturn(record, 'CA-other')).toBe(false);
  });

  it('a loss is claimed, reported and closed, each once', async () => {
    const records = new DynamoCallbackRecords(client, TABLE);
    const record = callbackRecord({ status: 'requested', queue: 'losses' });
    const { caller, queue, callSid } = record;
    await records.request(record, NOON_MS);
    await records.move({ caller, queue, callSid, to: 'registered', dueAtMs: NOON_MS + 1, nowMs: NOON_MS });
    expect(await records.noteLookUp(record, NOON_MS)).toBe(true);
    expect(await records.move({ caller, queue, callSid, to: 'lost', nowMs: NOON_MS })).toBe(true);
    const laterMs = NOON_MS + 3_600_000;
    expect(await records.claimLoss(record, laterMs)).toBe(true);
    expect(await records.claimLoss(record, laterMs + 1)).toBe(false);
    expect(await records.closeLoss(record, { nowMs: laterMs, stillListed: false })).toBe(true);
    expect(await records.closeLoss(record, { nowMs: laterMs + 1, stillListed: false })).toBe(false);
  });

  it('a failed transfer stops the offers, and the next one is no news', async () => {
    const states = new DynamoQueueStates(client, TABLE);
    const stop = (openUntilMs: number) =>
      states.changeBreaker('support', { before: undefined, after: { openUntilMs } });
    expect(await stop(NOON_MS + 60_000)).toBe(true);
    expect(await stop(NOON_MS + 61_000)).toBe(false);
  });

  it('an event of TaskRouter is counted by the one who hears it first', async () => {
    const events = new DynamoHandledEvents(client, TABLE);
    const event = { key: 'reservation.accepted WR1', atMs: NOON_MS };
    expect([await events.mark(event), await events.mark(event)]).toEqual([true, false]);
  });
});
