import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localCredentials } from '../../local/aws/table/embedded-dynamo.ts';
import { close, collectBody, listen, toListener } from '../../local/world/loopback-server.ts';
import { configuration } from '../support/builders.ts';
import { testBundles } from '../support/test-bundles.ts';
import { outputs } from './simulated-account.ts';

type Manner = 'hangs' | 'stalls in mid-body' | { status: number; json: object };

/** DynamoDB without an item, Secrets Manager, and the address that CloudFormation takes answers at, on one port. */
const manners: { dynamo: Manner; secrets: Manner } = { dynamo: 'hangs', secrets: 'hangs' };
const EMPTY: Manner = { status: 200, json: { Items: [] } };
let answered: (answer: { Status: string; Reason: string }) => void = () => undefined;

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = (await collectBody(request, 100_000))?.toString() ?? '';
  const target = request.headers['x-amz-target'];
  if (!target) {
    answered(JSON.parse(body));
    return void response.end();
  }
  const manner = String(target).startsWith('DynamoDB') ? manners.dynamo : manners.secrets;
  if (manner === 'hangs') return;
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  if (manner === 'stalls in mid-body') {
    response.writeHead(200, { ...headers, 'content-length': 100 }).write('{');
    return;
  }
  response.writeHead(manner.status, headers).end(JSON.stringify(manner.json));
}

const server = createServer(toListener(serve));
let origin = '';
let folder = '';
let handler: (event: object, context: object) => Promise<void>;
const before = { ...process.env };

/** The deployed bundle, with the environment that Lambda would give it. */
beforeAll(async () => {
  origin = `http://127.0.0.1:${await listen(server)}`;
  folder = await mkdtemp(join(tmpdir(), 'provisioner-'));
  await cp(join(testBundles, 'provisioner'), folder, { recursive: true });
  await writeFile(join(folder, 'configuration.json'), JSON.stringify(configuration()));
  Object.assign(process.env, {
    ...{ TABLE_NAME: 'table', STAGE: 'example', TASKROUTER_ORIGIN: origin, AWS_REGION: 'us-east-1' },
    ...{ TWILIO_SECRET_NAME: 'callback/example/twilio', MINDFUL_SECRET_NAME: 'callback/example/mindful' },
    ...{ MINDFUL_SCHEDULER_ORIGIN: origin, MINDFUL_API_ORIGIN: origin, MINDFUL_AUTH_ORIGIN: origin },
    ...{ AWS_ENDPOINT_URL_DYNAMODB: origin, AWS_ENDPOINT_URL_SECRETS_MANAGER: origin },
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
  });
  ({ handler } = await import(pathToFileURL(join(folder, 'index.mjs')).href));
});
afterAll(async () => {
  process.env = before;
  await close(server);
  await rm(folder, { recursive: true });
});

/** What CloudFormation hears of a request that has so many seconds of the function's time. */
async function answerTo(RequestType: 'Create' | 'Delete', seconds = 300) {
  const answer = new Promise<{ Status: string; Reason: string }>((resolve) => {
    answered = resolve;
  });
  const endsAtMs = performance.now() + seconds * 1000;
  const ids = {
    RequestId: 'request',
    StackId: 'stack',
    LogicalResourceId: 'resource',
    ResponseURL: `${origin}/answer`,
  };
  await handler(
    { RequestType, ...ids, ResourceProperties: outputs },
    { getRemainingTimeInMillis: () => endsAtMs - performance.now() },
  );
  return answer;
}

const error = (name: string): Manner => ({ status: 400, json: { __type: name, message: 'no' } });

describe('CloudFormation hears of a failure, and its true cause,', () => {
  it.each(['hangs', 'stalls in mid-body'] as const)('when DynamoDB %s during a deletion', async (manner) => {
    manners.dynamo = manner;
    const { Status, Reason } = await answerTo('Delete');
    expect({ Status, Reason }).toEqual({
      Status: 'FAILED',
      Reason: expect.stringMatching(/^DynamoDB did not .*Timeout/),
    });
  });

  it('when DynamoDB is still silent at the end of the time', async () => {
    manners.dynamo = 'hangs';
    const { Status, Reason } = await answerTo('Delete', 21);
    expect({ Status, Reason }).toEqual({
      Status: 'FAILED',
      Reason: expect.stringMatching(/too slow to finish in time/),
    });
  });

  it.each<{ what: string; secrets: Manner; reason: RegExp }>([
    {
      what: 'hangs',
      secrets: 'hangs',
      reason: /^Secrets Manager did not give secret callback\/example\/twilio \(Timeout/,
    },
    { what: 'stalls in mid-body', secrets: 'stalls in mid-body', reason: /^Secrets Manager did not give .*Timeout/ },
    {
      what: 'refuses',
      secrets: error('AccessDeniedException'),
      reason: /^Secrets Manager did not give .*AccessDenied/,
    },
    {
      what: 'has no such secret',
      secrets: error('ResourceNotFoundException'),
      reason: /^there is no secret .*npm run secret/,
    },
    {
      what: 'has a secret without a token',
      secrets: { status: 200, json: { SecretString: '{}' } },
      reason: /^secret callback\/example\/twilio holds no auth token/,
    },
  ])('when Secrets Manager $what', async ({ secrets, reason }) => {
    Object.assign(manners, { dynamo: EMPTY, secrets });
    const { Status, Reason } = await answerTo('Create');
    expect({ Status, Reason }).toEqual({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
  });
});
