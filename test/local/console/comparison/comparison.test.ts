import { describe, expect, it } from '@jest/globals';
import { callersAt, randomArrivals } from '../../../../local/console/comparison/callers.ts';
import { playComparedDay } from '../../../../local/console/comparison/compared-day.ts';
import { comparisonOf, daysToPlay, usualPolicies } from '../../../../local/console/comparison/comparison.ts';
import type { DaySummary } from '../../../../local/console/comparison/day-summary.ts';
import { holdTime } from '../../../../local/console/comparison/hold-time.ts';
import { spreadOf } from '../../../../local/console/comparison/spread.ts';
import { queueConfig } from '../../../support/builders.ts';

interface Days {
  agents: number;
  callsPerMinute: number;
  acceptShare?: number;
  policy?: object;
  seeds?: readonly number[];
}

function compare({ agents, callsPerMinute, acceptShare = 0.6, policy, seeds = [1] }: Days) {
  const queue = queueConfig(policy);
  const habits = { handleSeconds: 240, patienceSeconds: 600, acceptShare };
  const policies = usualPolicies(queue.policy);
  const days = daysToPlay({
    ...{ queue, policies, seeds, staff: [{ atMs: 0, agents }], wrapUpSeconds: 5 },
    callersOf: (seed) => callersAt(randomArrivals({ seed, callsPerMinute, minutes: 60 }), habits, seed),
  });
  return comparisonOf(policies, days.map(playComparedDay));
}

function columnsOf(days: Days): [DaySummary, DaySummary, DaySummary] {
  const [without, priority, place] = compare(days).policies.map((column) => column.days[0]);
  if (!without || !priority || !place) throw new Error('a column is missing');
  return [without, priority, place];
}

const peak = { agents: 6, callsPerMinute: 2 };

describe('five days of a peak under three policies', () => {
  const { policies, sentence } = compare({ ...peak, acceptShare: 0.5, seeds: [1, 2, 3, 4, 5] });
  const of = (name: string, read: (day: DaySummary) => number) =>
    (policies.find((column) => column.name === name)?.days ?? []).map((day) => Math.round(read(day)));
  const hungUp = (name: string) => of(name, (day) => day.hungUp);
  const longestHold = (name: string) => of(name, ({ longestHoldSeconds }) => longestHoldSeconds);

  it('have fewer people who hang up, on each of the days', () => {
    for (const name of ['Return calls first', 'Place kept']) {
      hungUp(name).forEach((count, day) => {
        expect(count).toBeLessThan(hungUp('No callbacks')[day] ?? 0);
      });
    }
  });

  it('show what it costs those who hold, and the sentence says it with the same figures', () => {
    const told = policies.map(({ name }) => {
      const { mean } = spreadOf(policies.find((one) => one.name === name)?.days.map((d) => d.longestHoldSeconds) ?? []);
      return holdTime(mean);
    });
    const worse = longestHold('Return calls first').filter(
      (seconds, day) => seconds > (longestHold('No callbacks')[day] ?? 0),
    );
    expect(worse).toHaveLength(5);
    expect(sentence).toContain(`"Return calls first" in 5 of 5 days (${told[0]} → ${told[1]} on average)`);
    expect(sentence).toContain(`"Place kept" in`);
    expect(sentence).toContain(`(${told[0]} → ${told[2]} on average)`);
  });

  it('have the same callers in each column', () => {
    const calls = policies.map(({ days }) => days.map((day) => day.calls));
    expect(calls[1]).toEqual(calls[0]);
    expect(calls[2]).toEqual(calls[0]);
  });
});

describe('the same callers with and without callbacks', () => {
  it('hold less and hang up less at a peak when callbacks are offered', () => {
    const [without, ...others] = columnsOf(peak);
    for (const day of others) {
      expect(day.figures.accepted).toBeGreaterThan(0);
      expect(day.averageHoldSeconds).toBeLessThan(without.averageHoldSeconds);
      expect(without.hungUp - day.hungUp).toBe(day.rescued - day.lostInstead);
      expect(day.rescued).toBeGreaterThan(0);
    }
  });

  it('have the same day when nobody accepts', () => {
    const [{ figures: _, ...without }, ...others] = columnsOf({ ...peak, acceptShare: 0 });
    for (const day of others) expect(day).toMatchObject(without);
  });

  it('have the same day when there are agents for everybody', () => {
    const [without, ...others] = columnsOf({ agents: 40, callsPerMinute: 1 });
    expect(others).toEqual([without, without]);
    expect(without).toMatchObject({ hungUp: 0, figures: { offered: null } });
  });

  it('are not called back when the policy offers nothing', () => {
    const [, priority] = columnsOf({ ...peak, policy: { offers: 'off' } });
    expect(priority.figures.offered).toBeNull();
  });

  it('all reach an agent or hang up', () => {
    for (const { calls, answered, hungUp } of columnsOf(peak)) expect(answered + hungUp).toBe(calls);
  });

  it('are the same again for the same seed, and so is the outcome', () => {
    expect(compare(peak)).toEqual(compare(peak));
    expect(compare(peak)).not.toEqual(compare({ ...peak, seeds: [2] }));
  });

  it('are answered within a time: more of them within a longer one, and all who were within the longest hold', () => {
    const [{ answeredWithin, answered, calls }] = columnsOf({ agents: 7, callsPerMinute: 1.5 });
    expect([...answeredWithin].sort((one, other) => one - other)).toEqual(answeredWithin);
    expect(answeredWithin.at(-1)).toBeLessThanOrEqual((100 * answered) / calls);
    expect(answeredWithin[0]).toBeGreaterThan(0);
  });
});
