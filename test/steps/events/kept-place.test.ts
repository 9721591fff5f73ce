import { describe, expect, it } from '@jest/globals';
import { readTaskEvent } from '../../../lambdas/domain/task/task-event.ts';
import type { TaskRouterTasks } from '../../../lambdas/services.ts';
import { taskEvents } from '../../../lambdas/steps/events/task-events.ts';
import { NOON_MS } from '../../support/builders.ts';
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
    const TaskSid = `WT${'0'.repeat(32)}`;
    const event = { EventType: 'task.created', TaskSid, TaskAttributes: JSON.stringify(attributes) };
    await taskEvents(readTaskEvent(event), services({ queueStates, tasks }));
    expect(starts).toEqual([NOON_MS - 600_000]);
  });
});

async function refuse(): Promise<never> {
  throw new Error('must not be asked here');
}
