import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamoClient, createSecretsClient } from '../../lambdas/adapters/aws-clients.ts';
import { DynamoCallbackRecords } from '../../lambdas/adapters/dynamo-callback-records.ts';
import { DynamoQueueStates, rememberQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { requestJson } from '../../lambdas/adapters/json-request.ts';
import { TwilioSecret } from '../../lambdas/adapters/twilio-secret.ts';
import { voiceHandler } from '../../lambdas/runtime/voice-handler.ts';
import { localCredentials } from '../../local/aws/table/embedded-dynamo.ts';
import { close, listen } from '../../local/world/loopback-server.ts';
import { AUTH_TOKEN, NOON_MS, tokenKey } from '../support/builders.ts';
import { lambdaContext, services } from '../support/fakes.ts';
import { signedEvent } from '../support/signed-event.ts';

type Manner = 'answers' | 'stalls in mid-body' | 'sends a byte now and then';

/** DynamoDB with an empty table and Secrets Manager with the token, on one port, in whatever state the network is. */
const aws = {
  manner: 'answers' as Manner,
  connections: new Set<Socket>(),
  /** Connections that were dropped on the way without a word: what is sent there is never answered. */
  dropped: new Set<Socket>(),
  requestsLost: 0,
  requests: 0,
};
const timers = new Set<NodeJS.Timeout>();

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    aws.requests += 1;
    if (aws.dropped.has(request.socket)) {
      aws.requestsLost += 1;
      return;
    }
    const isTable = String(request.headers['x-amz-target']).startsWith('DynamoDB');
    answer(response, isTable ? { Items: [] } : { SecretString: JSON.stringify({ authToken: AUTH_TOKEN }) });
  });
}).on('connection', (socket) => aws.connections.add(socket));

function answer(response: ServerResponse, json: object): void {
  const body = JSON.stringify(json);
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': body.length });
  if (aws.manner === 'answers') {
    response.end(body);
    return;
  }
  response.write(body.slice(0, 2));
  if (aws.manner === 'sends a byte now and then') timers.add(setInterval(() => response.write(' '), 100));
}

beforeAll(async () => {
  const endpoint = `http://127.0.0.1:${await listen(server)}`;
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = endpoint;
  process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] = endpoint;
  process.env['AWS_ACCESS_KEY_ID'] = localCredentials.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = localCredentials.secretAccessKey;
});
afterAll(async () => {
  for (const timer of timers) clearInterval(timer);
  await close(server);
});
beforeEach(() => {
  aws.manner = 'answers';
  aws.dropped.clear();
  aws.requests = 0;
});

function table() {
  return new DynamoQueueStates(createDynamoClient('us-east-1', 'call'), 'callback-test');
}

function tokens() {
  return new TwilioSecret({
    client: createSecretsClient('us-east-1'),
    secretName: 'callback/test/twilio',
    nowMs: () => NOON_MS,
    refreshFailed: () => {},
  });
}

describe.each(['stalls in mid-body', 'sends a byte now and then'] as const)('an answer that %s', (manner) => {
  it('is given up by who asks the table, and the next one is read', async () => {
    const states = table();
    aws.manner = manner;
    await expect(states.read('support')).rejects.toThrow('did not end in time');
    aws.manner = 'answers';
    expect(await states.read('support')).toEqual({});
  }, 5_000);

  it('is given up by who asks for the token, and the next one is read', async () => {
    const secret = tokens();
    aws.manner = manner;
    await expect(secret.read()).rejects.toThrow('did not end in time');
    aws.manner = 'answers';
    expect(await secret.read()).toEqual([tokenKey()]);
  }, 5_000);
});

describe('a caller whom the table answers by halves', () => {
  it.each([
    ['incoming-call', /<Enqueue /],
    ['hold', /<Play>.*<Redirect>/],
  ] as const)('is led on by %s after two attempts, which a second holds', async (step, document) => {
    const client = createDynamoClient('us-east-1', 'call');
    const states = new DynamoQueueStates(client, 'callback-test');
    await states.readNow('support');
    aws.requests = 0;
    const queueStates = rememberQueueStates(states, () => Date.now());
    const callbacks = new DynamoCallbackRecords(client, 'callback-test');
    const handler = voiceHandler(services({ queueStates, callbacks }), () => {});
    aws.manner = 'stalls in mid-body';
    const { body } = await handler(signedEvent(step), lambdaContext());
    expect(body).toMatch(document);
    // Of the queue and of the operator's override, side by side.
    expect(aws.requests).toBe(2 * 2);
  });
});

describe('half an answer of TaskRouter or Mindful', () => {
  it('is given up when its time is over', async () => {
    aws.manner = 'sends a byte now and then';
    const request = { service: 'TaskRouter', url: String(process.env['AWS_ENDPOINT_URL_DYNAMODB']), timeoutMs: 300 };
    await expect(requestJson(request)).rejects.toThrow('aborted');
  }, 5_000);
});

describe('connections that the network has dropped silently', () => {
  it('cost one attempt: the second opens a new one, and so does every later webhook', async () => {
    const states = table();
    await Promise.all(Array.from({ length: 8 }, () => states.read('support')));
    aws.dropped = new Set(aws.connections);
    for (let webhook = 0; webhook < 8; webhook += 1) expect(await states.read('support')).toEqual({});
    // One of the queue, one of the operator's override beside it.
    expect(aws.requestsLost).toBe(2);
  });
});
