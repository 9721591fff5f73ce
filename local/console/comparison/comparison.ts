import type { QueueConfig } from '../../../lambdas/domain/queue-config.ts';
import { allFigures, type Figures } from '../../../lib/monitoring/figures.ts';
import type { Caller } from './callers.ts';
import { type Day, playModelledDay } from './modelled-day.ts';

interface DaySummary {
  calls: number;
  answered: number;
  hungUp: number;
  figures: Figures;
  /** All callers together. */
  totalHoldSeconds: number;
  averageHoldSeconds: number;
  longestHoldSeconds: number;
  /** From dialling to an agent, over the callers that reached one. */
  averageSecondsToAgent: number;
}

export interface Comparison {
  without: DaySummary;
  with: DaySummary;
  /** People on hold, minute by minute. */
  queueLengths: { without: number[]; with: number[] };
}

export interface ComparisonOptions {
  queue: QueueConfig;
  agents: number;
  callers: readonly Caller[];
  seed: number;
}

/** The same people call twice: once nobody offers them a callback, once the service does as it is configured. */
export function compareCallbacks(options: ComparisonOptions): Comparison {
  const alwaysOpen = { ...options, queue: withoutHours(options.queue) };
  const without = playModelledDay({ ...alwaysOpen, callbacks: false });
  const withCallbacks = playModelledDay({ ...alwaysOpen, callbacks: true });
  const minutes = Math.max(without.queueLengths.length, withCallbacks.queueLengths.length);
  return {
    without: summary(without),
    with: summary(withCallbacks),
    queueLengths: { without: padded(without, minutes), with: padded(withCallbacks, minutes) },
  };
}

/** The modelled day has no date. */
function withoutHours(queue: QueueConfig): QueueConfig {
  const { openingHours: _, ...policy } = queue.policy;
  return { ...queue, policy };
}

function padded({ queueLengths }: Day, minutes: number): number[] {
  return [...queueLengths, ...Array.from({ length: minutes - queueLengths.length }, () => 0)];
}

function summary({ fates, tally }: Day): DaySummary {
  const holds = fates.map(({ holdSeconds }) => holdSeconds);
  const answered = fates.flatMap(({ reachedAgentAfterSeconds: after }) => (after === undefined ? [] : [after]));
  return {
    calls: fates.length,
    answered: answered.length,
    hungUp: fates.filter(({ hungUp }) => hungUp).length,
    figures: allFigures(tally.read),
    totalHoldSeconds: Math.round(sum(holds)),
    averageHoldSeconds: Math.round(sum(holds) / Math.max(1, holds.length)),
    longestHoldSeconds: Math.round(holds.reduce((longest, hold) => Math.max(longest, hold), 0)),
    averageSecondsToAgent: Math.round(sum(answered) / Math.max(1, answered.length)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
