import { describe, expect, it } from '@jest/globals';
import { forgetNumber } from '../../bin/forget/forget-number.ts';
import { DynamoCallbackRecords } from '../../lambdas/adapters/dynamo-callback-records.ts';
import { DynamoKeyedNumbers } from '../../lambdas/adapters/dynamo-keyed-numbers.ts';
import { StateTable } from '../../lib/state-table.ts';
import { alice, bob, callbackRecord, NOON_MS } from '../support/builders.ts';
import { scan, TABLE, useTable } from '../support/table.ts';

const table = useTable();
const forget = (number: typeof alice) =>
  forgetNumber(number, { client: table.client, tableName: TABLE, nowMs: NOON_MS, name: 'stage test' });

describe('npm run forget', () => {
  it('removes a number from every queue, and leaves everybody else', async () => {
    const records = new DynamoCallbackRecords(table.client, TABLE);
    for (const queue of ['support', 'a-name-of-before']) await records.request(callbackRecord({ queue }), NOON_MS);
    await records.request(callbackRecord({ caller: bob, callSid: 'CA-bob' }), NOON_MS);
    const keyedNumbers = new DynamoKeyedNumbers(table.client, TABLE);
    await keyedNumbers.claim({ callSid: 'CA-bob', caller: bob, number: alice }, NOON_MS);
    await keyedNumbers.claim({ callSid: 'CA-alice', caller: alice, number: bob }, NOON_MS);
    const said = await forget(alice);
    expect(JSON.stringify(await scan(table.client))).not.toContain(alice.slice(1));
    expect(await records.find(bob, 'support')).toBeDefined();
    expect(await records.listOpen('support')).toHaveLength(1);
    expect(await keyedNumbers.ofCall('CA-alice')).toBe(bob);
    expect(said.join('\n')).toMatch(/in which calls the number was keyed in/);
    expect(said.join('\n')).toMatch(/queue support, transferred: it was open, so cancel it at Mindful/);
  });

  it('says where else the number may be and until when, and never the number', async () => {
    const said = (await forget(alice)).join('\n');
    expect(said).toMatch(/holds nothing/);
    expect(said).toMatch(/backup, until 2026-03-03T12:00:00.000Z/);
    expect(said).toMatch(/events, until 2026-04-01T12:00:00.000Z/);
    expect(said).not.toContain(alice.slice(-4));
    expect(`${StateTable}`).toContain('recoveryPeriodInDays: 1');
  });
});
