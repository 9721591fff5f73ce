import { describe, expect, it } from '@jest/globals';
import type { WorkspaceEvent } from '../../../local/taskrouter/events.ts';
import { fc } from '../../support/properties.ts';
import { day, openBusyFloor, playDay, queueSids } from './random-day.ts';

type TaskEvent = Extract<WorkspaceEvent, { taskSid: string }>;
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

describe('cumulative statistics', () => {
  it('are what somebody counts who goes through the whole event log', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(1, 5, 15, 240), (steps, minutes) => {
        const floor = openBusyFloor();
        playDay(floor, steps, {
          look: (nowMs, events) => {
            const span = { fromMs: nowMs - minutes * 60_000, toMs: nowMs };
            for (const sid of queueSids) {
              const log = events.filter(
                (event): event is TaskEvent => 'taskSid' in event && event.taskQueueSid === sid,
              );
              const window = { minutes, splitByWaitTimeSeconds: [10, 60] };
              expect(floor.cumulativeStatistics(sid, window, nowMs)).toMatchObject(recount(log, span));
            }
          },
        });
      }),
      { numRuns: 30 },
    );
  });
});

/** By looking at every event, for every figure. */
function recount(log: readonly TaskEvent[], span: Span) {
  const inWindow = log.filter((event) => event.timestampMs > span.fromMs && event.timestampMs <= span.toMs);
  const all = (eventType: TaskEvent['eventType']) => inWindow.filter((event) => event.eventType === eventType);
  const accepted = all('reservation.accepted');
  const canceled = all('task.canceled');
  const age = (event: TaskEvent) => event.timestampMs - event.taskCreatedAtMs;
  return {
    avg_task_acceptance_time: summarize(accepted.map(age)).avg,
    wait_duration_until_accepted: summarize(accepted.map(age)),
    wait_duration_in_queue_until_accepted: summarize(
      accepted.map((event) => event.timestampMs - enteredAt(log, event)),
    ),
    wait_duration_until_canceled: summarize(canceled.map(age)),
    split_by_wait_time: Object.fromEntries(
      [10, 60].map((limit) => [
        String(limit),
        {
          above: countBy(accepted, canceled, (event) => age(event) > limit * 1000),
          below: countBy(accepted, canceled, (event) => age(event) <= limit * 1000),
        },
      ]),
    ),
    reservations_created: all('reservation.created').length,
    reservations_accepted: accepted.length,
    reservations_rejected: all('reservation.rejected').length,
    reservations_timed_out: all('reservation.timeout').length,
    reservations_canceled: all('reservation.canceled').length,
    tasks_canceled: canceled.length,
    tasks_completed: all('task.completed').length,
    tasks_entered: all('task-queue.entered').length,
    tasks_moved: all('task-queue.moved').length,
  };
}

function enteredAt(log: readonly TaskEvent[], accepted: TaskEvent): number {
  const entries = log.filter((event) => event.eventType === 'task-queue.entered' && event.taskSid === accepted.taskSid);
  return entries.at(-1)?.timestampMs ?? Number.NaN;
}

function countBy(
  accepted: readonly TaskEvent[],
  canceled: readonly TaskEvent[],
  counts: (event: TaskEvent) => boolean,
): { tasks_canceled: number; reservations_accepted: number } {
  return { tasks_canceled: canceled.filter(counts).length, reservations_accepted: accepted.filter(counts).length };
}

function summarize(durationsMs: readonly number[]): { avg: number; min: number; max: number; total: number } {
  const toSeconds = (ms: number) => Math.round(ms / 1000);
  const totalMs = durationsMs.reduce((sum, ms) => sum + ms, 0);
  if (durationsMs.length === 0) return { avg: 0, min: 0, max: 0, total: 0 };
  return {
    avg: toSeconds(totalMs / durationsMs.length),
    min: toSeconds(Math.min(...durationsMs)),
    max: toSeconds(Math.max(...durationsMs)),
    total: toSeconds(totalMs),
  };
}
