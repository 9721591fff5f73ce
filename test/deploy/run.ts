import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CloudFormationClient, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readConfiguration } from '../../config/read-configuration.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { startFallbackServer } from '../../local/fallback-server.ts';
import { accountFor } from '../../local/twilio-rest/account-contents.ts';
import { type AccountServer, startAccountServer } from '../../local/twilio-rest/account-server.ts';
import { type Emulator, installEmulator, startEmulator } from './emulator.ts';
import { adaptTemplate } from './emulator-template.ts';
import { playCall } from './signed-call.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const STACK = 'callback-example';
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

function example(): Configuration {
  const reading = readConfiguration(join(PROJECT, 'config/example.json'));
  assert.ok(reading.ok);
  return reading.configuration;
}

async function rehearse(
  emulator: Emulator,
  account: AccountServer,
  fallbackOrigin: string,
  folder: string,
): Promise<void> {
  const configuration = example();
  const environment = {
    ...emulator.environment,
    TWILIO_ENDPOINT_URL: account.origin,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    NODE_OPTIONS: `--require ${join(import.meta.dirname, 'localhost-names.cjs')}`,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const before = JSON.stringify(account.rows.contents());

  await run('npm run -s secret', environment);
  tell('secret created');
  assert.match(await run('npm run -s twilio:plan', environment), /11 changes to make/);
  tell('plan before the first deploy: 11 changes');
  await run(`npx cdk bootstrap aws://000000000000/us-east-1 -o ${join(folder, 'bootstrap')}`, environment);
  tell('cdk bootstrap');

  const assembly = join(folder, 'assembly');
  await run(`npx cdk synth --quiet -o ${assembly}`, environment);
  adaptTemplate(assembly, { fallbackOrigin, twilioOrigin: account.origin });
  const deploy = `npx cdk deploy --app ${assembly} --require-approval never`;
  await run(deploy, environment);
  tell('cdk deploy, custom resource included');

  const number = account.rows.list(`/2010-04-01/Accounts/${configuration.accountSid}/IncomingPhoneNumbers`)[0];
  const voiceUrl = String(number?.['voice_url']);
  assert.match(voiceUrl, /execute-api.*\/queues\/support\/incoming-call#rc=2/);
  assert.match(await run('npm run -s twilio:plan', environment), /^0 changes to make/m);
  tell('plan after it: nothing to change');

  const outputs = await stackOutputs();
  const states = new DynamoQueueStates(new DynamoDBClient({}), outputs.get('TableName') ?? '');
  for (const { name } of configuration.queues) {
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
  const steps = await playCall({ voiceUrl, accountSid: configuration.accountSid, authToken: AUTH_TOKEN });
  tell(`a call against the deployed API: ${steps.join(', ')}`);

  Object.assign(number ?? {}, { voice_url: 'https://else.where/' });
  assert.match(await run('npm run -s twilio:apply', environment), /^1 change made/m);
  tell('drift mended by twilio:apply');
  const checks = await run('npm run -s doctor; true', environment);
  // Mindful's real host has no address where there is no internet.
  assert.deepEqual(
    checks.split('\n').filter((line) => /^(WRONG|unknown)/.test(line) && !line.includes('SIP hosts')),
    [],
  );
  tell(`doctor: ${checks.trim().split('\n').at(-1)}`);

  await deleteStack();
  assert.equal(JSON.stringify(account.rows.contents()), before, 'Twilio is as it was');
  tell('stack deleted, Twilio as it was before');
}

async function stackOutputs(): Promise<Map<string, string>> {
  const { Stacks } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName: STACK }));
  return new Map(Stacks?.[0]?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

/** By the API: the command line waits for events of a deleted stack that the emulator does not keep. */
async function deleteStack(): Promise<void> {
  const client = new CloudFormationClient({});
  await client.send(new DeleteStackCommand({ StackName: STACK }));
  for (let attempt = 1; attempt <= 120; attempt += 1) {
    const status = await client.send(new DescribeStacksCommand({ StackName: STACK })).then(
      ({ Stacks: found }) => found?.[0]?.StackStatus,
      () => 'DELETE_COMPLETE',
    );
    if (status === 'DELETE_COMPLETE') return;
    assert.notEqual(status, 'DELETE_FAILED');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the stack was not deleted within a minute');
}

async function main(): Promise<void> {
  try {
    installEmulator();
  } catch {
    console.log('skipped: Python 3 with venv, or the AWS emulator (ministack from PyPI), is not to be had here');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  const configuration = example();
  const { accountSid } = configuration;
  const emulator = await startEmulator();
  const account = await startAccountServer({
    accountSid,
    authToken: () => AUTH_TOKEN,
    rows: accountFor(configuration),
  });
  const fallback = await startFallbackServer(configuration);
  Object.assign(process.env, emulator.environment);
  try {
    await rehearse(emulator, account, fallback.httpOrigin, folder);
  } finally {
    emulator.stop();
    await account.stop();
    await fallback.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
