import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { startFallbackServer } from '../../local/aws/edge-function.ts';
import { type AccountServer, startAccountServer } from '../../local/twilio/rest/account-server.ts';
import { accountFor } from '../../local/wiring/account-contents.ts';
import { installEmulator, startEmulator } from './emulator.ts';
import { adaptTemplate } from './emulator-template.ts';
import { setupCommands } from './setup-commands.ts';
import { playCall } from './signed-call.ts';
import { deleteStack, stackOutputs } from './stack.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const STAGE = 'prod';
const STACK = `callback-${STAGE}`;
const CONFIGURATION = join(PROJECT, `config/${STAGE}.json`);
const ACCOUNT_SID = 'AC11111111111111111111111111111111';
const AUTH_TOKEN = '0123456789abcdef0123456789abcdef';
const startedMs = performance.now();

function tell(text: string): void {
  console.log(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s  ${text}`);
}

/** Runs a command in the project, as a person would; rejects with its output when it fails. */
function run(command: string, environment: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', command], { cwd: PROJECT, env: { ...process.env, ...environment } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ended with ${code}\n${output}`)),
    );
  });
}

/** The example with the account of somebody who went live: the unedited one cannot be deployed. */
function editedExample(): string {
  return readFileSync(join(PROJECT, 'config/example.json'), 'utf8').replace(/AC\d{32}/, ACCOUNT_SID);
}

async function writeConfiguration(): Promise<void> {
  writeFileSync(CONFIGURATION, editedExample());
}

function edited(): Configuration {
  const reading = checkConfiguration(JSON.parse(editedExample()));
  assert.ok(reading.ok);
  return reading.configuration;
}

interface Rehearsal {
  configuration: Configuration;
  account: AccountServer;
  fallbackOrigin: string;
  folder: string;
  environment: Record<string, string>;
}

/** What a command of the page must have said, by how it begins; the plan is asked for before the deploy. */
const expectations: readonly { command: string; output: RegExp }[] = [
  { command: 'npm run twilio:plan -- --local', output: /^11 changes to make$/m },
  { command: 'npm run doctor -- --local', output: /^(\d+) of \1 checks are good/m },
  { command: 'npm run twilio:plan -- --stage', output: /^11 changes to make$/m },
  { command: 'npm run twilio:apply', output: /^1 change made$/m },
  { command: 'npm run studio', output: /^dist\/studio\/prod\/support-before-queue\.json$/m },
];

/** Runs the page that leads somebody to going live, command by command. */
async function rehearse(rehearsal: Rehearsal): Promise<void> {
  const before = JSON.stringify(rehearsal.account.rows.contents());
  for (const command of setupCommands()) {
    const instead = substitutes.find(({ begins }) => command.startsWith(begins));
    if (instead) await instead.run(rehearsal);
    else await runAsWritten(command, rehearsal);
    tell(instead ? `${command} (${instead.how})` : command);
  }
  assert.equal(JSON.stringify(rehearsal.account.rows.contents()), before, 'Twilio is as it was');
  tell('Twilio is as it was before');
}

async function runAsWritten(command: string, { environment, account, configuration }: Rehearsal): Promise<void> {
  if (command.startsWith('npm run twilio:apply'))
    Object.assign(numberOf(account, configuration), { voice_url: 'https://else.where/' });
  const output = await run(command, environment);
  const expected = expectations.find((candidate) => command.startsWith(candidate.command));
  if (expected) assert.match(output, expected.output);
}

/** What is not run as it is written, and how it is done instead. */
const substitutes: readonly { begins: string; how: string; run(rehearsal: Rehearsal): Promise<void> }[] = [
  { begins: 'npm ci', how: 'done already', run: async () => undefined },
  { begins: 'cp config/example.json', how: 'and edited: an account of its own', run: writeConfiguration },
  { begins: 'npm run secret', how: 'with --create, for want of a terminal', run: storeSecret },
  {
    begins: 'npx cdk deploy',
    how: 'without CloudFront, log queries and the question; then a call',
    run: deployAndCall,
  },
  { begins: 'npm run doctor -- --stage', how: "Mindful's host need not have an address here", run: examine },
  { begins: 'npx cdk destroy', how: 'by the API, without the question', run: () => deleteStack(STACK) },
];

