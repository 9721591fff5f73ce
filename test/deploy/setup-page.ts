import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import type { AccountServer } from '../../local/twilio/rest/account-server.ts';
import { adoptionCommands, setupCommands } from './setup-commands.ts';
import { playCall } from './signed-call.ts';
import { stackOutputs } from './stack.ts';
import { accountSid, authToken, configurationFor, prod, writeConfiguration } from './stages.ts';
import { type Dialogue, type Terminal, type } from './terminal.ts';

/** A little longer than the functions keep a queue's items. */
const CACHED_MS = 6000;

export interface Rehearsal {
  terminal: Terminal;
  account: AccountServer;
  tell(text: string): void;
}

/** What stands around a command of the page, by how it begins. */
interface Stage {
  begins: string;
  /** What the command asks, and what is typed. */
  dialogue?: Dialogue;
  output?: RegExp;
  before?(rehearsal: Rehearsal): Promise<void>;
  after?(rehearsal: Rehearsal): Promise<void>;
}

const stages: readonly Stage[] = [
  { begins: 'cp config/example.json', after: editConfiguration },
  { begins: 'npm run twilio:plan -- --local', output: /^11 changes to make$/m },
  { begins: 'npm run doctor -- --local', output: /^(\d+) of \1 checks are good/m },
  {
    begins: 'npm run secret',
    dialogue: [
      ['Create it? (yes/no) ', 'yes'],
      ['Twilio auth token (Enter keeps it as it is): ', authToken],
      ...Array.from({ length: 6 }, () => ['(Enter keeps it as it is): ', ''] as const),
    ],
    output: /^callback\/prod\/twilio created$/m,
  },
  { begins: 'npm run twilio:plan -- --stage', output: /^11 changes to make$/m },
  { begins: 'npx cdk deploy', dialogue: [['(y/n)', 'y']], after: callIn },
  {
    begins: 'npm run doctor -- --stage',
    before: putSnapshotsOfStack,
    output: /^4\d of \d\d checks are good, 0 wrong, 0 unknown/m,
  },
  { begins: 'npm run studio', output: /^dist\/studio\/prod\/support-before-queue\.json$/m },
  { begins: 'npm run twilio:apply', before: pointElsewhere, output: /^1 change made$/m },
  { begins: 'npx cdk destroy', dialogue: [['(y/n)', 'y']] },
];

/** Runs every command of the page that leads somebody to going live, as it is printed there. Returns the table that is left. */
export async function rehearsePage(rehearsal: Rehearsal): Promise<string> {
  const { terminal, account, tell } = rehearsal;
  let tableName = '';
  const before = JSON.stringify(account.rows.contents());
  for (const command of setupCommands()) {
    const stage = stages.find(({ begins }) => command.startsWith(begins));
    await stage?.before?.(rehearsal);
    if (command.startsWith('npx cdk destroy')) tableName = (await stackOutputs('callback-prod')).get('TableName') ?? '';
    const output = await type(command, terminal, stage?.dialogue);
    if (stage?.output) assert.match(output, stage.output);
    tell(command);
    await stage?.after?.(rehearsal);
  }
  assert.equal(JSON.stringify(account.rows.contents()), before, 'Twilio is as it was');
  tell('Twilio is as it was before');
  return tableName;
}

/** A stack that is deleted leaves its table; the next one adopts it, with what was promised. */
export async function rehearseAdoption({ terminal, tell }: Rehearsal, tableName: string): Promise<void> {
  const states = new DynamoQueueStates(new DynamoDBClient({}), tableName);
  const before = await states.readNow('support');
  assert.ok(before.snapshot, 'the table was kept');
  for (const command of adoptionCommands(tableName)) {
    await type(command, terminal, [['(y/n)', 'y']]);
    tell(command);
  }
  assert.equal((await stackOutputs('callback-prod')).get('TableName'), tableName);
  assert.deepEqual((await states.readNow('support')).acceptances, before.acceptances);
  await type('npx cdk destroy -c stage=prod', terminal, [['(y/n)', 'y']]);
  tell('adopted the table of the stack before');
}

async function editConfiguration({ terminal }: Rehearsal): Promise<void> {
  writeConfiguration(terminal.folder, prod);
}

async function callIn(rehearsal: Rehearsal): Promise<void> {
  const { account, terminal, tell } = rehearsal;
  assert.match(await type('npm run twilio:plan -- --stage prod', terminal), /^0 changes to make$/m);
  const voiceUrl = String(numberOf(account)['voice_url']);
  assert.match(voiceUrl, /execute-api.*\/queues\/support\/incoming-call#rc=2/);
  const steps = await callInLongWait(putSnapshotsOfStack, voiceUrl);
  tell(`a call against the deployed API: ${steps.join(', ')}`);
}

/** The deployed sampler may come in between, once a minute, and TaskRouter tells it of no wait here: then the call is made again. */
export async function callInLongWait(putLongWait: () => Promise<void>, voiceUrl: string): Promise<string[]> {
  const play = () => playCall({ voiceUrl, accountSid, authToken });
  await putLongWait();
  return play().catch(async () => {
    await putLongWait();
    await new Promise((resolve) => setTimeout(resolve, CACHED_MS));
    return play();
  });
}

async function putSnapshotsOfStack(): Promise<void> {
  const tableName = (await stackOutputs('callback-prod')).get('TableName') ?? '';
  await putSnapshots(
    tableName,
    configurationFor(prod).queues.map(({ name }) => name),
  );
}

/** Long waits, so that a callback is offered: no TaskRouter is there to sample. */
export async function putSnapshots(tableName: string, queues: readonly string[]): Promise<void> {
  const states = new DynamoQueueStates(new DynamoDBClient({}), tableName);
  for (const name of queues) {
    await states.putSnapshot(name, {
      sampledAtMs: Date.now(),
      estimator: 'waiting-callbacks',
      wait: { quoteSeconds: 600, offerSeconds: 600 },
      freeAgents: 0,
      openCallbacks: 0,
    });
  }
}

async function pointElsewhere({ account }: Rehearsal): Promise<void> {
  Object.assign(numberOf(account), { voice_url: 'https://else.where/' });
}

export function numberOf(account: AccountServer): Record<string, unknown> {
  const [number] = numbers(account);
  assert.ok(number);
  return number;
}

export function numbers({ rows }: AccountServer): Record<string, unknown>[] {
  return rows.list(`/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers`);
}
