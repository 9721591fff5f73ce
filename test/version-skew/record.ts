import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { DynamoMemory } from '../../lambdas/adapters/dynamo-memory.ts';
import { toldEvents } from '../../lambdas/domain/task/task-event.ts';
import { buildBundles } from '../../lib/lambda-bundles.ts';
import type { InvocationResult } from '../../local/aws/lambda/lambda-function.ts';
import { LambdaHost } from '../../local/aws/lambda/lambda-host.ts';
import { localCredentials } from '../../local/aws/table/embedded-dynamo.ts';
import { type ContactCentre, startContactCentre } from '../../local/contact-centre.ts';
import { ACCOUNT_SID, NOON_MS, writtenConfiguration } from '../support/builders.ts';
import {
  changesBetween,
  countedIn,
  type RecordedItem,
  type RecordedWebhook,
  type Recording,
  readAnswer,
  shapeOf,
  shapeOfDocument,
  shapeOfItem,
  statusOf,
} from './recording.ts';
import { Floor, type Scene, scenes } from './scenes.ts';

/** `npm run record:build -- NAME`: plays every scene and keeps what is distinct in test/data/builds/NAME. */
const [name] = process.argv.slice(2);
if (!name || !/^[\w.-]+$/.test(name)) throw new Error('give the build a name: npm run record:build -- 0.2.0');
const folder = join('test/data/builds', name);

type Around = (name: string, event: unknown, invoke: () => Promise<InvocationResult>) => Promise<InvocationResult>;
let around: Around | undefined;

/** The contact centre has no other place from which to see the table before and after each invocation. */
const { invoke } = LambdaHost.prototype;
LambdaHost.prototype.invoke = function (...[functionName, event]: Parameters<typeof invoke>) {
  const run = () => invoke.call(this, functionName, event);
  return around ? around(functionName, event, run) : run();
};

const recording: Recording = { configurations: [], items: [], webhooks: [] };
const itemPlaces = new Map<string, number>();
const seen = new Set<string>();
const logLines = new AsyncLocalStorage<unknown[]>();

function isNew(key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

/** The place of an item in the recording. */
function keep(item: RecordedItem): number {
  const key = JSON.stringify(item);
  const place = itemPlaces.get(key) ?? recording.items.length;
  if (place === recording.items.length) recording.items.push(item);
  itemPlaces.set(key, place);
  return place;
}

async function record(scene: string, bundles: string): Promise<void> {
  const { policy = {}, callTarget = {}, play } = scenes[scene] as Scene;
  const written = writtenConfiguration(policy);
  const [queue] = written.queues;
  const configured = { ...written, queues: [{ ...queue, callTarget: { ...queue?.callTarget, ...callTarget } }] };
  const reading = checkConfiguration(configured);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const { configuration } = reading;
  const centre = await startContactCentre({ configuration, startMs: NOON_MS, bundles, faultDelayMs: 100 });
  const client = new DynamoDBClient({
    ...{ endpoint: centre.table.endpoint, region: 'us-east-1', credentials: localCredentials, maxAttempts: 1 },
  });
  try {
    for (const floor of centre.floors.values()) floor.change({ agents: 0, handleSeconds: 60 });
    centre.logs.listen(({ line }) => logLines.getStore()?.push(line));
    const scan = async () => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: centre.table.name }));
      return Items as unknown as RecordedItem[];
    };
    around = oneAfterTheOther((functionName, event, run) =>
      watch({ scene, centre, scan }, { functionName, event, run }),
    );
    // Past what the functions remember of the table before the first sample.
    await centre.clock.advance(6);
    await play(new Floor(centre));
    await rememberTwilio(new DynamoMemory(client, centre.table.name, ACCOUNT_SID));
    for (const item of await scan()) if (isNew(`item ${shapeOfItem(item)}`)) keep(item);
    recording.configurations.push({ scene, written: configured });
  } finally {
    around = undefined;
    client.destroy();
    await centre.stop();
  }
}

/** So that what an invocation changes is its own. */
function oneAfterTheOther(watched: Around): Around {
  let last: Promise<unknown> = Promise.resolve();
  return (...invocation) => {
    const next = last.then(() => watched(...invocation));
    last = next.catch(() => undefined);
    return next;
  };
}

interface Watched {
  scene: string;
  centre: ContactCentre;
  scan(): Promise<RecordedItem[]>;
}

