import { describe, expect, it } from '@jest/globals';
import { nextMondayMorning } from '../../../../local/console/server/opening-monday.ts';

describe('the Monday on which a scene begins', () => {
  it.each([
    ['on a Wednesday', 'America/New_York', '2026-07-01T15:00:00Z', '2026-07-06T13:00:00Z'],
    ['at that very moment', 'America/New_York', '2026-07-06T13:00:00Z', '2026-07-06T13:00:00Z'],
    ['a second after it', 'America/New_York', '2026-07-06T13:00:01Z', '2026-07-13T13:00:00Z'],
    ['the day before clocks have changed', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-30T07:00:00Z'],
    ['in a zone of three quarters of an hour', 'Asia/Kathmandu', '2026-07-05T23:59:59Z', '2026-07-06T03:15:00Z'],
  ])('%s in %s', (_, timeZone, now, monday) =>
    expect(new Date(nextMondayMorning(Date.parse(now), timeZone)).toISOString()).toBe(monday.replace('Z', '.000Z')),
  );
});
