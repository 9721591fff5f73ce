import { describe, expect, it } from '@jest/globals';
import { callersAt, randomArrivals } from '../../../../local/console/comparison/callers.ts';
import { playModelledDay } from '../../../../local/console/comparison/modelled-day.ts';
import { ownDay } from '../../../../local/console/own-calls/own-day.ts';
import type { PastCall } from '../../../../local/console/own-calls/read-row.ts';
import { staffFrom } from '../../../../local/console/own-calls/staff-needed.ts';
import { queueConfig } from '../../../support/builders.ts';

const START_MS = Date.parse('2026-03-02T09:00:00Z');
const assumed = { handleSeconds: 200, acceptShare: 0.5 };

function playWithout(staff: readonly { atMs: number; agents: number }[], callers: ReturnType<typeof callersAt>) {
  return playModelledDay({ queue: queueConfig(), staff, callers, callbacks: false, wrapUpSeconds: 0, seed: 7 }).fates;
}

/** Three hours of which it is known who was at work: six agents, then nine, then five. */
const staff = [
  { atMs: 0, agents: 6 },
  { atMs: 3_600_000, agents: 9 },
  { atMs: 7_200_000, agents: 5 },
];
const habits = { handleSeconds: 240, patienceSeconds: 600, acceptShare: 0.5 };
const callers = callersAt(randomArrivals({ seed: 3, callsPerMinute: 2.2, minutes: 180 }), habits, 3);
const fates = playWithout(staff, callers);
const past: PastCall[] = callers.map(({ atMs, handleSeconds }, index) => {
  const { holdSeconds = 0, hungUp = false } = fates[index] ?? {};
  const call = { atMs: START_MS + atMs, waitSeconds: holdSeconds, abandoned: hungUp };
  return hungUp ? call : { ...call, handleSeconds };
});

describe('a day that is inferred from its calls', () => {
  const day = ownDay(past, assumed);

  it('has the agents who were there, wherever somebody waited for a while', () => {
    const inferred = (hour: number) => day.staff.slice(4 * hour, 4 * hour + 4).map(({ agents }) => agents);
    expect(day.facts.countedShare).toBeGreaterThan(0.5);
    for (const [hour, agents] of [6, 9, 5].entries()) {
      const busiest = Math.max(...inferred(hour));
      expect([hour, Math.abs(busiest - agents) <= 1]).toEqual([hour, true]);
    }
  });

  it('has the same callers at the same times, who hang up when they did', () => {
    const [one, other] = [day.callersOf(1), day.callersOf(2)];
    expect(one.map(({ atMs }) => atMs)).toEqual(callers.map(({ atMs }) => atMs));
    past.forEach(({ abandoned, waitSeconds, handleSeconds }, index) => {
      if (abandoned) expect(one[index]?.patienceSeconds).toBe(waitSeconds);
      else expect(one[index]?.handleSeconds).toBe(handleSeconds);
      if (!abandoned) expect(one[index]?.patienceSeconds).toBeGreaterThan(waitSeconds);
    });
    expect(one).not.toEqual(other);
    expect(day.callersOf(1)).toEqual(one);
  });

  it('is, played again without callbacks, about the day that it was', () => {
    const again = playWithout(day.staff, day.callersOf(1));
    const hungUp = (list: typeof again) => list.filter((fate) => fate.hungUp).length;
    const hold = (list: typeof again) => list.reduce((sum, { holdSeconds }) => sum + holdSeconds, 0) / list.length;
    expect(Math.abs(hungUp(again) - hungUp(fates))).toBeLessThanOrEqual(0.2 * hungUp(fates));
    expect(Math.abs(hold(again) - hold(fates))).toBeLessThanOrEqual(0.2 * hold(fates));
  });

  it('leaves nights out, in whole hours', () => {
    const night = [...past, ...past.map((call) => ({ ...call, atMs: call.atMs + 24 * 3_600_000 }))];
    const two = ownDay(night, assumed);
    const [last, next] = [two.callersOf(1)[past.length - 1], two.callersOf(1)[past.length]];
    expect((next?.atMs ?? 0) - (last?.atMs ?? 0)).toBeLessThan(4 * 3_600_000);
    expect(((next?.atMs ?? 0) - (callers[0]?.atMs ?? 0)) % 3_600_000).toBe(0);
  });

  it('takes the assumed handle time where no row knows one, and says so', () => {
    const { facts } = ownDay(
      past.map(({ handleSeconds: _, ...call }) => call),
      assumed,
    );
    expect(facts).toMatchObject({ averageHandleSeconds: 200, handleTimesAssumed: past.length - facts.hungUp });
  });
});

describe('agents at work', () => {
  const call = (atMs: number, waitSeconds: number, handleSeconds = 600) => ({
    ...{ atMs, waitSeconds, handleSeconds, abandoned: false },
  });

  it('are at least as many as were busy at once, where nobody waited', () =>
    expect(staffFrom([call(0, 3), call(1000, 3)])).toMatchObject({ staff: [{ agents: 2 }], countedShare: 0 }));

  it('are as many as were busy while somebody waited for a minute or more', () => {
    const waiting = (seconds: number) => staffFrom([call(0, 3), call(1000, 3), call(2000, 3 + seconds, 60)]);
    expect(waiting(598)).toMatchObject({ countedShare: 1, staff: [{ agents: 2 }] });
    expect(waiting(50).countedShare).toBe(0);
  });
});
