import { describe, expect, it } from '@jest/globals';
import { freeAgents } from '../../../lambdas/domain/wait/queue-statistics.ts';
import { readStatistics } from '../../../lambdas/domain/wait/read-statistics.ts';
import { statistics } from '../../support/builders.ts';

function rawStatistics(realTime: object = {}, cumulative: object = {}) {
  const window = {
    reservations_accepted: 5,
    avg_task_acceptance_time: 300,
    wait_duration_until_accepted: { max: 400 },
    tasks_completed: 5,
    tasks_entered: 5,
    tasks_canceled: 0,
    ...cumulative,
  };
  return {
    realTime: {
      tasks_by_status: { pending: 10, reserved: 0, assigned: '5', wrapping: 0 },
      total_available_workers: 5,
      longest_task_waiting_age: 400,
      ...realTime,
    },
    cumulative5Minutes: window,
    cumulative15Minutes: { ...window, reservations_accepted: 15, tasks_completed: 15 },
    cumulative60Minutes: { ...window, reservations_accepted: 60, tasks_completed: 60 },
  };
}

describe("TaskRouter's statistics", () => {
  it('are read from the raw JSON, counts by status also as text', () => {
    expect(readStatistics(rawStatistics())).toEqual({ ok: true, statistics: statistics() });
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['text', 'abc'],
    ['a number as text', '150'],
    ['negative', -5],
    ['1e308', 1e308],
    ['infinite', Number.POSITIVE_INFINITY],
    ['an object', {}],
    ['true', true],
    ['absurd', 1e7],
  ])('are unknown when a value is %s', (_scenario, value) => {
    expect(readStatistics(rawStatistics({}, { avg_task_acceptance_time: value })).ok).toBe(false);
    expect(readStatistics(rawStatistics({ total_available_workers: value })).ok).toBe(false);
  });

  it('are unknown when a document is not there at all, and say which', () => {
    const reading = readStatistics({ ...rawStatistics(), realTime: null });
    expect(reading).toMatchObject({
      ok: false,
      problem: expect.stringContaining('realTime is null'),
    });
  });

  it('accept the largest sensible value and refuse the next', () => {
    expect(readStatistics(rawStatistics({ longest_task_waiting_age: 1e6 })).ok).toBe(true);
    expect(readStatistics(rawStatistics({ longest_task_waiting_age: 1e6 + 1 })).ok).toBe(false);
  });
});

describe('free agents', () => {
  it('are available workers without the busy ones, never below zero', () => {
    const nobodyWaits = { pendingTasks: 0, longestTaskWaitingSeconds: 0 };
    const busy = { ...nobodyWaits, reservedTasks: 1, assignedTasks: 5, wrappingTasks: 1 };
    expect(freeAgents(statistics({ ...busy, availableWorkers: 9 }))).toBe(2);
    expect(freeAgents(statistics({ ...nobodyWaits, availableWorkers: 3, assignedTasks: 5 }))).toBe(0);
  });

  it('are none, whatever the difference, once somebody has waited longer than it takes to find one', () => {
    const idle = { pendingTasks: 1, availableWorkers: 9, assignedTasks: 5 };
    expect(freeAgents(statistics({ ...idle, longestTaskWaitingSeconds: 10 }))).toBe(4);
    expect(freeAgents(statistics({ ...idle, longestTaskWaitingSeconds: 11 }))).toBe(0);
  });
});
