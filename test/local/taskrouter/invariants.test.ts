import { describe, expect, it } from '@jest/globals';
import type { WorkspaceEvent } from '../../../local/taskrouter/events.ts';
import type { TaskRouterModel } from '../../../local/taskrouter/model.ts';
import type { TaskView } from '../../../local/taskrouter/tasks.ts';
import { fc } from '../../support/properties.ts';
import { day, openBusyFloor, playDay, queueSids } from './random-day.ts';

const runs = { numRuns: 30 };

function countOf(events: readonly WorkspaceEvent[], eventType: WorkspaceEvent['eventType']): number {
  return events.filter((event) => event.eventType === eventType).length;
}

describe('on any day', () => {
  it('every task is somewhere: created = waiting + in conversation + ended', () => {
    fc.assert(
      fc.property(day, (steps) => {
        const floor = openBusyFloor();
        playDay(floor, steps, {
          look: (nowMs, events) => {
            const live = queueSids.map((sid) => floor.realTimeStatistics(sid, nowMs));
            const ended = countOf(events, 'task.completed') + countOf(events, 'task.canceled');
            const total = live.reduce((sum, statistics) => sum + statistics.total_tasks, 0);
            expect(total + ended).toBe(countOf(events, 'task.created'));
          },
        });
      }),
      runs,
    );
  });

  it('the counts of a queue agree with its tasks and agents one by one', () => {
    fc.assert(
      fc.property(day, (steps) => {
        const floor = openBusyFloor();
        playDay(floor, steps, {
          look: (nowMs) => {
            for (const sid of queueSids) expectCountsToAgree(floor, sid, nowMs);
          },
        });
      }),
      runs,
    );
  });

  it('nobody waits while an agent of the queue is free, and no agent has two callers', () => {
    fc.assert(
      fc.property(day, (steps) => {
        const floor = openBusyFloor();
        playDay(floor, steps, {
          look: (nowMs) => {
            const workers = floor.workers(nowMs);
            for (const sid of queueSids) {
              const isPending = floor.tasks(sid, nowMs).some((task) => task.status === 'pending');
              const isFree = workers.some((worker) => worker.state === 'free' && worker.taskQueueSids.includes(sid));
              expect(isPending && isFree).toBe(false);
            }
            const busy = queueSids.flatMap((sid) =>
              floor.tasks(sid, nowMs).filter((task) => task.status !== 'pending'),
            );
            expect(busy.filter((task) => task.workerSid === undefined)).toEqual([]);
            const served = queueSids.flatMap((sid) => floor.tasks(sid, nowMs).flatMap((task) => task.workerSid ?? []));
            expect(new Set(served).size).toBe(served.length);
            expect(served.sort()).toEqual(workers.flatMap((worker) => (worker.taskSid ? [worker.sid] : [])).sort());
          },
        });
      }),
      runs,
    );
  });

  it('nobody is passed over for somebody of the same queue who comes later in line', () => {
    fc.assert(
      fc.property(day, (steps) => {
        const { events } = playDay(openBusyFloor(), steps);
        expect(findOvertakings(events)).toEqual([]);
      }),
      runs,
    );
  });

  it('events come in the order of time, and are the same however time passes', () => {
    fc.assert(
      fc.property(day, (steps) => {
        const { events } = playDay(openBusyFloor(), steps);
        const times = events.map((event) => event.timestampMs);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(playDay(openBusyFloor(), steps, { walks: true }).events).toEqual(events);
      }),
      runs,
    );
  });

  it('nobody is forgotten: a day after the last call every task has ended', () => {
    fc.assert(
      fc.property(day, (steps) => {
        const floor = openBusyFloor();
        const { endMs } = playDay(floor, steps);
        const muchLaterMs = endMs + 90_000_000;
        expect(queueSids.flatMap((sid) => floor.tasks(sid, muchLaterMs))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});

function expectCountsToAgree(floor: TaskRouterModel, sid: string, nowMs: number): void {
  const tasks = floor.tasks(sid, nowMs);
  const pending = tasks.filter((task) => task.status === 'pending');
  const oldestMs = Math.min(nowMs, ...pending.map((task) => task.createdAtMs));
  const enteredMs = Math.min(nowMs, ...pending.map((task) => task.queueEnteredAtMs));
  const workers = floor.workers(nowMs).filter((worker) => worker.taskQueueSids.includes(sid));
  const workersIn = (name: string) => workers.filter((worker) => worker.activityName === name).length;
  expect(floor.realTimeStatistics(sid, nowMs)).toMatchObject({
    tasks_by_status: { pending: 0, reserved: 0, assigned: 0, wrapping: 0, ...countEach(tasks, (task) => task.status) },
    tasks_by_priority: countEach(tasks, (task) => String(task.priority)),
    total_tasks: tasks.length,
    longest_task_waiting_age: Math.floor((nowMs - oldestMs) / 1000),
    longest_relative_task_age_in_queue: Math.floor((nowMs - enteredMs) / 1000),
    total_eligible_workers: workers.length,
    total_available_workers: workersIn('Available'),
    activity_statistics: [
      { friendly_name: 'Available', workers: workersIn('Available') },
      { friendly_name: 'Unavailable', workers: workersIn('Unavailable') },
      { friendly_name: 'Offline', workers: workersIn('Offline') },
    ],
  });
}

function countEach(tasks: readonly TaskView[], keyOf: (task: TaskView) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of tasks.map(keyOf)) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** Replays the log: who was pending when somebody of lower rank in the same queue was given an agent? */
function findOvertakings(events: readonly WorkspaceEvent[]): string[] {
  const pending = new Map<string, TaskEvent>();
  const ranks = new Map<string, number>();
  const found: string[] = [];
  for (const event of events) {
    if (!('taskSid' in event)) continue;
    ranks.set(event.taskSid, ranks.get(event.taskSid) ?? ranks.size);
    pending.delete(event.taskSid);
    if (event.taskAssignmentStatus === 'pending') pending.set(event.taskSid, event);
    if (event.eventType !== 'reservation.created') continue;
    for (const other of pending.values()) {
      if (other.taskQueueSid === event.taskQueueSid && isAhead(other, event, ranks)) found.push(other.taskSid);
    }
  }
  return found;
}

type TaskEvent = Extract<WorkspaceEvent, { taskSid: string }>;

function isAhead(a: TaskEvent, b: TaskEvent, ranks: ReadonlyMap<string, number>): boolean {
  if (a.taskPriority !== b.taskPriority) return a.taskPriority > b.taskPriority;
  if (a.taskVirtualStartMs !== b.taskVirtualStartMs) return a.taskVirtualStartMs < b.taskVirtualStartMs;
  return (ranks.get(a.taskSid) ?? 0) < (ranks.get(b.taskSid) ?? 0);
}