interface Call {
  functionName: string;
  event: unknown;
  run(): Promise<InvocationResult>;
}

async function watch({ scene, centre, scan }: Watched, { functionName, event, run }: Call): Promise<InvocationResult> {
  const atMs = centre.clock.nowMs();
  const before = await scan().catch(() => undefined);
  const lines: unknown[] = [];
  const invocation = await logLines.run(lines, run);
  const after = await scan().catch(() => undefined);
  if (!before || !after || invocation.kind !== 'result') return invocation;
  for (const item of after) if (isNew(`item ${shapeOfItem(item)}`)) keep(item);
  if (functionName === 'sampler') return invocation;
  const { method, target, body } = requestOf(event as APIGatewayProxyEventV2);
  const eventType = new URLSearchParams(body).get('EventType');
  if (eventType !== null && !toldEvents.some((told) => told === eventType)) return invocation;
  const { statusCode = 0, body: text = '' } = invocation.result as APIGatewayProxyStructuredResultV2;
  const answer = readAnswer(statusCode, text);
  // Counted once before, so that it says nothing by itself.
  if (lines.some((line) => (line as { repeated?: boolean }).repeated)) return invocation;
  const changes = changesBetween(before, after);
  const counted = Object.assign({}, ...lines.map(countedIn)) as Record<string, number>;
  const webhook: Omit<RecordedWebhook, 'table'> = {
    ...{ scene, atMs, method, target, answer, changes, counted },
    ...(body !== undefined && { body }),
  };
  if (isNew(`webhook ${shapeOfWebhook(webhook, before)}`)) {
    recording.webhooks.push({ ...webhook, table: before.map(keep) });
  }
  return invocation;
}

/** What makes a webhook worth keeping: where it came to, in which state of things, and what became of it. */
function shapeOfWebhook(webhook: Omit<RecordedWebhook, 'table'>, before: RecordedItem[]): string {
  const { target, body = '', answer, changes, counted } = webhook;
  const form = new URLSearchParams(body);
  const words = ['Digits', 'QueueResult', 'DialCallStatus', 'CallStatus', 'EventType', 'TaskCanceledReason'];
  const attributes = form.get('TaskAttributes');
  const from = form.get('From') ?? '';
  const own = before.filter((item) => JSON.stringify(item).includes(from) && from !== '').map(statusOf);
  return JSON.stringify([
    ...[shapeOf(target), words.map((word) => form.get(word)), attributes && shapeOfDocument(JSON.parse(attributes))],
    ...[answer.verbs, answer.urls.map(shapeOf), Object.values(changes).map((value) => value.replace(/\d+/g, '')), own],
    Object.keys(counted),
  ]);
}

function requestOf(event: APIGatewayProxyEventV2) {
  const { rawPath, rawQueryString, body, isBase64Encoded, requestContext } = event;
  const text = body === undefined || !isBase64Encoded ? body : Buffer.from(body, 'base64').toString();
  return {
    method: requestContext.http.method,
    target: `${rawPath}${rawQueryString && `?${rawQueryString}`}`,
    body: text,
  };
}

/** What a deployment writes down before it changes Twilio. */
async function rememberTwilio(memory: DynamoMemory): Promise<void> {
  const voiceUrl = 'https://example.com/voice';
  const kinds = { number: 'PN', 'sip-domain': 'SD', workspace: 'WS' } as const;
  await memory.begin('https://localhost');
  for (const kind of ['number', 'sip-domain', 'workspace'] as const) {
    await memory.remember({ sid: `${kinds[kind]}${'0'.repeat(32)}`, name: kind, kind, settings: { voiceUrl } });
  }
}

/** One entry a line: a new recording is read as a difference. */
function lines(entries: readonly unknown[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

async function main(): Promise<void> {
  const bundles = await mkdtemp(join(tmpdir(), 'recorded-build-'));
  try {
    await buildBundles({ outDir: bundles });
    for (const scene of Object.keys(scenes)) {
      await record(scene, bundles);
      process.stdout.write(`${scene}: ${recording.webhooks.length} webhooks so far\n`);
    }
  } finally {
    await rm(bundles, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  for (const [file, entries] of Object.entries(recording))
    await writeFile(join(folder, `${file}.jsonl`), lines(entries));
}

await main();
