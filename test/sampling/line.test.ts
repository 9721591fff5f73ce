import { describe, expect, it } from '@jest/globals';
import { sampleQueue } from '../../lambdas/sampling/sample-queue.ts';
import type { Task } from '../../lambdas/services.ts';
import { alice, bob, callbackRecord, NOON_MS, queueConfig } from '../support/builders.ts';
import { services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';

const refuse = () => Promise.reject(new Error('not asked here'));
const raw = {
  realTime: {
    tasks_by_status: { pending: 2, reserved: 0, assigned: 8, wrapping: 0 },
    total_available_workers: 8,
    longest_task_waiting_age: 90,
  },
  cumulative5Minutes: {
    reservations_accepted: 5,
    avg_task_acceptance_time: 60,
    wait_duration_until_accepted: { max: 90 },
    tasks_completed: 5,
    tasks_canceled: 0,
  },
};
const task = (callSid: string): Task => ({
  ...{ sid: `WT-${callSid}`, status: 'pending', createdAtMs: NOON_MS, etag: undefined },
  attributes: { call_sid: callSid },
});

/** A sample of a queue with two calls in line and one person at home. */
async function sampled(sayPlace: boolean, listWaiting: () => Promise<Task[]>) {
  const { table, queueStates, callbacks } = memoryTable();
  const waiting = callbackRecord({ status: 'registered', acceptedAtMs: NOON_MS - 90_000 });
  table.records.set(`${alice} support`, waiting);
  table.records.set(`${bob} support`, { ...waiting, caller: bob, status: 'answered' });
  const all = services({ queueStates, callbacks });
  await sampleQueue(queueConfig({ sayPlace }), {
    ...all,
    tasks: { ...all.tasks, listWaiting },
    taskRouter: { fetch: async () => raw },
    scheduler: { widgetStatus: refuse, callbackStatus: refuse, cancelCallback: refuse },
    rosters: { read: async () => undefined, put: refuse },
  });
  return table.state.snapshot;
}

describe('the line of a queue', () => {
  it('is in the snapshot where callers hear their place', async () => {
    const snapshot = await sampled(true, async () => [task('CA-1'), task('CA-2')]);
    expect(snapshot?.line).toEqual({ calls: ['CA-1', 'CA-2'], atHome: [NOON_MS / 1000 - 90] });
  });

  it('is not asked for where they do not', async () => expect(await sampled(false, refuse)).not.toHaveProperty('line'));

  it('is missing where TaskRouter does not list its tasks, and the wait is known all the same', async () => {
    const snapshot = await sampled(true, refuse);
    expect(snapshot).not.toHaveProperty('line');
    expect(snapshot?.wait).toBeDefined();
  });
});
