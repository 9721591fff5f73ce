import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { builtinModulesOnDemand } from '../../lib/builtin-modules.ts';
import { functionSettings } from '../../lib/function-settings.ts';
import { LambdaFunction } from '../../local/aws/lambda/lambda-function.ts';
import { localCredentials } from '../../local/aws/table/embedded-dynamo.ts';
import { close, collectBody, listen, toListener } from '../../local/world/loopback-server.ts';
import { AUTH_TOKEN, configuration, SHARED_KEY } from '../support/builders.ts';
import { testBundles } from '../support/test-bundles.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const config = configuration();

const sharedKeys = { [SHARED_KEY.name]: SHARED_KEY.secret };
const bothKeys: object = { authToken: AUTH_TOKEN, sharedKeys };
const secret = { stored: bothKeys };

/** What was asked of the table beside reading it. */
const writes: string[] = [];
const builds = new Map<string, LambdaFunction | string>();
let answered: (answer: { Status: string; Reason: string }) => void = () => undefined;

/** DynamoDB with one empty table, Secrets Manager, Lambda, and the address that CloudFormation takes answers at. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = (await collectBody(request, 100_000))?.toString() ?? '';
  const target = String(request.headers['x-amz-target'] ?? '');
  const reply = (status: number, json: unknown, headers = {}) =>
    void response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers })
      .end(JSON.stringify(json));
  const invoked = /functions\/([^/]+)\/invocations/.exec(decodeURIComponent(request.url ?? ''))?.[1];
  if (invoked !== undefined) {
    const { result, error } = await invoke(invoked, JSON.parse(body));
    return reply(
      200,
      error === undefined ? result : { errorMessage: error },
      error && { 'x-amz-function-error': 'Unhandled' },
    );
  }
  if (target === '') {
    answered(JSON.parse(body));
    return void response.end();
  }
  if (target.startsWith('secretsmanager')) return reply(200, { SecretString: JSON.stringify(secret.stored) });
  if (JSON.parse(body).TableName !== 'table') return reply(400, { __type: 'ResourceNotFoundException' });
  if (!/\.(Query|GetItem)$/.test(target)) writes.push(target);
  return reply(200, { Items: [] });
}

async function invoke(versionArn: string, event: object): Promise<{ result?: unknown; error?: string | undefined }> {
  const build = builds.get(versionArn.replace(/^.*:function:/, '').replace(/:\d+$/, ''));
  if (!(build instanceof LambdaFunction)) return { error: build ?? `no function ${versionArn}` };
  const invocation = await build.invoke(event);
  if (invocation.kind === 'result') return invocation;
  return { error: invocation.kind === 'error' ? invocation.message : 'Task timed out' };
}

const server = createServer(toListener(serve));
let origin = '';
let folder = '';
let provisioner: (event: object, context: object) => Promise<void>;
const before = { ...process.env };

beforeAll(async () => {
  origin = `http://127.0.0.1:${await listen(server)}`;
  folder = await mkdtemp(join(tmpdir(), 'build-check-'));
  Object.assign(process.env, {
    ...{ TABLE_NAME: 'table', STAGE: 'example', TASKROUTER_ORIGIN: origin, AWS_REGION: 'us-east-1' },
    ...{ TWILIO_SECRET_NAME: 'callback/example/twilio', MINDFUL_SECRET_NAME: 'callback/example/mindful' },
    ...{ MINDFUL_SCHEDULER_ORIGIN: origin, MINDFUL_API_ORIGIN: origin, MINDFUL_AUTH_ORIGIN: origin },
    ...{ AWS_ENDPOINT_URL: origin, AWS_ACCESS_KEY_ID: localCredentials.accessKeyId },
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
  });
  for (const name of ['provisioner', 'voice', 'events']) await copyBundle(name, name);
  ({ handler: provisioner } = await import(pathToFileURL(join(folder, 'provisioner', 'index.mjs')).href));
  await load('voice', 'voice');
  await load('events', 'events');
});
afterAll(async () => {
  process.env = before;
  await close(server);
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  writes.length = 0;
});

async function copyBundle(name: string, to: string): Promise<void> {
  await cp(join(PROJECT, testBundles, name), join(folder, to), { recursive: true });
  await writeFile(join(folder, to, 'configuration.json'), JSON.stringify(config));
}

/** As Lambda starts a function: what is thrown at its import is the answer to every invocation. */
async function load(name: string, kind: 'voice' | 'events'): Promise<void> {
  try {
    const { handler } = await import(pathToFileURL(join(folder, name, 'index.mjs')).href);
    builds.set(name, new LambdaFunction(handler, { ...functionSettings[kind], name }));
  } catch (error) {
    builds.set(name, String(error));
  }
}

