import { describe, expect, it } from '@jest/globals';
import { DynamoCallTasks } from '../../lambdas/adapters/dynamo-call-tasks.ts';
import { NOON_MS } from '../support/builders.ts';
import { scan, TABLE, useTable } from '../support/table.ts';

const table = useTable();
const tasks = () => new DynamoCallTasks(table.client, TABLE);
const call = (callSid: string) => ({ callSid, queue: 'support' });

describe('the tasks of a call', () => {
  it('are known when the caller leaves, each once, with a time to live', async () => {
    expect(await tasks().noteTask(call('CA1'), 'WT1', NOON_MS)).toBeUndefined();
    expect(await tasks().noteTask(call('CA1'), 'WT1', NOON_MS)).toBeUndefined();
    expect(await tasks().noteTask(call('CA1'), 'WT2', NOON_MS)).toBeUndefined();
    expect((await tasks().noteLeft(call('CA1'), NOON_MS + 1000)).sort()).toEqual(['WT1', 'WT2']);
    const items = (await scan(table.client)).filter(({ pk }) => pk?.S === 'call#CA1');
    expect(items.map(({ ttl }) => Number(ttl?.N))).toEqual([NOON_MS / 1000 + 1 + 4 * 3600]);
  });

  it('tell that the caller has left when they come after it', async () => {
    expect(await tasks().noteLeft(call('CA2'), NOON_MS)).toEqual([]);
    expect(await tasks().noteTask(call('CA2'), 'WT3', NOON_MS + 500)).toBe(NOON_MS);
  });

  it('miss each other in no order, however close they come', async () => {
    const rounds = Array.from({ length: 50 }, async (_, round) => {
      const one = call(`CA3${round}`);
      const [leftAtMs, known] = await Promise.all([
        tasks().noteTask(one, 'WT4', NOON_MS),
        tasks().noteLeft(one, NOON_MS),
      ]);
      return Number(leftAtMs !== undefined) + known.length;
    });
    expect(new Set(await Promise.all(rounds))).toEqual(new Set([1]));
  });
});
