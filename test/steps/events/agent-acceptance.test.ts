import { describe, expect, it } from '@jest/globals';
import { returnFlow } from '../../../bin/studio/flows.ts';
import { newCallbackRecord } from '../../../lambdas/domain/callback/callback-record.ts';
import { queueTaskAttributes, returnTaskAttributes } from '../../../lambdas/domain/task/task-attributes.ts';
import { readTaskEvent } from '../../../lambdas/domain/task/task-event.ts';
import type { MindfulApi } from '../../../lambdas/services.ts';
import { noteCallbackAnswered } from '../../../lambdas/steps/events/agent-acceptance.ts';
import { alice, configuration, NOON_MS, queueConfig } from '../../support/builders.ts';
import { services } from '../../support/fakes.ts';
import { memoryTable } from '../../support/memory-table.ts';

/** A queue whose agents need no key: Mindful is told. */
const queues = configuration().queues.map((queue) => ({
  ...queue,
  callTarget: { ...queue.callTarget, agentAnswer: true },
}));

/** A callback of Alice's that Mindful confirmed, and what agents accept. */
async function watched({ agentAnswer = true } = {}) {
  const { table, callbacks } = memoryTable();
  const told: string[] = [];
  const mindfulApi: Pick<MindfulApi, 'agentAnswered'> = { agentAnswered: async (customer) => void told.push(customer) };
  const world = services({
    configuration: agentAnswer ? { ...configuration(), queues } : configuration(),
    callbacks,
    mindfulApi,
  });
  const accepted = { caller: alice, queue: 'support', callSid: 'CA-first', quotedWaitSeconds: 300 };
  await callbacks.request(newCallbackRecord(accepted, NOON_MS - 300_000), NOON_MS);
  await callbacks.move({ caller: alice, queue: 'support', callSid: 'CA-first', to: 'registered', nowMs: NOON_MS });
  const accepts = (attributes: object, also: object = {}, createdAtMs = NOON_MS) =>
    noteCallbackAnswered(
      readTaskEvent({
        EventType: 'reservation.accepted',
        TaskAttributes: JSON.stringify({ call_sid: 'CA-return', ...attributes, ...also }),
        TaskAge: '30',
        Timestamp: String(createdAtMs / 1000 + 30),
      }),
      world,
    );
  return {
    table,
    told,
    mindfulApi,
    callbacks,
    accepts,
    status: async () => (await callbacks.find(alice, 'support'))?.status,
  };
}

const returnTask = returnTaskAttributes({ queue: 'support', headerName: 'x-user-to-user', caller: alice });
const names = (measurements: { name: string }[]) => measurements.map(({ name }) => name);

describe('an agent accepts a return call that knows only whose it is', () => {
  it('and the callback is kept, and counted as returned', async () => {
    const { accepts, status } = await watched();
    expect(names(await accepts(returnTask))).toEqual(
      expect.arrayContaining(['CallbackReturned', 'CallbackAnswered', 'ReturnHoldTime']),
    );
    expect(await status()).toBe('answered');
  });

  it('from the Studio flow, and the callback is kept', async () => {
    const { accepts, status } = await watched();
    const flow = returnFlow({ queue: queueConfig(), apiUrl: 'https://api.example.com', voiceChannelSid: 'TC' });
    const attributes = flow.states.find(({ name }) => name === 'send_to_flex')?.properties['attributes'];
    const played = String(attributes).replaceAll('{{trigger.call.SipHeader_x-user-to-user}}', '%2B14155551234');
    await accepts(JSON.parse(played));
    expect(await status()).toBe('answered');
  });

  it('without the mark of a return call, and nothing is proven', async () => {
    const { accepts, status } = await watched();
    await accepts({
      ...queueTaskAttributes(queueConfig(), alice, { firstCallSid: 'CA1', queuedAgain: 0 }),
      customerPhone: alice,
    });
    expect(await status()).toBe('registered');
  });

  it('that came before the callback was accepted, and nothing is proven', async () => {
    const { accepts, status } = await watched();
    await accepts(returnTask, {}, NOON_MS - 301_000);
    expect(await status()).toBe('registered');
  });
});

describe('Mindful hears of an agent', () => {
  it('nowhere where the Call Target does not want it', async () => {
    const { accepts, told } = await watched({ agentAnswer: false });
    await accepts(returnTask);
    expect(told).toEqual([]);
  });

  it('once a callback, whatever repeats and whoever the call is handed on to', async () => {
    const { accepts, told } = await watched();
    const task = { ...returnTask, conversations: { conversation_id: 'CA-first' } };
    await accepts(task);
    await accepts(task);
    await accepts(task, { conference: { sid: 'CF1' } });
    expect(told).toEqual([alice]);
  });

  it('also of a customer whom the table does not know, from the first agent', async () => {
    const { accepts, told, table } = await watched();
    table.records.clear();
    await accepts(returnTask);
    await accepts(returnTask, { conference: { sid: 'CF1' } });
    expect(told).toEqual([alice]);
  });

  it('even when the table is out of reach: Mindful waits with the customer on the line', async () => {
    const { accepts, told, table } = await watched();
    table.isDown = true;
    await expect(accepts({ ...returnTask, conversations: { conversation_id: 'CA-first' } })).rejects.toThrow();
    expect(told).toEqual([alice]);
  });

  it('after the record knows: the callback is kept although Mindful never answers', async () => {
    const { accepts, status, mindfulApi } = await watched();
    mindfulApi.agentAnswered = () => new Promise(() => {});
    void accepts({ ...returnTask, conversations: { conversation_id: 'CA-first' } });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await status()).toBe('answered');
  });
});
