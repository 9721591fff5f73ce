import type { PolicyResult } from './day-summary.ts';
import { holdTime } from './hold-time.ts';
import { spreadOf } from './spread.ts';

/** A hold that is a ring longer is no price. */
const NOTICED_SECONDS = 10;

/**
 * The other side of callbacks in plain words: those who hold while others are called back. Told of each policy: in how many of the
 * days the longest hold was longer than without callbacks.
 */
export function whoPays([without, ...others]: readonly PolicyResult[]): string {
  if (!without || without.days.length === 0) return '';
  const before = holdTime(longestHoldOf(without.days));
  const prices = others.map(({ name, days }) => {
    const worse = days.filter(
      ({ longestHoldSeconds }, day) =>
        longestHoldSeconds > (without.days[day]?.longestHoldSeconds ?? 0) + NOTICED_SECONDS,
    ).length;
    const after = holdTime(longestHoldOf(days));
    return { name, worse, after, of: days.length };
  });
  if (prices.every(({ worse }) => worse === 0)) {
    return 'Nobody pays for it here: under no policy did anybody hold longer than the longest hold without callbacks.';
  }
  const told = prices.map(({ name, worse, after, of }) =>
    worse === 0
      ? `with "${name}" in none (${before} → ${after})`
      : `with "${name}" in ${worse} of ${of} days (${before} → ${after} on average)`,
  );
  const served = (days: PolicyResult['days']) => spreadOf(days.map(({ answered }) => answered)).mean;
  const isMore = others.every(({ days }) => served(days) > served(without.days));
  const why = isMore
    ? 'Fewer hang up, so the same agents serve more callers, and who holds the line pays'
    : 'Who holds the line pays';
  return `${why}: the longest hold got longer ${told.join(', ')}.`;
}

function longestHoldOf(days: PolicyResult['days']): number {
  return spreadOf(days.map(({ longestHoldSeconds }) => longestHoldSeconds)).mean;
}
