import { beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoMemory } from '../../lambdas/adapters/dynamo-memory.ts';
import type { Remembered } from '../../lambdas/provisioning/memory.ts';
import { scan, TABLE, useTable } from '../support/table.ts';

const table = useTable();
let memory: DynamoMemory;
beforeAll(() => {
  memory = new DynamoMemory(table.client, TABLE, 'AC1');
});

const item: Remembered = { sid: 'PN1', name: '+14155550100', kind: 'number', settings: { voiceUrl: 'https://old/' } };

describe('the memory of deploys', () => {
  it('has not begun and remembers nothing at first', async () => {
    expect(await memory.begun()).toBe(false);
    expect(await memory.recall()).toEqual([]);
  });

  it('keeps what was remembered first, however often a deploy is run again', async () => {
    await memory.begin('https://api.example.com');
    await memory.begin('https://api.example.com');
    await memory.remember(item);
    await memory.remember({ ...item, settings: { voiceUrl: 'https://ours/' } });
    expect(await memory.begun()).toBe(true);
    expect(await memory.recall()).toEqual([item]);
  });

  it('knows every origin that the webhooks had, and not the ones of another account', async () => {
    await memory.begin('https://new-api.example.com');
    expect(await memory.origins()).toEqual(['https://api.example.com', 'https://new-api.example.com']);
    expect(await new DynamoMemory(table.client, TABLE, 'AC2').origins()).toEqual([]);
  });

  it('knows the names of the queues as the last deploy left them', async () => {
    expect(await memory.queueNames()).toEqual({});
    await memory.rememberQueueNames({ support: 'in use' });
    await memory.rememberQueueNames({ support: 1, help: 'in use' });
    expect(await memory.queueNames()).toEqual({ support: 1, help: 'in use' });
    expect(await memory.recall()).toEqual([item]);
  });

  it('never expires: an old number may be given back after years', async () =>
    expect((await scan(table.client)).filter((stored) => stored['ttl'] !== undefined)).toEqual([]));

  it('is of one account only', async () => {
    const other = new DynamoMemory(table.client, TABLE, 'AC2');
    expect(await other.begun()).toBe(false);
    expect(await other.recall()).toEqual([]);
  });

  it('is empty again at the end, and may end twice', async () => {
    for (const _ of [1, 2]) {
      await memory.forget('PN1');
      await memory.end();
    }
    expect(await memory.begun()).toBe(false);
    expect(await scan(table.client)).toEqual([]);
  });
});