/** The bundle of a function inside another handler, whose text may use `good(event, context)`. */
async function wrapped(name: string, kind: 'voice' | 'events', text: string): Promise<void> {
  await copyBundle(kind, name);
  await rename(join(folder, name, 'index.mjs'), join(folder, name, 'good.mjs'));
  await writeFile(join(folder, name, 'index.mjs'), `import { handler as good } from './good.mjs';\n${text}`);
  await load(name, kind);
}

/** The bundle of a function in whose sources a text was replaced by another. */
async function rebuilt(
  name: string,
  kind: 'voice' | 'events',
  { file, from, to }: Record<'file' | 'from' | 'to', string>,
) {
  const source = readFileSync(join(PROJECT, file), 'utf8');
  expect(source).toContain(from);
  const contents = source.replace(from, to);
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'configuration.json'), JSON.stringify(config));
  await build({
    ...{ absWorkingDir: PROJECT, bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'] },
    entryPoints: [`lambdas/${kind}.ts`],
    outfile: join(folder, name, 'index.mjs'),
    plugins: [
      builtinModulesOnDemand,
      {
        name: 'broken',
        setup: ({ onLoad }) =>
          onLoad({ filter: new RegExp(`${file}$`) }, ({ path }) => ({
            contents,
            loader: 'ts',
            resolveDir: resolve(path, '..'),
          })),
      },
    ],
  });
  await load(name, kind);
}

const versionOf = (name: string, version = 2) => `arn:aws:lambda:us-east-1:000000000000:function:${name}:${version}`;
const versions = { voice: versionOf('voice'), events: versionOf('events') };

/** What CloudFormation hears of the check. */
async function check(
  properties: Partial<typeof versions>,
  others: { RequestType?: string; OldResourceProperties?: object } = {},
) {
  const answer = new Promise<{ Status: string; Reason: string }>((resolve) => {
    answered = resolve;
  });
  const ids = {
    RequestId: 'request',
    StackId: 'stack',
    LogicalResourceId: 'resource',
    ResponseURL: `${origin}/answer`,
  };
  const ResourceProperties = { apiUrl: 'https://api.example.com', ...versions, ...properties };
  await provisioner(
    { RequestType: 'Update', ResourceType: 'Custom::CheckedBuild', ...ids, ...others, ResourceProperties },
    { getRemainingTimeInMillis: () => 300_000 },
  );
  const { Status, Reason } = await answer;
  return `${Status}: ${Reason}`;
}

describe('a build that is right', () => {
  it('is let through, and has written nothing', async () => {
    expect(await check({})).toBe('SUCCESS: every answer is as intended');
    expect(writes).toEqual([]);
  });

  it('T1: is let through when SharedKeys alone sign', async () => {
    secret.stored = { sharedKeys };
    for (const kind of ['voice', 'events'] as const) {
      await copyBundle(kind, `shared-${kind}`);
      await load(`shared-${kind}`, kind);
    }
    const outcome = await check({ voice: versionOf('shared-voice'), events: versionOf('shared-events') });
    secret.stored = bothKeys;
    expect(outcome).toMatch(/^SUCCESS/);
  });

  it('is let through when hours and policy speak against offers: the way to one is tried all the same', async () => {
    const [queue] = config.queues;
    if (!queue) throw new Error('no queue');
    const callable = { plans: [], refused: ['1'] };
    const openingHours = { timeZone: 'America/New_York', weekly: {}, closedDates: [] };
    const policy = { ...queue.policy, openingHours, offers: 'off' as const, announcement: 'We are busy & closed.' };
    const written = JSON.stringify({ ...config, queues: [{ ...queue, callable, policy }] });
    for (const kind of ['voice', 'events'] as const) {
      await copyBundle(kind, `closed-${kind}`);
      await writeFile(join(folder, `closed-${kind}`, 'configuration.json'), written);
      await load(`closed-${kind}`, kind);
    }
    expect(await check({ voice: versionOf('closed-voice'), events: versionOf('closed-events') })).toMatch(/^SUCCESS/);
  });
});

