import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { numbers, type Rehearsal } from './setup-page.ts';
import { stackOutputs } from './stack.ts';
import { run } from './terminal.ts';

type Step = 'deploy' | 'override' | 'destroy';

/** One of the sequences that test/provisioning/stages goes through, as a real deploy: a stack that is made anew. */
const sequence: readonly Step[] = ['deploy', 'override', 'destroy', 'deploy', 'override', 'destroy'];

const STACK = 'callback-prod';
const DEPLOY = 'npx cdk deploy -c stage=prod --require-approval never --method=direct';

/** Every stack has a table of its own, and the operator writes to that of the one that is deployed, not to those that were kept. */
export async function rehearseAnew({ terminal, account, tell }: Rehearsal): Promise<void> {
  const before = JSON.stringify(numbers(account));
  const tables: string[] = [];
  for (const [index, step] of sequence.entries()) {
    if (step === 'deploy') {
      await run(DEPLOY, terminal);
      const outputs = await stackOutputs(STACK);
      const [apiUrl, tableName = ''] = [outputs.get('ApiUrl'), outputs.get('TableName')];
      assert.ok(!tables.includes(tableName), 'a new stack has a new table');
      tables.push(tableName);
      assert.ok(String(numbers(account)[0]?.['voice_url']).startsWith(`${apiUrl}/`), 'the number leads to the new API');
    }
    if (step === 'destroy') await run('npx cdk destroy -c stage=prod --force', terminal);
    if (step === 'override') {
      const why = `change ${index}`;
      await run(`npm run operator -- set support offers=off --until 1h --why '${why}' --by sam --stage prod`, terminal);
      for (const tableName of tables) {
        const { operator } = await new DynamoQueueStates(new DynamoDBClient({}), tableName).readNow('support');
        assert.equal(operator?.why === why, tableName === tables.at(-1), `${why} in ${tableName}`);
      }
    }
    tell(`made anew: ${step}`);
  }
  assert.equal(JSON.stringify(numbers(account)), before, 'every number is as it was');
}
