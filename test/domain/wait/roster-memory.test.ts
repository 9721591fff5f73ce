import { describe, expect, it } from '@jest/globals';
import { estimateWaits } from '../../../lambdas/domain/wait/estimators.ts';
import { expectedAgents } from '../../../lambdas/domain/wait/expected-agents.ts';
import { readRoster } from '../../../lambdas/domain/wait/memory-schema.ts';
import { momentOfWeek } from '../../../lambdas/domain/wait/moment-of-week.ts';
import type { QueueMemory } from '../../../lambdas/domain/wait/queue-memory.ts';
import { learnQuarter, QUARTERS_OF_WEEK, type RosterMemory } from '../../../lambdas/domain/wait/roster-memory.ts';
import { NOON_MS, statistics } from '../../support/builders.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** What is usual at a quarter of an hour that had so many agents, week after week. */
function usualAfter(...weeks: number[]) {
  const roster = weeks.reduce<RosterMemory | undefined>((known, agents) => learnQuarter(known, 5, agents), undefined);
  return roster?.usual[5];
}

describe('what is usual at a quarter of an hour', () => {
  it('is what it had, and stays so over one holiday', () => {
    expect(usualAfter(20)).toBe(20);
    expect(usualAfter(20, 20, 0)).toBe(20);
    expect(usualAfter(20, 20, 0, 20)).toBe(20);
  });

  it('is another roster as soon as that has been seen twice', () => {
    expect(usualAfter(20, 20, 30, 30)).toBe(30);
  });

  it('recovers from a first week that was a holiday', () => {
    expect(usualAfter(0, 20, 20)).toBe(20);
  });
});

describe('a moment of the week', () => {
  it('goes by local time, so that a roster stays where it is when clocks change', () => {
    const winter = Date.parse('2027-03-08T14:20:00Z');
    const summer = Date.parse('2027-03-15T13:20:00Z');
    const nine = momentOfWeek(winter, 'America/New_York');
    expect(nine).toEqual({ quarter: 9 * 4 + 1, secondsIntoQuarter: 300 });
    expect(momentOfWeek(summer, 'America/New_York')).toEqual(nine);
  });
});

/** Samples of every minute, and the roster that the sampler keeps of them. */
function live(fromMs: number, minutes: number, agentsAt: (ms: number) => number, roster?: RosterMemory) {
  let memory: QueueMemory | undefined;
  let known = roster;
  let writes = 0;
  for (let minute = 0; minute < minutes; minute += 1) {
    const nowMs = fromMs + minute * MINUTE_MS;
    const availableWorkers = agentsAt(nowMs);
    const usual = { estimator: 'people-ahead', whenInDoubt: 'balanced' } as const;
    const sample = { ...usual, timeZone: 'UTC', callbacks: [], memory, roster: known, nowMs } as const;
    const estimation = estimateWaits({ ...sample, statistics: statistics({ availableWorkers }) });
    memory = estimation.memory;
    if (estimation.learnedRoster) writes += 1;
    known = estimation.learnedRoster ?? known;
  }
  return { memory: memory as QueueMemory, roster: known, writes };
}

const EIGHT_MS = Date.parse('2026-03-02T08:00:00Z');
const nineToFive = (nowMs: number) => {
  const hour = (nowMs % (24 * HOUR_MS)) / HOUR_MS;
  return hour >= 9 && hour < 17 ? 12 : 2;
};

describe('a roster that is sampled', () => {
  const { roster, writes } = live(EIGHT_MS, 120, nineToFive);

  it('is written once a quarter of an hour', () => {
    expect(writes).toBe(7);
    const { quarter } = momentOfWeek(EIGHT_MS, 'UTC');
    expect(roster?.usual.slice(quarter, quarter + 8)).toEqual([2, 2, 2, 2, 12, 12, 12, null]);
  });

  it('is not learned from a gap', () => {
    const { roster: known } = live(EIGHT_MS, 3, nineToFive);
    expect(known).toBeUndefined();
  });

  it('tells a week later, before the shift comes, that it will come', () => {
    const nowMs = EIGHT_MS + WEEK_MS + 50 * MINUTE_MS;
    const before = live(nowMs - HOUR_MS, 60, () => 2, roster);
    const moment = momentOfWeek(nowMs, 'UTC');
    const inputs = { statistics: statistics({ availableWorkers: 2 }), memory: before.memory, moment };
    const agents = expectedAgents({ ...inputs, roster });
    expect(agents(0)).toBeCloseTo(2, 0);
    expect(agents(5 * 60)).toBeCloseTo(2, 0);
    expect(agents(15 * 60)).toBeCloseTo(12, 0);
    const withoutRoster = expectedAgents({ ...inputs, roster: undefined });
    expect(withoutRoster(15 * 60)).toBeCloseTo(2, 0);
  });

  it('does not say that people will come who have not come for an hour', () => {
    const nowMs = EIGHT_MS + WEEK_MS + 110 * MINUTE_MS;
    const holiday = live(nowMs - 2 * HOUR_MS, 120, () => 2, roster);
    const moment = momentOfWeek(nowMs, 'UTC');
    const inputs = { statistics: statistics({ availableWorkers: 2 }), memory: holiday.memory, moment };
    expect(expectedAgents({ ...inputs, roster })(30 * 60)).toBeLessThan(8);
  });
});

describe('a roster as written', () => {
  const good = learnQuarter(undefined, 5, 20);

  it('is read as it is', () => {
    expect(readRoster(JSON.parse(JSON.stringify(good)))).toEqual(good);
  });

  it.each([
    null,
    {},
    { usual: good.usual },
    { ...good, last: good.last.slice(1) },
    { ...good, usual: good.usual.with(3, -1) },
    { ...good, usual: [...good.usual.slice(1), '20'] },
  ])('counts as absent where it is something else', (written) => {
    expect(readRoster(written)).toBeUndefined();
  });

  it('takes a few kilobytes', () => {
    const full = Array.from({ length: QUARTERS_OF_WEEK }, (_, quarter) => quarter).reduce<RosterMemory | undefined>(
      (known, quarter) => learnQuarter(known, quarter, (quarter * 7.77) % 900),
      undefined,
    );
    expect(JSON.stringify(full).length).toBeLessThan(6000);
  });
});

describe("a queue's first week", () => {
  it('works by the agents of the last hour', () => {
    const { memory } = live(NOON_MS - HOUR_MS, 60, () => 10);
    const moment = momentOfWeek(NOON_MS, 'UTC');
    const agents = expectedAgents({
      statistics: statistics({ availableWorkers: 4 }),
      memory,
      roster: undefined,
      moment,
    });
    expect(agents(0)).toBe(4);
    expect(agents(3 * 3600)).toBeCloseTo(10, 1);
  });
});
