import type { WorkspaceEvent } from './events.ts';
import { DurationSeries, type DurationSummary, MomentSeries } from './series.ts';

interface WaitDuration {
  readonly avg: number;
  readonly min: number;
  readonly max: number;
  readonly total: number;
}

interface SplitCounts {
  readonly tasks_canceled: number;
  readonly reservations_accepted: number;
}

/**
 * The fields of TaskRouter's JSON that the model knows; the REST server adds SIDs and URL. Durations are whole seconds,
 * and zero when nothing happened in the window, as in https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics.
 */
export interface CumulativeStatistics {
  readonly start_time: string;
  readonly end_time: string;
  readonly avg_task_acceptance_time: number;
  readonly wait_duration_until_accepted: WaitDuration;
  readonly wait_duration_in_queue_until_accepted: WaitDuration;
  readonly wait_duration_until_canceled: WaitDuration;
  /** By threshold in seconds; a wait of exactly the threshold is below. Null when no thresholds were asked for. */
  readonly split_by_wait_time: Record<string, { above: SplitCounts; below: SplitCounts }> | null;
  readonly reservations_created: number;
  readonly reservations_accepted: number;
  readonly reservations_rejected: number;
  readonly reservations_timed_out: number;
  readonly reservations_canceled: number;
  readonly reservations_rescinded: number;
  readonly tasks_canceled: number;
  readonly tasks_completed: number;
  readonly tasks_deleted: number;
  readonly tasks_entered: number;
  readonly tasks_moved: number;
}

export interface StatisticsWindow {
  /** 15 in TaskRouter when not given. */
  readonly minutes?: number;
  readonly splitByWaitTimeSeconds?: readonly number[];
}

/** Of a task, what its waits are counted from. */
interface TaskTimes {
  readonly createdAtMs: number;
  readonly queueEnteredAtMs: number;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const countedEvents = [
  'task-queue.entered',
  'task-queue.moved',
  'task.completed',
  'reservation.created',
  'reservation.rejected',
  'reservation.timeout',
  'reservation.canceled',
] as const;
type CountedEvent = (typeof countedEvents)[number];

/** Windows reach back so far; TaskRouter itself keeps 30 days. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** What happened in one queue in the last day, kept so that a window of any length costs O(log n) to read. */
export class QueueHistory {
  readonly #counts = new Map<string, MomentSeries>(countedEvents.map((type) => [type, new MomentSeries()]));
  readonly #untilAccepted = new DurationSeries();
  readonly #inQueueUntilAccepted = new DurationSeries();
  readonly #untilCanceled = new DurationSeries();

  record(eventType: WorkspaceEvent['eventType'], task: TaskTimes, atMs: number): void {
    this.#forgetUntil(atMs - KEPT_MS);
    this.#counts.get(eventType)?.add(atMs);
    if (eventType === 'task.canceled') this.#untilCanceled.add(atMs, atMs - task.createdAtMs);
    if (eventType === 'reservation.accepted') {
      this.#untilAccepted.add(atMs, atMs - task.createdAtMs);
      this.#inQueueUntilAccepted.add(atMs, atMs - task.queueEnteredAtMs);
    }
  }

