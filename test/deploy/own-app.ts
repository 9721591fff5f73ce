import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { installPackedApp } from '../support/packed-app.ts';
import { callInLongWait, numberOf, numbers, putSnapshots, type Rehearsal } from './setup-page.ts';
import { authToken, configurationFor, prod } from './stages.ts';
import { run } from './terminal.ts';

const CDK = resolve(import.meta.dirname, '../../node_modules/.bin/cdk');

/** The package in an app of somebody's own: deployed beside a topic of that app, called, and taken away again. */
export async function rehearseOwnApp({ terminal, account, tell }: Rehearsal): Promise<void> {
  const before = JSON.stringify(numbers(account));
  const Name = 'callback/shop/twilio';
  await new SecretsManagerClient({}).send(
    new CreateSecretCommand({ Name, SecretString: JSON.stringify({ authToken }) }),
  );
  const into = mkdtempSync(join(tmpdir(), 'own-app-'));
  try {
    const { folder } = installPackedApp(into);
    fillIn(join(folder, 'app.mjs'));
    const there = { ...terminal, folder };
    await run(`${CDK} deploy --require-approval never --method=direct`, there);
    tell('deployed the package in an app of its own');
    const table = await ownTable();
    const steps = await callInLongWait(() => putSnapshots(table, ['support']), String(numberOf(account)['voice_url']));
    tell(`a call against it: ${steps.join(', ')}`);
    await run(`${CDK} destroy --force`, there);
    assert.equal(JSON.stringify(numbers(account)), before, 'every number is as it was');
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}

/** With the SIDs of the account instead of the example's. */
function fillIn(file: string): void {
  const [queue] = configurationFor(prod).queues;
  const { workspaceSid, workflowSid, taskQueueSid } = queue?.taskRouter ?? {};
  let text = readFileSync(file, 'utf8');
  for (const sid of [workspaceSid, workflowSid, taskQueueSid]) {
    assert.ok(sid);
    const example = `${sid.slice(0, 2)}${'1'.repeat(32)}`;
    assert.ok(text.includes(example), example);
    text = text.replaceAll(example, sid);
  }
  writeFileSync(file, text);
}

async function ownTable(): Promise<string> {
  const { TableNames = [] } = await new DynamoDBClient({}).send(new ListTablesCommand({}));
  const name = TableNames.find((one) => one.startsWith('contact-centre-'));
  assert.ok(name, `no table of the app among ${TableNames.join(', ')}`);
  return name;
}