/** The invocations, counted from 1, that come after the limit of a webhook. */
const slowAt = (condition: string) => `let invocation = 0;
export const handler = async (event, context) => {
  invocation += 1;
  if (${condition}) await new Promise((wake) => setTimeout(wake, 1600));
  return good(event, context);
};`;

describe('a slow answer', () => {
  it('of a right build is asked for once more, as another instance may have started for it', async () => {
    await wrapped('slow-once', 'voice', slowAt('invocation === 4'));
    expect(await check({ voice: versionOf('slow-once') })).toMatch(/^SUCCESS/);
  });

  it('that comes again, at whichever route, is not excused', async () => {
    await wrapped('slow-twice', 'voice', slowAt('invocation === 4 || invocation === 8'));
    const outcome = await check({ voice: versionOf('slow-twice') });
    expect(outcome).toMatch(/^FAILED: .* voice answers \S+ after \d+ ms, more than alarms\.webhookMilliseconds/);
  });
});

/** The table does not answer these invocations, counted from 1. */
const tableSilentAt = (condition: string) => `let invocation = 0;
export const handler = async (event, context) => {
  invocation += 1;
  const answer = await good(event, context);
  return ${condition} ? { ...answer, problems: ['not read: TimeoutError'] } : answer;
};`;

describe('a table that does not answer', () => {
  it('one webhook of a right build is asked for once more', async () => {
    await wrapped('table-silent-once', 'voice', tableSilentAt('invocation === 4'));
    expect(await check({ voice: versionOf('table-silent-once') })).toMatch(/^SUCCESS/);
  });

  it('twice is not excused', async () => {
    await wrapped('table-silent-twice', 'voice', tableSilentAt('invocation === 4 || invocation === 8'));
    const outcome = await check({ voice: versionOf('table-silent-twice') });
    expect(outcome).toMatch(/^FAILED: .* voice answers \S+ wrongly: .*not read: TimeoutError/);
  });
});

const replaceBody = (expression: string) => `export const handler = async (event, context) => {
  const answer = await good(event, context);
  return { ...answer, ...(answer.body && { body: answer.body${expression} }) };
};`;