async function storeSecret({ environment }: Rehearsal): Promise<void> {
  const output = await run(`npm run secret -- --stage ${STAGE} --create`, environment);
  assert.match(output, /^callback\/prod\/twilio created$/m);
}

async function deployAndCall({
  configuration,
  account,
  fallbackOrigin,
  folder,
  environment,
}: Rehearsal): Promise<void> {
  const assembly = join(folder, 'assembly');
  await run(`npx cdk synth --quiet -c stage=${STAGE} -o ${assembly}`, environment);
  adaptTemplate(assembly, { fallbackOrigin, twilioOrigin: account.origin });
  await run(`npx cdk deploy --app ${assembly} --require-approval never`, environment);
  tell('deployed, custom resource included');
  assert.match(await run(`npm run twilio:plan -- --stage ${STAGE}`, environment), /^0 changes to make$/m);
  await putSnapshots(configuration);
  const voiceUrl = String(numberOf(account, configuration)['voice_url']);
  assert.match(voiceUrl, /execute-api.*\/queues\/support\/incoming-call#rc=2/);
  const steps = await playCall({ voiceUrl, accountSid: configuration.accountSid, authToken: AUTH_TOKEN });
  tell(`a call against the deployed API: ${steps.join(', ')}`);
}

/** Long waits, so that a callback is offered: no TaskRouter is there to sample. */
async function putSnapshots({ queues }: Configuration): Promise<void> {
  const outputs = await stackOutputs(STACK);
  const states = new DynamoQueueStates(new DynamoDBClient({}), outputs.get('TableName') ?? '');
  for (const { name } of queues) {
    const wait = { quoteSeconds: 600, offerSeconds: 600 };
    const sampledAtMs = Date.now();
    await states.putSnapshot(name, {
      sampledAtMs,
      estimator: 'waiting-callbacks',
      wait,
      freeAgents: 0,
      openCallbacks: 0,
    });
  }
}

async function examine({ configuration, environment }: Rehearsal): Promise<void> {
  await putSnapshots(configuration);
  const output = await run(`npm run doctor -- --stage ${STAGE}; true`, environment);
  const bad = output.split('\n').filter((line) => /^(WRONG|unknown)/.test(line) && !line.includes('SIP hosts'));
  assert.deepEqual(bad, []);
  assert.match(output, /^3\d of \d\d checks are good/m);
}

function numberOf({ rows }: AccountServer, { accountSid }: Configuration): Record<string, unknown> {
  const [number] = rows.list(`/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers`);
  assert.ok(number);
  return number;
}

async function main(): Promise<void> {
  try {
    installEmulator();
  } catch {
    console.log('skipped: Python 3 with venv, or the AWS emulator (ministack from PyPI), is not to be had here');
    return;
  }
  assert.ok(!existsSync(CONFIGURATION), `${CONFIGURATION} is there already: this test would overwrite it`);
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  const configuration = edited();
  const { accountSid } = configuration;
  const emulator = await startEmulator();
  const account = await startAccountServer({
    accountSid,
    authToken: () => AUTH_TOKEN,
    rows: accountFor(configuration),
  });
  const fallback = await startFallbackServer(configuration);
  const environment = {
    ...emulator.environment,
    TWILIO_ENDPOINT_URL: account.origin,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    NODE_OPTIONS: `--require ${join(import.meta.dirname, 'localhost-names.cjs')}`,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  Object.assign(process.env, emulator.environment, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' });
  try {
    await rehearse({ configuration, account, fallbackOrigin: fallback.origin, folder, environment });
  } finally {
    emulator.stop();
    await account.stop();
    await fallback.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(CONFIGURATION, { force: true });
  }
}

await main();
