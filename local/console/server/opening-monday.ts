import { localTime } from '../../../lambdas/domain/offer/opening-hours.ts';
import type { QueueConfig } from '../../../lambdas/domain/queue-config.ts';

/** The zone in which the contact centre lives: that of the first queue with opening hours, or this machine's. */
export function houseTimeZone(queues: readonly QueueConfig[]): string {
  const withHours = queues.find(({ policy }) => policy.openingHours);
  return withHours?.policy.openingHours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Zones differ by whole quarters of an hour. */
const QUARTER_MS = 15 * 60_000;

/** The next Monday at 09:00 in the zone; this very moment if it is that. */
export function nextMondayMorning(nowMs: number, timeZone: string): number {
  let atMs = Math.ceil(nowMs / QUARTER_MS) * QUARTER_MS;
  while (!isMondayMorning(atMs, timeZone)) atMs += QUARTER_MS;
  return atMs;
}

function isMondayMorning(atMs: number, timeZone: string): boolean {
  const { weekday, time } = localTime(timeZone, atMs);
  return weekday === 'monday' && time === '09:00';
}