const broken: { what: string; make: (name: string) => Promise<void>; kind?: 'events'; reason: RegExp }[] = [
  {
    what: 'throws at import',
    make: (name) => wrapped(name, 'voice', "throw new Error('no such module');"),
    reason: /ended with an error: .*no such module/,
  },
  {
    what: 'exports no handler',
    make: (name) => wrapped(name, 'voice', 'export const handle = good;'),
    reason: /ended with an error: .*no function called handler/,
  },
  {
    what: 'cuts its TwiML short',
    make: (name) => wrapped(name, 'voice', replaceBody('.slice(0, -3)')),
    reason: /voice answers incoming-call wrongly: <Response> of Gather Enqueue\(Task\) is right/,
  },
  {
    what: 'queues into a workflow that is not configured',
    make: (name) => wrapped(name, 'voice', replaceBody(".replace(/WW0+1/, 'WW9')")),
    reason: /workflowSid="WW0+1" is missing/,
  },
  {
    what: 'leads callers to another address',
    make: (name) => wrapped(name, 'voice', replaceBody(".replaceAll('api.example.com', 'api.example.org')")),
    reason: /leads to https:\/\/api\.example\.org, not to https:\/\/api\.example\.com/,
  },
  {
    what: 'lets strangers in',
    make: (name) =>
      rebuilt(name, 'voice', {
        file: 'lambdas/middleware/twilio/gate.ts',
        from: 'if (!algorithm || !SIGNATURES[algorithm].test(signature))',
        to: 'if (!algorithm || !SIGNATURES[algorithm].test(signature)) return read(readBody(event)); if (false)',
      }),
    reason: /voice answers incoming-call without a signature: 403 is right, not status 200/,
  },
  {
    what: 'checks signatures wrongly and refuses everybody',
    make: (name) =>
      rebuilt(name, 'voice', {
        file: 'lambdas/middleware/twilio/gate.ts',
        from: 'validateRequest(key.secret,',
        to: "validateRequest(key.secret + '!',",
      }),
    reason: /voice answers incoming-call wrongly: status 403, wrongSignature/,
  },
  {
    what: 'is too slow for a caller who listens',
    make: (name) => wrapped(name, 'voice', slowAt('true')),
    reason: /voice answers incoming-call after \d+ ms, more than alarms\.webhookMilliseconds \(1500\)/,
  },
  {
    what: 'asks a table that is not there',
    make: async (name) => {
      process.env['TABLE_NAME'] = 'elsewhere';
      await wrapped(name, 'voice', 'export const handler = good;');
      process.env['TABLE_NAME'] = 'table';
    },
    reason: /voice answers incoming-call wrongly: status 200, .*not read: ResourceNotFoundException/,
  },
  {
    what: 'reports to a table that is not there',
    kind: 'events',
    make: async (name) => {
      process.env['TABLE_NAME'] = 'elsewhere';
      await wrapped(name, 'events', 'export const handler = good;');
      process.env['TABLE_NAME'] = 'table';
    },
    reason: /events answers transfer-progress wrongly: .*not read: ResourceNotFoundException/,
  },
  {
    what: 'has nothing but safe answers',
    make: (name) =>
      rebuilt(name, 'voice', {
        file: 'lambdas/runtime/voice-handler.ts',
        from: "'incoming-call': incomingCall,",
        to: "'incoming-call': async () => { throw new Error('broken'); },",
      }),
    reason: /voice answers incoming-call wrongly: status 200, safeAnswer: .*broken/,
  },
  {
    what: 'has lost a step',
    make: (name) =>
      rebuilt(name, 'voice', {
        file: 'lambdas/runtime/voice-handler.ts',
        from: "'hold-reply': holdReply,",
        to: '',
      }),
    reason: /voice answers hold-reply wrongly: .*no step for route/,
  },
  {
    what: 'leads out of the queue before the caller has heard what comes',
    make: (name) =>
      rebuilt(name, 'voice', {
        file: 'lambdas/steps/hold/leave-for-mindful.ts',
        from: '  sayWhatComes(document, way, queue.policy);\n',
        to: '',
      }),
    reason: /voice answers hold-reply wrongly: nothing is heard first/,
  },
  {
    what: 'takes webhooks without doing anything about them',
    kind: 'events',
    make: (name) => wrapped(name, 'events', 'export const handler = async () => ({ statusCode: 204 });'),
    reason: /events answers transfer-progress without a signature: it does not know the check/,
  },
];

describe('a build that is broken', () => {
  it.each(broken)(
    'is not taken when it $what, and the deploy says so',
    async ({ what, make, kind = 'voice', reason }) => {
      const name = what.replaceAll(/\W/g, '-').slice(0, 40);
      await make(name);
      const outcome = await check({ [kind]: versionOf(name) });
      expect(outcome).toMatch(/^FAILED: no caller was led to this build/);
      expect(outcome.replaceAll('\n', ' ')).toMatch(reason);
      expect(writes).toEqual([]);
    },
  );

  it('can be rolled back from: versions that served callers before are not asked again, nor is a deletion', async () => {
    const voice = versionOf('gone', 1);
    expect(await check({ voice }, { OldResourceProperties: { ...versions, voice: versionOf('gone', 2) } })).toMatch(
      /^SUCCESS/,
    );
    expect(await check({ voice }, { RequestType: 'Delete' })).toMatch(/^SUCCESS/);
    expect(await check({ voice }, { OldResourceProperties: { ...versions, voice: versionOf('gone', 0) } })).toMatch(
      /^FAILED/,
    );
  });
});
