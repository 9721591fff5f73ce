import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { numbers, type Rehearsal } from './setup-page.ts';
import { stackOutputs } from './stack.ts';
import { abroad, authToken, type Place, pilot, prod, writeConfiguration } from './stages.ts';
import { run } from './terminal.ts';

type Step = 'deploy' | 'take over' | 'override' | 'upgrade' | 'destroy';
type Sequence = readonly (readonly [Step, Place])[];

/** A stack that is made anew: what was kept of the one before is none of its own. */
export const madeAnew: Sequence = [
  ...[['deploy', prod] as const, ['override', prod] as const, ['destroy', prod] as const],
  ...[['deploy', prod] as const, ['override', prod] as const],
];

/** Of those that test/provisioning/stages goes through, one of each kind as real deploys. */
export const sequences: readonly Sequence[] = [
  madeAnew,
  [
    ['deploy', prod],
    ['deploy', pilot],
    ['override', pilot],
    ['upgrade', prod],
    ['destroy', pilot],
  ],
  [
    ['deploy', pilot],
    ['deploy', prod],
    ['take over', prod],
    ['destroy', prod],
    ['override', pilot],
  ],
  [
    ['deploy', abroad],
    ['deploy', prod],
    ['override', abroad],
    ['destroy', prod],
    ['upgrade', abroad],
  ],
  [
    ['deploy', prod],
    ['override', prod],
    ['upgrade', prod],
    ['deploy', abroad],
    ['destroy', prod],
  ],
  [
    ['deploy', prod],
    ['deploy', pilot],
    ['destroy', prod],
    ['deploy', prod],
    ['override', prod],
  ],
];

interface Table {
  name: string;
  region: string;
}

/** Each stage keeps what is its own at every step, the operator writes to the live table alone, and at the end Twilio is as it was. */
export async function rehearseSequence(rehearsal: Rehearsal, sequence: Sequence): Promise<void> {
  const { account, tell } = rehearsal;
  const before = JSON.stringify(numbers(account));
  const live = new Set<Place>();
  const tables: Table[] = [];
  /** The stage that a number leads to, where it is not its own. */
  const taken = new Map<string, Place>();
  const take = async (step: Step, place: Place) => {
    await perform(rehearsal, step, place, tables);
    if (step === 'take over') taken.set(pilot.number, place);
    if (step === 'destroy') for (const [number, taker] of taken) if (taker === place) taken.delete(number);
    if (step === 'destroy') live.delete(place);
    else live.add(place);
    for (const one of live) await keepsItsOwn(rehearsal, one, taken.get(one.number) ?? one);
    tell(`${step} ${place.stage} in ${place.region}`);
  };
  for (const [step, place] of sequence) await take(step, place);
  for (const place of [...live]) await take('destroy', place);
  assert.equal(JSON.stringify(numbers(account)), before, 'every number is as it was');
}

async function perform({ terminal, account }: Rehearsal, step: Step, place: Place, tables: Table[]): Promise<void> {
  const { stage, region } = place;
  const there = { ...terminal, environment: { ...terminal.environment, AWS_REGION: region } };
  if (step === 'destroy') return void (await run(`npx cdk destroy -c stage=${stage} --force`, there));
  if (step === 'override') return override(there, place, tables);
  if (step === 'deploy') await prepare(there, place);
  writeConfiguration(terminal.folder, place, step === 'take over' ? pilot.number : undefined);
  await run(`npx cdk deploy -c stage=${stage} --require-approval never --method=direct`, there);
  if (step !== 'deploy') return;
  const name = (await stackOutputs(`callback-${stage}`, region)).get('TableName') ?? '';
  assert.ok(!tables.some((table) => table.name === name && table.region === region), 'a new stack has a new table');
  tables.push({ name, region });
  assert.ok(numbers(account).length > 0);
}

/** What somebody does once for a stage and region before its first deploy. */
async function prepare(there: Rehearsal['terminal'], { stage, region }: Place): Promise<void> {
  const secrets = new SecretsManagerClient({ region });
  const Name = `callback/${stage}/twilio`;
  await secrets
    .send(new CreateSecretCommand({ Name, SecretString: JSON.stringify({ authToken }) }))
    .then(() => run('npx cdk bootstrap', there))
    .catch((error: Error) => {
      if (error.name !== 'ResourceExistsException') throw error;
    });
}

async function override(there: Rehearsal['terminal'], { stage, region }: Place, tables: Table[]): Promise<void> {
  const why = `change ${Date.now()}`;
  await run(`npm run operator -- set support offers=off --until 1h --why '${why}' --by sam --stage ${stage}`, there);
  const liveTable = (await stackOutputs(`callback-${stage}`, region)).get('TableName');
  for (const table of tables) {
    const states = new DynamoQueueStates(new DynamoDBClient({ region: table.region }), table.name);
    const isLive = table.name === liveTable && table.region === region;
    assert.equal((await states.readNow('support')).operator?.why === why, isLive, `${why} in ${table.name}`);
  }
}

/** The number of a live stage leads to the API of the stack that answers it. */
async function keepsItsOwn({ account }: Rehearsal, { number }: Place, { stage, region }: Place): Promise<void> {
  const apiUrl = (await stackOutputs(`callback-${stage}`, region)).get('ApiUrl');
  const row = numbers(account).find(({ phone_number }) => phone_number === number);
  assert.ok(String(row?.['voice_url']).startsWith(`${apiUrl}/`), `${number} leads to ${stage} in ${region}`);
}
