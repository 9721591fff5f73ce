import { describe, expect, it } from '@jest/globals';
import type { RosterMemory } from '../../lambdas/domain/wait/roster-memory.ts';
import { sampleQueue } from '../../lambdas/sampling/sample-queue.ts';
import type { Rosters } from '../../lambdas/services.ts';
import { NOON_MS, queueConfig } from '../support/builders.ts';
import { services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';

const refuse = () => Promise.reject(new Error('not asked here'));
const raw = {
  realTime: {
    tasks_by_status: { pending: 3, reserved: 0, assigned: 8, wrapping: 0 },
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

/** Samples of every minute from noon on; the rosters that were written, and the lines of the log. */
async function sampleFor(minutes: number, rosters: Partial<Rosters> = {}) {
  const { table, queueStates, callbacks } = memoryTable();
  const written: RosterMemory[] = [];
  const lines: Record<string, unknown>[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const sampling = {
      ...services({ queueStates, callbacks }),
      taskRouter: { fetch: async () => raw },
      scheduler: { widgetStatus: refuse, callbackStatus: refuse, cancelCallback: refuse },
      rosters: {
        read: async () => written.at(-1),
        put: async (_: string, roster: RosterMemory) => void written.push(roster),
        ...rosters,
      },
      nowMs: () => NOON_MS + minute * 60_000,
    };
    const sample = await sampleQueue(queueConfig(), sampling);
    lines.push(...sample.lines.map(({ properties }) => ({ ...properties })));
  }
  return { written, lines, snapshot: table.state.snapshot };
}

describe("the sampler's memory of the roster", () => {
  it('is written once a quarter of an hour, and the log and the snapshot say what is usual', async () => {
    const { written, lines, snapshot } = await sampleFor(32);
    expect(written).toHaveLength(2);
    expect(lines[0]).toMatchObject({ availableAgents: 8 });
    const weekLater = written.at(-1)?.usual.filter((agents) => agents !== null);
    expect(weekLater).toEqual([8, 8]);
    expect(snapshot).not.toHaveProperty('usualAgents');
    const known: RosterMemory = { usual: new Array(672).fill(9), last: new Array(672).fill(9) };
    const informed = await sampleFor(1, { read: async () => known });
    expect(informed.lines[0]).toMatchObject({ availableAgents: 8, usualAgents: 9 });
    expect(informed.snapshot?.usualAgents).toBe(9);
  });

  it('costs no estimate where it cannot be read, and is not overwritten then', async () => {
    const { written, lines, snapshot } = await sampleFor(32, { read: () => Promise.reject(new Error('throttled')) });
    expect(written).toEqual([]);
    expect(snapshot?.wait).toBeDefined();
    expect(lines.at(-1)).toMatchObject({ rosterProblem: 'throttled' });
  });

  it('costs no sample where it cannot be written', async () => {
    const { lines, snapshot } = await sampleFor(16, { put: () => Promise.reject(new Error('throttled')) });
    expect(snapshot?.sampledAtMs).toBe(NOON_MS + 15 * 60_000);
    expect(lines.at(-1)).toMatchObject({ rosterProblem: 'throttled' });
  });
});
