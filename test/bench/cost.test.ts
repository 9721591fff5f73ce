import { expect, it } from '@jest/globals';
import { fixedCost, total } from '../../bench/cost/fixed-cost.ts';

/** More than `npm run bench:cost` measures. */
const use = { logBytes: 1000, snapshotBytes: 4096 };
const monthOf = (queues: number) => total(fixedCost(queues, use));

it('a month with one queue costs at most 16 USD before the first call', () => {
  expect(monthOf(1)).toBeLessThanOrEqual(16);
  expect(monthOf(1)).toBeGreaterThan(5);
});

it('each further queue adds less than 1.50 USD', () => {
  expect(monthOf(20) - monthOf(19)).toBeLessThan(1.5);
  expect(monthOf(2) - monthOf(1)).toBeCloseTo(monthOf(20) - monthOf(19), 6);
});
