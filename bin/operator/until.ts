import { nextTimeOfDay } from './zoned-time.ts';

const UNITS_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A change that is to last longer belongs in the configuration. */
const LONGEST_MS = 7 * 86_400_000;

export const untilHelp =
  '"30m", "2h", "1d", a time of day such as "18:00" where the queue is, or "2026-11-25T18:00:00Z"; at most 7 days ahead';

/** When an override ends; `undefined` if the text is not a time within the next seven days. A time of day is one of the zone. */
export function readUntil(text: string, nowMs: number, zone: string): number | undefined {
  const untilMs = durationEnd(text, nowMs) ?? timeOfDay(text, nowMs, zone) ?? instant(text);
  if (untilMs === undefined || untilMs <= nowMs || untilMs > nowMs + LONGEST_MS) return undefined;
  return untilMs;
}

function durationEnd(text: string, nowMs: number): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  return amount === undefined ? undefined : nowMs + Number(amount) * (UNITS_MS[unit] ?? 0);
}

function timeOfDay(text: string, nowMs: number, zone: string): number | undefined {
  return /^([01]?\d|2[0-3]):[0-5]\d$/.test(text) ? nextTimeOfDay(text, zone, nowMs) : undefined;
}

function instant(text: string): number | undefined {
  const ms = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
