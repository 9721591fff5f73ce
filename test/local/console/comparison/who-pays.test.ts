import { describe, expect, it } from '@jest/globals';
import type { DaySummary } from '../../../../local/console/comparison/day-summary.ts';
import { whoPays } from '../../../../local/console/comparison/who-pays.ts';

const column = (name: string, longestHolds: readonly number[], answered = 80) => ({
  name,
  days: longestHolds.map((longestHoldSeconds) => ({ longestHoldSeconds, answered }) as DaySummary),
  queueLengths: [],
});

describe('who pays for callbacks', () => {
  it('is told policy by policy, with the days on which the longest hold got longer', () => {
    const sentence = whoPays([
      column('No callbacks', [380, 394]),
      column('Return calls first', [850, 854]),
      column('Place kept', [380, 600]),
      column('Never', [380, 394]),
    ]);
    expect(sentence).toBe(
      'Who holds the line pays: the longest hold got longer with "Return calls first" in 2 of 2 days (6 min 27 s → 14 min 12 s on average), ' +
        'with "Place kept" in 1 of 2 days (6 min 27 s → 8 min 10 s on average), with "Never" in none (6 min 27 s → 6 min 27 s).',
    );
  });

  it('is told with the reason, where the agents speak with more callers', () => {
    const without = column('No callbacks', [100]);
    expect(whoPays([without, column('Place kept', [200], 81)])).toMatch(
      /^Fewer hang up, so the same agents serve more/,
    );
    expect(whoPays([without, column('Place kept', [200], 79)])).toMatch(/^Who holds the line pays/);
  });

  it('never tells of two holds of over ten minutes as if they were the same', () => {
    const sentence = whoPays([column('No callbacks', [724]), column('Place kept', [735])]);
    expect(sentence).toContain('(12 min 4 s → 12 min 15 s on average)');
  });

  it('is nobody where no hold got longer than by a ring', () => {
    expect(whoPays([column('No callbacks', [100]), column('Place kept', [110])])).toMatch(/^Nobody pays/);
    expect(whoPays([column('No callbacks', [100]), column('Place kept', [111])])).toMatch(/1 of 1 days/);
  });

  it('is not told before a day was played', () => expect(whoPays([column('No callbacks', [])])).toBe(''));
});
