import { localTime } from '../offer/opening-hours.ts';
import { QUARTER_SECONDS, QUARTERS_OF_DAY, QUARTERS_OF_WEEK } from './roster-memory.ts';

/** Where a moment is in the week: which quarter of an hour, and how far into it. */
export interface MomentOfWeek {
  quarter: number;
  secondsIntoQuarter: number;
}

/** 1970 began on a Thursday. */
const QUARTERS_BEFORE_1970 = 3 * QUARTERS_OF_DAY;

/** By local time, so that a roster stays where it is when clocks change. Zones differ by whole quarters of an hour. */
export function momentOfWeek(nowMs: number, timeZone: string): MomentOfWeek {
  const { date, time } = localTime(timeZone, nowMs);
  const localSeconds = Date.parse(`${date}T${time}Z`) / 1000;
  return {
    quarter: (Math.floor(localSeconds / QUARTER_SECONDS) + QUARTERS_BEFORE_1970) % QUARTERS_OF_WEEK,
    secondsIntoQuarter: (nowMs / 1000) % QUARTER_SECONDS,
  };
}
