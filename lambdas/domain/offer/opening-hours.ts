import type { OpeningHours, Weekday } from '../queue-config.ts';

/** Open from the first minute of a period up to, but not including, its last. No hours means always open. */
export function isOpen(hours: OpeningHours | undefined, nowMs: number): boolean {
  if (!hours) return true;
  const local = localTime(hours.timeZone, nowMs);
  if (hours.closedDates.includes(local.date)) return false;
  const periods = hours.weekly[local.weekday] ?? [];
  return periods.some((period) => {
    const [from = '', to = ''] = period.split('-');
    return local.time >= from && local.time < to;
  });
}

/** Where a queue's days begin and end; UTC for one that is always open. */
export function timeZoneOf(hours: OpeningHours | undefined): string {
  return hours?.timeZone ?? 'UTC';
}

export function localTime(timeZone: string, nowMs: number): { date: string; weekday: Weekday; time: string } {
  const parts = formatOf(timeZone).formatToParts(nowMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: part('weekday').toLowerCase() as Weekday,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** Made once, which takes longer than a decision. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}
