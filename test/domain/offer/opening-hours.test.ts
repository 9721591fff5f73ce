import { describe, expect, it } from '@jest/globals';
import { isOpen } from '../../../lambdas/domain/offer/opening-hours.ts';

const hours = {
  timeZone: 'America/New_York',
  weekly: { monday: ['09:00-12:00', '13:00-17:00'], friday: ['20:00-24:00'] },
  closedDates: ['2026-03-09'],
};

describe('opening hours of a queue in New York', () => {
  it.each([
    ['2026-03-02T13:59:59Z', false, 'a second before opening'],
    ['2026-03-02T14:00:00Z', true, 'on opening'],
    ['2026-03-02T16:59:59Z', true, 'the last second before lunch'],
    ['2026-03-02T17:00:00Z', false, 'lunch'],
    ['2026-03-02T21:59:59Z', true, 'the last second'],
    ['2026-03-02T22:00:00Z', false, 'on closing'],
    ['2026-03-02T23:30:00Z', false, 'an hour and a half after closing'],
    ['2026-03-03T15:00:00Z', false, 'a weekday that is not listed'],
    ['2026-03-09T15:00:00Z', false, 'a closed date'],
    ['2026-03-16T13:00:00Z', true, 'nine in the morning in summer time'],
    ['2026-03-07T04:59:59Z', true, 'a second before midnight'],
    ['2026-03-07T05:00:00Z', false, 'midnight'],
  ])('%s is open: %s (%s)', (instant, open) => {
    expect(isOpen(hours, Date.parse(instant))).toBe(open);
  });

  it('without hours a queue is always open', () => {
    expect(isOpen(undefined, 0)).toBe(true);
  });
});
