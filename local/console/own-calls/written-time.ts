/** Which number of 03/04/2026 is the day. */
export type DateOrder = 'day-first' | 'month-first';

export type WrittenTime =
  /** A moment, whatever the time zone. */
  | { kind: 'moment'; atMs: number }
  /** What a clock on the wall shows, written as if it were UTC. */
  | { kind: 'local'; shownMs: number };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+|$)/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:,?\s+|$)/;
const DAY_NAMED = /^(\d{1,2})[-.\s]+([a-z]{3})[a-z]*\.?[-,\s]+(\d{4})(?:,?\s+|$)/i;
const NAMED_FIRST = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})(?:,?\s+|$)/i;
const CLOCK =
  /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$/i;

/** The first two numbers of a date that does not say which of them is the day; undefined for any other. */
export function undecidedDate(text: string): readonly [number, number] | undefined {
  const found = YEAR_LAST.exec(text.trim().replace(WEEKDAY, ''));
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}

/** A date with its time of day as systems write them; undefined for what is none, such as February 30. */
export function readWrittenTime(text: string, order: DateOrder): WrittenTime | undefined {
  const trimmed = text.trim().replace(WEEKDAY, '');
  if (/^\d{10}$/.test(trimmed)) return { kind: 'moment', atMs: Number(trimmed) * 1000 };
  if (/^\d{13}$/.test(trimmed)) return { kind: 'moment', atMs: Number(trimmed) };
  const date = readDate(trimmed, order);
  if (!date) return undefined;
  const clock = readClock(trimmed.slice(date.length));
  if (!clock) return undefined;
  const shownMs = date.startMs + clock.seconds * 1000;
  return clock.offsetMs === undefined ? { kind: 'local', shownMs } : { kind: 'moment', atMs: shownMs - clock.offsetMs };
}

function readDate(text: string, order: DateOrder): { startMs: number; length: number } | undefined {
  const [written, one = '', two = '', three = ''] =
    YEAR_FIRST.exec(text) ?? YEAR_LAST.exec(text) ?? DAY_NAMED.exec(text) ?? NAMED_FIRST.exec(text) ?? [];
  if (written === undefined) return undefined;
  const parts = /^\d{4}$/.test(one)
    ? { year: one, month: two, day: three }
    : /^\d+$/.test(one) && /^\d+$/.test(two) && order === 'month-first'
      ? { year: three, month: one, day: two }
      : /^\d+$/.test(one)
        ? { year: three, month: two, day: one }
        : { year: three, month: one, day: two };
  const startMs = dateMs(parts);
  return startMs === undefined ? undefined : { startMs, length: written.length };
}

function dateMs({ year, month, day }: Record<'year' | 'month' | 'day', string>): number | undefined {
  const monthNumber = /^\d+$/.test(month) ? Number(month) : MONTHS.indexOf(month.toLowerCase()) + 1;
  const startMs = Date.UTC(Number(year.length === 2 ? `20${year}` : year), monthNumber - 1, Number(day));
  const date = new Date(startMs);
  const isReal = date.getUTCMonth() === monthNumber - 1 && date.getUTCDate() === Number(day);
  return isReal ? startMs : undefined;
}

function readClock(text: string): { seconds: number; offsetMs?: number } | undefined {
  const found = CLOCK.exec(text.trim());
  if (!found) return undefined;
  const [, hour = '', minute = '', second = '0', half, zone] = found;
  const hours = half === undefined ? Number(hour) : hourOfHalf(Number(hour), half.toLowerCase());
  if (hours === undefined || hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = hours * 3600 + Number(minute) * 60 + Number(second);
  return zone === undefined ? { seconds } : { seconds, offsetMs: offsetMs(zone) };
}

/** 12 AM is midnight; there is no 13 PM. */
function hourOfHalf(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

function offsetMs(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
