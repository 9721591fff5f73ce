import type { QueueConfig } from '../../lambdas/domain/queue-config.ts';

const MINUTE_MS = 60_000;
const TWO_DAYS_MINUTES = 2 * 24 * 60;

/** The zone that a queue's people live in: that of its opening hours, else this machine's. */
export function zoneOf({ policy }: QueueConfig): string {
  return policy.openingHours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * The next time that a clock in the zone shows `18:00`. It looks at each minute, so that a time that a change of the clocks
 * leaves out is the one of the day after.
 */
export function nextTimeOfDay(timeOfDay: string, zone: string, nowMs: number): number | undefined {
  const wanted = timeOfDay.padStart(5, '0');
  const nextMinute = Math.floor(nowMs / MINUTE_MS) + 1;
  for (let minute = nextMinute; minute < nextMinute + TWO_DAYS_MINUTES; minute += 1) {
    if (clockIn(zone, minute * MINUTE_MS).time === wanted) return minute * MINUTE_MS;
  }
  return undefined;
}

/** As people there and as logs have it: `Sun 2026-11-29 18:00 America/New_York (2026-11-29T23:00:00Z)`. */
export function describeTime(ms: number, zone: string): string {
  const { weekday, date, time } = clockIn(zone, ms);
  return `${weekday} ${date} ${time} ${zone} (${new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')})`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string, ms: number) {
  const format = formats.get(timeZone) ?? formatIn(timeZone);
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const date = ['year', 'month', 'day'].map((part) => parts.get(part as Intl.DateTimeFormatPartTypes)).join('-');
  return { weekday: parts.get('weekday'), date, time: `${parts.get('hour')}:${parts.get('minute')}` };
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const day = { weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
