import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamoClient } from '../../lambdas/adapters/dynamo-client.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { SecretAuthTokens } from '../../lambdas/adapters/secret-auth-tokens.ts';
import { createSecretsClient } from '../../lambdas/adapters/secrets-client.ts';
import { localCredentials } from '../../local/aws/embedded-dynamo.ts';
import { close, listen } from '../../local/http/loopback-server.ts';
import { AUTH_TOKEN, NOON_MS } from '../support/builders.ts';

type Manner = 'answers' | 'stalls in mid-body' | 'sends a byte now and then';

/** DynamoDB with an empty table and Secrets Manager with the token, on one port, in whatever state the network is. */
const aws = {
  manner: 'answers' as Manner,
  connections: new Set<Socket>(),
  /** Connections that were dropped on the way without a word: what is sent there is never answered. */
  dropped: new Set<Socket>(),
  requestsLost: 0,
};
const timers = new Set<NodeJS.Timeout>();

const server = createServer((request, response) => {
  request.resume().on('end', () => {
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
});

function table() {
  return new DynamoQueueStates(createDynamoClient('us-east-1', 'call'), 'callback-test');
}

function tokens() {
  return new SecretAuthTokens({
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
    expect(await secret.read()).toEqual([AUTH_TOKEN]);
  }, 5_000);
});

describe('connections that the network has dropped silently', () => {
  it('cost one attempt: the second opens a new one, and so does every later webhook', async () => {
    const states = table();
    await Promise.all(Array.from({ length: 8 }, () => states.read('support')));
    aws.dropped = new Set(aws.connections);
    for (let webhook = 0; webhook < 8; webhook += 1) expect(await states.read('support')).toEqual({});
    expect(aws.requestsLost).toBe(1);
  });
});
