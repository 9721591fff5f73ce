import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { DynamoCallTasks } from '../../lambdas/adapters/dynamo-call-tasks.ts';
import { DynamoCallbackRecords } from '../../lambdas/adapters/dynamo-callback-records.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import type { TaskChange, TaskRouterTasks } from '../../lambdas/services.ts';
import { payloadEvent } from '../../local/aws/gateway/payload-event.ts';
import { matchRoute } from '../../local/aws/gateway/route-match.ts';
import { mindfulCredentials } from '../../local/mindful/credentials.ts';
import { AUTH_TOKEN } from '../support/builders.ts';
import { type AllServices, lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { serviceHandler } from '../support/service.ts';
import { scan, TABLE } from '../support/table.ts';
import {
  type Answer,
  changesBetween,
  countedIn,
  type RecordedItem,
  type RecordedWebhook,
  type Recording,
  readAnswer,
} from './recording.ts';

const FOLDER = 'test/data/builds';

/** The builds that were recorded. */
export const builds = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export function readRecording(build: string): Recording {
  const read = <Entry>(file: keyof Recording): Entry[] => {
    const lines = readFileSync(join(FOLDER, build, `${file}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n');
    return lines.map((line) => JSON.parse(line));
  };
  return { configurations: read('configurations'), items: read('items'), webhooks: read('webhooks') };
}

/** A scene's configuration as it was written for the build before. */
export function writtenFor({ configurations }: Pick<Recording, 'configurations'>, scene: string): object {
  const found = configurations.find((configuration) => configuration.scene === scene);
  if (!found) throw new Error(`no scene is called ${scene}`);
  return found.written;
}

function configurationOf(recording: Recording, scene: string): Configuration {
  const reading = checkConfiguration(writtenFor(recording, scene));
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

/** Leaves nothing in the table but these items. */
export async function fillTable(client: DynamoDBClient, items: readonly RecordedItem[]): Promise<void> {
  const keysOf = ({ pk, sk }: RecordedItem) => JSON.stringify([pk, sk]);
  const kept = new Set(items.map(keysOf));
  const removed = ((await scan(client)) as RecordedItem[]).filter((item) => !kept.has(keysOf(item)));
  const requests = [
    ...removed.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } as RecordedItem } })),
    ...items.map((Item) => ({ PutRequest: { Item } })),
  ];
  for (let start = 0; start < requests.length; start += 25) {
    const RequestItems = { [TABLE]: requests.slice(start, start + 25) };
    await client.send(new BatchWriteItemCommand({ RequestItems }));
  }
}

export interface Replayed {
  answer: Answer;
  changes: Record<string, string>;
  counted: Record<string, number>;
  /** Messages of warnings and failures; a safe answer is one. */
  messages: string[];
  /** Changes of tasks that TaskRouter was asked for. */
  taskChanges: TaskChange[];
  /** Customers of whom Mindful heard that an agent is there. */
  toldMindful: string[];
}

/** Asks the build of today what an earlier one was asked, with the same table at the same moment. */
export async function replay(
  client: DynamoDBClient,
  recording: Recording,
  webhook: RecordedWebhook,
): Promise<Replayed> {
  const items = webhook.table.map((place) => recording.items[place] as RecordedItem);
  await fillTable(client, items);
  const configuration = configurationOf(recording, webhook.scene);
  const log = logKeeper();
  const taskRouter = waitingTask(webhook);
  const toldMindful: string[] = [];
  const given = services({
    configuration,
    nowMs: () => webhook.atMs,
    queueStates: new DynamoQueueStates(client, TABLE),
    callbacks: new DynamoCallbackRecords(client, TABLE),
    mindfulKeys: { read: async () => [mindfulCredentials.webhookKey], readAgain: async () => undefined },
    mindfulApi: { agentAnswered: async (customer) => void toldMindful.push(customer) },
    tasks: taskRouter.tasks,
    callTasks: new DynamoCallTasks(client, TABLE),
  });
  const { statusCode = 0, body = '' } = await ask(given, webhook, log.write);
  return {
    answer: readAnswer(statusCode, body),
    changes: changesBetween(items, (await scan(client)) as unknown as RecordedItem[]),
    counted: Object.assign({}, ...log.texts().map(countedIn)) as Record<string, number>,
    messages: log.lines.flatMap(({ message }) => message ?? []),
    taskChanges: taskRouter.changes,
    toldMindful,
  };
}

async function ask(
  given: AllServices,
  { method, target, body = '' }: RecordedWebhook,
  write: ReturnType<typeof logKeeper>['write'],
) {
  const match = matchRoute(method, target.split('?')[0] ?? '');
  if (!match) throw new Error(`nobody answers ${method} ${target}`);
  const isJson = body.startsWith('{');
  const form = isJson ? {} : Object.fromEntries(new URLSearchParams(body));
  const contentType = isJson ? 'application/json' : 'application/x-www-form-urlencoded; charset=UTF-8';
  const signature = getExpectedTwilioSignature(AUTH_TOKEN, `https://localhost${target}`, form);
  const event = payloadEvent(
    {
      ...{ method, target, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', body: Buffer.from(body) },
      rawHeaders: ['x-twilio-signature', signature, 'content-type', contentType],
    },
    match,
    given.nowMs(),
  );
  return serviceHandler(given, write)(event, lambdaContext());
}

/** A TaskRouter with the one task that the webhook is about, which waits where the earlier build found one waiting. */
function waitingTask({ counted, atMs }: RecordedWebhook): { tasks: TaskRouterTasks; changes: TaskChange[] } {
  const changes: TaskChange[] = [];
  const task = { sid: `WT${'0'.repeat(32)}`, createdAtMs: atMs - 60_000, attributes: {}, etag: '1', status: 'pending' };
  const isThere = counted['LeftTaskCanceled'] !== undefined || counted['PlaceKept'] !== undefined;
  const tasks: TaskRouterTasks = {
    find: async () => (isThere ? [task] : []),
    listWaiting: async () => (isThere ? [task] : []),
    read: async () => task,
    create: async () => task.sid,
    change: async (_, __, change) => {
      changes.push(change);
      return true;
    },
  };
  return { tasks, changes };
}