  cumulativeStatistics(window: StatisticsWindow, nowMs: number): CumulativeStatistics {
    const span = { fromMs: nowMs - (window.minutes ?? 15) * 60_000, toMs: nowMs };
    const accepted = this.#untilAccepted.summary(span.fromMs, span.toMs);
    const canceled = this.#untilCanceled.summary(span.fromMs, span.toMs);
    const thresholds = window.splitByWaitTimeSeconds;
    return {
      start_time: isoSeconds(span.fromMs),
      end_time: isoSeconds(span.toMs),
      avg_task_acceptance_time: waitDuration(accepted).avg,
      wait_duration_until_accepted: waitDuration(accepted),
      wait_duration_in_queue_until_accepted: waitDuration(this.#inQueueUntilAccepted.summary(span.fromMs, span.toMs)),
      wait_duration_until_canceled: waitDuration(canceled),
      split_by_wait_time: thresholds
        ? Object.fromEntries(thresholds.map((seconds) => [String(seconds), this.#split(seconds * 1000, span)]))
        : null,
      ...this.#reservationCounts(span),
      reservations_accepted: accepted.count,
      tasks_canceled: canceled.count,
      tasks_completed: this.#count('task.completed', span),
      tasks_deleted: 0,
      tasks_entered: this.#count('task-queue.entered', span),
      tasks_moved: this.#count('task-queue.moved', span),
    };
  }

  #forgetUntil(ms: number): void {
    const durations = [this.#untilAccepted, this.#inQueueUntilAccepted, this.#untilCanceled];
    for (const series of [...this.#counts.values(), ...durations]) series.forgetUntil(ms);
  }

  /** None is ever rescinded: a task is offered to one worker at a time. */
  #reservationCounts(span: Span) {
    return {
      reservations_created: this.#count('reservation.created', span),
      reservations_rejected: this.#count('reservation.rejected', span),
      reservations_timed_out: this.#count('reservation.timeout', span),
      reservations_canceled: this.#count('reservation.canceled', span),
      reservations_rescinded: 0,
    };
  }

  #count(eventType: CountedEvent, span: Span): number {
    return this.#counts.get(eventType)?.count(span.fromMs, span.toMs) ?? 0;
  }

  #split(limitMs: number, { fromMs, toMs }: Span): { above: SplitCounts; below: SplitCounts } {
    const accepted = this.#untilAccepted.countAtMost(limitMs, fromMs, toMs);
    const canceled = this.#untilCanceled.countAtMost(limitMs, fromMs, toMs);
    return {
      above: {
        tasks_canceled: this.#untilCanceled.summary(fromMs, toMs).count - canceled,
        reservations_accepted: this.#untilAccepted.summary(fromMs, toMs).count - accepted,
      },
      below: { tasks_canceled: canceled, reservations_accepted: accepted },
    };
  }
}

/** The statistics of two channels of a queue as one. */
export function together(one: CumulativeStatistics, other: CumulativeStatistics): CumulativeStatistics {
  const sums = Object.entries(one).flatMap(([name, value]) => {
    const added = other[name as keyof CumulativeStatistics];
    const isCount = /^(tasks|reservations)_/.test(name) && typeof value === 'number' && typeof added === 'number';
    return isCount ? [[name, value + added] as const] : [];
  });
  const accepted = [one.reservations_accepted, other.reservations_accepted] as const;
  const canceled = [one.tasks_canceled, other.tasks_canceled] as const;
  const untilAccepted = longer(one.wait_duration_until_accepted, other.wait_duration_until_accepted, accepted);
  return {
    ...one,
    ...Object.fromEntries(sums),
    avg_task_acceptance_time: untilAccepted.avg,
    wait_duration_until_accepted: untilAccepted,
    wait_duration_in_queue_until_accepted: longer(
      one.wait_duration_in_queue_until_accepted,
      other.wait_duration_in_queue_until_accepted,
      accepted,
    ),
    wait_duration_until_canceled: longer(
      one.wait_duration_until_canceled,
      other.wait_duration_until_canceled,
      canceled,
    ),
    split_by_wait_time: bothSplits(one.split_by_wait_time, other.split_by_wait_time),
  };
}

function longer(one: WaitDuration, other: WaitDuration, [ones, others]: readonly [number, number]): WaitDuration {
  if (others === 0) return one;
  if (ones === 0) return other;
  const total = one.total + other.total;
  return {
    avg: Math.round(total / (ones + others)),
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
    total,
  };
}

type Splits = CumulativeStatistics['split_by_wait_time'];

function bothSplits(one: Splits, other: Splits): Splits {
  const add = (a?: SplitCounts, b?: SplitCounts): SplitCounts => ({
    tasks_canceled: (a?.tasks_canceled ?? 0) + (b?.tasks_canceled ?? 0),
    reservations_accepted: (a?.reservations_accepted ?? 0) + (b?.reservations_accepted ?? 0),
  });
  const entries = Object.entries(one ?? {}).map(([seconds, { above, below }]) => [
    seconds,
    { above: add(above, other?.[seconds]?.above), below: add(below, other?.[seconds]?.below) },
  ]);
  return one && Object.fromEntries(entries);
}

function waitDuration({ count, totalMs, minMs, maxMs }: DurationSummary): WaitDuration {
  return {
    avg: count === 0 ? 0 : Math.round(totalMs / count / 1000),
    min: Math.round(minMs / 1000),
    max: Math.round(maxMs / 1000),
    total: Math.round(totalMs / 1000),
  };
}

function isoSeconds(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
