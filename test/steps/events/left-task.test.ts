import { describe, expect, it } from '@jest/globals';
import { readTaskEvent } from '../../../lambdas/domain/task/task-event.ts';
import type { Task, TaskRouterTasks } from '../../../lambdas/services.ts';
import { endLeftTasks, LEFT_FOR_CALLBACK } from '../../../lambdas/steps/events/left-task.ts';
import { taskEvents } from '../../../lambdas/steps/events/task-events.ts';
import { NOON_MS, queueConfig } from '../../support/builders.ts';
import { services } from '../../support/fakes.ts';
import { memoryTable } from '../../support/memory-table.ts';

const CALL_SID = `CA${'1'.repeat(32)}`;
const TASK_SID = `WT${'1'.repeat(32)}`;

/** A task that its caller has left behind, and what others do to it between our read and our write. */
function leftTask(meanwhile: ((task: Task) => void)[] = []) {
  const task: Task = {
    ...{ sid: TASK_SID, status: 'pending', createdAtMs: NOON_MS - 60_000, etag: '0' },
    attributes: { call_sid: CALL_SID, name: '+14155551234' },
  };
  const notEnded: unknown[] = [];
  const lookUps: string[] = [];
  const tasks: TaskRouterTasks = {
    find: async (_, expression) => {
      lookUps.push(expression);
      return [structuredClone(task)];
    },
    listWaiting: async () => [],
    create: async () => task.sid,
    read: async (_, sid) => (sid === task.sid ? structuredClone(task) : undefined),
    change: async (_, { etag }, { attributes, cancelBecause }) => {
      meanwhile.shift()?.(task);
      if (etag !== task.etag) return false;
      Object.assign(task, { status: 'canceled', attributes, reason: cancelBecause });
      return true;
    },
  };
  const { table, ...stored } = memoryTable();
  const all = services({ tasks, ...stored, warn: (message) => notEnded.push(message) });
  const leaves = () => endLeftTasks({ callSid: CALL_SID, leftAtMs: NOON_MS }, queueConfig(), all);
  const isCreated = async (from = '+14155551234', queue = 'support') => {
    const TaskAttributes = JSON.stringify({ queue, call_sid: CALL_SID, from });
    return taskEvents(readTaskEvent({ EventType: 'task.created', TaskSid: task.sid, TaskAttributes }), all);
  };
  return { task, notEnded, lookUps, table, leaves, isCreated };
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

  it('is known from its creation, so that TaskRouter is not asked for it', async () => {
    const { task, leaves, isCreated, lookUps } = leftTask();
    await isCreated();
    expect(await leaves()).toEqual([{ name: 'LeftTaskCanceled', value: 1 }]);
    expect(task.status).toBe('canceled');
    expect(lookUps).toEqual([]);
  });

  it('is not looked for where Twilio has ended it by itself', async () => {
    const { task, leaves, isCreated, lookUps } = leftTask();
    await isCreated();
    task.status = 'canceled';
    expect(await leaves()).toEqual([]);
    expect(lookUps).toEqual([]);
  });

  it('is ended when TaskRouter tells of its creation after the caller has left', async () => {
    const { task, leaves, isCreated, notEnded } = leftTask();
    const { status, sid } = task;
    Object.assign(task, { status: 'unknown to the look-up', sid: `WT${'2'.repeat(32)}` });
    expect(await leaves()).toEqual([]);
    Object.assign(task, { status, sid });
    expect(await isCreated()).toMatchObject({ measurements: [{ name: 'LeftTaskCanceled', value: 1 }] });
    expect(task.status).toBe('canceled');
    expect(notEnded).toEqual([]);
  });

  it('stays when it was made after the caller left: it is that of the same caller, back in the queue', async () => {
    const { task, leaves, isCreated } = leftTask();
    task.createdAtMs = NOON_MS + 1000;
    await leaves();
    await isCreated();
    expect(task.status).toBe('pending');
  });

  it('is looked up where the table does not answer', async () => {
    const { task, leaves, isCreated, table, lookUps, notEnded } = leftTask();
    table.isDown = true;
    await isCreated();
    await leaves();
    expect(task.status).toBe('canceled');
    expect(lookUps).toEqual([`call_sid == "${CALL_SID}"`]);
    expect(notEnded).toEqual(['callTaskNotNoted', 'tableUnreachable']);
  });
});

describe('the task of a caller to whom no callback is offered on hold', () => {
  it('is not noted', async () => {
    const { isCreated, table } = leftTask();
    await isCreated('anonymous');
    expect(table.callTasks.size).toBe(0);
  });
});
