import type { QueueConfig, QueuePolicy } from '../../../lambdas/domain/queue-config.ts';
import type { Caller } from './callers.ts';
import { against, type PlayedDay } from './compared-day.ts';
import type { PolicyResult } from './day-summary.ts';
import type { DayOptions, StaffChange } from './modelled-day.ts';
import { whoPays } from './who-pays.ts';

/** A column of the comparison. */
export interface ComparedPolicy {
  name: string;
  /** Absent where nobody is offered a callback. */
  policy?: QueuePolicy;
}

export interface Comparison {
  policies: PolicyResult[];
  /** Who pays for it, in plain words. */
  sentence: string;
}

export interface ComparisonOptions {
  queue: QueueConfig;
  staff: readonly StaffChange[];
  wrapUpSeconds: number;
  seeds: readonly number[];
  callersOf: (seed: number) => readonly Caller[];
  /** Compared with a day without callbacks, which comes first. */
  policies: readonly ComparedPolicy[];
}

/** The usual columns: nobody is offered a callback; return calls go ahead of everybody; they take their old place. */
export function usualPolicies(policy: QueuePolicy): ComparedPolicy[] {
  return [
    { name: 'No callbacks' },
    { name: 'Return calls first', policy: { ...policy, returnOrder: 'priority' } },
    { name: 'Place kept', policy: { ...policy, returnOrder: 'place' } },
  ];
}

/** Every day that has to be played: for each seed the same callers under each policy. */
export function daysToPlay({ queue, policies, seeds, callersOf, ...floor }: ComparisonOptions): DayOptions[] {
  return seeds.flatMap((seed) => {
    const callers = callersOf(seed);
    return policies.map(({ policy }) => ({
      ...floor,
      queue: { ...queue, policy: withoutHours(policy ?? queue.policy) },
      callbacks: policy !== undefined,
      callers,
      seed,
    }));
  });
}

/** `played` in the order of `daysToPlay`. */
export function comparisonOf(policies: readonly ComparedPolicy[], played: readonly PlayedDay[]): Comparison {
  const bySeed = Array.from({ length: played.length / policies.length }, (_, seed) =>
    played.slice(seed * policies.length, (seed + 1) * policies.length),
  );
  const results = policies.map(({ name }, column) => ({
    name,
    days: bySeed.flatMap((days) => {
      const [without, day] = [days[0], days[column]];
      return without && day ? [against(without, day)] : [];
    }),
    queueLengths: bySeed[0]?.[column]?.queueLengths ?? [],
  }));
  return { policies: results, sentence: whoPays(results) };
}

/** The modelled day has no date. */
function withoutHours({ openingHours: _, ...policy }: QueuePolicy): QueuePolicy {
  return policy;
}
