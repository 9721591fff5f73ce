import { describe, expect, it } from '@jest/globals';
import type { Task, TaskRouterTasks } from '../../../lambdas/services.ts';
import { endLeftTasks, LEFT_FOR_CALLBACK } from '../../../lambdas/steps/events/task-changes.ts';
import { NOON_MS, queueConfig } from '../../support/builders.ts';
import { services } from '../../support/fakes.ts';

const CALL_SID = `CA${'1'.repeat(32)}`;

/** A task that its caller has left behind, and what others do to it between our read and our write. */
function leftTask(meanwhile: ((task: Task) => void)[]) {
  const task: Task = {
    ...{ sid: 'WT1', status: 'pending', createdAtMs: NOON_MS - 60_000, etag: '0' },
    attributes: { call_sid: CALL_SID, name: '+14155551234' },
  };
  const notEnded: unknown[] = [];
  const tasks: TaskRouterTasks = {
    find: async () => [structuredClone(task)],
    listWaiting: async () => [],
    create: async () => task.sid,
    read: async () => structuredClone(task),
    change: async (_, { etag }, { attributes, cancelBecause }) => {
      meanwhile.shift()?.(task);
      if (etag !== task.etag) return false;
      Object.assign(task, { status: 'canceled', attributes, reason: cancelBecause });
      return true;
    },
  };
  const leaves = () =>
    endLeftTasks(
      { callSid: CALL_SID, leftAtMs: NOON_MS },
      queueConfig(),
      services({ tasks, warn: (message) => notEnded.push(message) }),
    );
  return { task, notEnded, leaves };
}

const anAgentIsReserved = (task: Task) => Object.assign(task, { status: 'reserved', etag: `${task.etag}1` });
const anAgentHasAccepted = (task: Task) => Object.assign(task, { status: 'assigned', etag: `${task.etag}1` });

describe('the task of a caller who left for a callback', () => {
  it('is ended although an agent is reserved for it at the same moment', async () => {
    const { task, leaves } = leftTask([anAgentIsReserved]);
    expect(await leaves()).toEqual([{ name: 'LeftTaskCanceled', value: 1 }]);
    expect(task).toMatchObject({ status: 'canceled', reason: LEFT_FOR_CALLBACK });
    expect(task.attributes).toMatchObject({ name: '+14155551234', conversations: { abandoned: 'Follow-Up' } });
  });

  it('stays, and is not counted, when an agent has accepted it', async () => {
    const { task, leaves, notEnded } = leftTask([anAgentHasAccepted]);
    expect(await leaves()).toEqual([]);
    expect(task.status).toBe('assigned');
    expect(notEnded).toEqual([]);
  });

  it('is not counted, and the log says so, when it changes each time', async () => {
    const { task, leaves, notEnded } = leftTask([anAgentIsReserved, anAgentIsReserved, anAgentIsReserved]);
    expect(await leaves()).toEqual([]);
    expect(task.status).toBe('reserved');
    expect(notEnded).toEqual(['leftTaskNotEnded']);
  });
});
