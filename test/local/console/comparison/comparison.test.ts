import { describe, expect, it } from '@jest/globals';
import { callersAt, randomArrivals } from '../../../../local/console/comparison/callers.ts';
import { type Comparison, compareCallbacks } from '../../../../local/console/comparison/comparison.ts';
import { queueConfig } from '../../../support/builders.ts';

interface Day {
  agents: number;
  callsPerMinute: number;
  acceptShare?: number;
  policy?: object;
}

function compare({ agents, callsPerMinute, acceptShare = 0.6, policy }: Day): Comparison {
  const arrivals = randomArrivals({ seed: 1, callsPerMinute, minutes: 60 });
  const callers = callersAt(arrivals, { seed: 1, handleSeconds: 240, patienceSeconds: 600, acceptShare });
  return compareCallbacks({ queue: queueConfig(policy), agents, callers, seed: 1 });
}

describe('the same callers with and without callbacks', () => {
  it('hold less and hang up less at a peak when callbacks are offered', () => {
    const { without, with: withCallbacks } = compare({ agents: 6, callsPerMinute: 2 });
    expect(withCallbacks.calls).toBe(without.calls);
    expect(withCallbacks.figures.accepted).toBeGreaterThan(0);
    expect(withCallbacks.totalHoldSeconds).toBeLessThan(without.totalHoldSeconds);
    expect(withCallbacks.hungUp).toBeLessThan(without.hungUp);
  });

  it('have the same day when nobody accepts', () => {
    const { without, with: withCallbacks } = compare({ agents: 6, callsPerMinute: 2, acceptShare: 0 });
    const { figures: _, ...day } = withCallbacks;
    expect(without).toMatchObject(day);
  });

  it('have the same day when there are agents for everybody', () => {
    const { without, with: withCallbacks } = compare({ agents: 40, callsPerMinute: 1 });
    expect(withCallbacks).toEqual(without);
    expect(without).toMatchObject({ hungUp: 0, figures: { offered: null } });
  });

  it('are not called back when the policy offers nothing', () => {
    const { with: withCallbacks } = compare({ agents: 6, callsPerMinute: 2, policy: { offers: 'off' } });
    expect(withCallbacks.figures.offered).toBeNull();
  });

  it('all reach an agent or hang up', () => {
    const { without, with: withCallbacks } = compare({ agents: 6, callsPerMinute: 2 });
    for (const { calls, answered, hungUp } of [without, withCallbacks]) expect(answered + hungUp).toBe(calls);
  });

  it('are the same again for the same seed, and so is the outcome', () => {
    expect(compare({ agents: 5, callsPerMinute: 2 })).toEqual(compare({ agents: 5, callsPerMinute: 2 }));
  });
});
