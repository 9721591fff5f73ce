import { describe, expect, it } from '@jest/globals';
import { queueNow } from '../../../lambdas/domain/queue-now.ts';
import type { TaskRouterTasks } from '../../../lambdas/services.ts';
import { taskEvents } from '../../../lambdas/steps/events/task-events.ts';
import { NOON_MS, queueConfig } from '../../support/builders.ts';
import { services } from '../../support/fakes.ts';
import { memoryTable } from '../../support/memory-table.ts';

describe('a task whose caller had a place in line for two hours', () => {
  it('keeps as much of it as an operator allows at the moment', async () => {
    const { table, queueStates } = memoryTable();
    const override = { by: 'ann', why: 'a test', untilMs: NOON_MS + 60_000 };
    table.state.operator = { ...override, policy: { placeCapSeconds: 600 } };
    const starts: (number | undefined)[] = [];
    const tasks: TaskRouterTasks = {
      find: refuse,
      listWaiting: refuse,
      create: refuse,
      read: async (_, sid) => ({ sid, status: 'pending', createdAtMs: NOON_MS, attributes: {}, etag: '1' }),
      change: async (_, __, { virtualStartMs }) => {
        starts.push(virtualStartMs);
        return true;
      },
    };
    const attributes = { queue: 'support', place: { since: NOON_MS / 1000 - 7200 } };
    const parameters = new Map([
      ['EventType', 'task.created'],
      ['TaskSid', `WT${'0'.repeat(32)}`],
      ['TaskAttributes', JSON.stringify(attributes)],
    ]);
    const webhook = {
      queue: queueNow(queueConfig(), {}, NOON_MS),
      queueUnknown: false,
      origin: '',
      callSid: '',
      caller: undefined,
    };
    await taskEvents({ ...webhook, parameters, state: new Map() }, services({ queueStates, tasks }));
    expect(starts).toEqual([NOON_MS - 600_000]);
  });
});

async function refuse(): Promise<never> {
  throw new Error('must not be asked here');
}
