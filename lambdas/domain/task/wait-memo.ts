import type { EstimatorName } from '../queue-config.ts';
import type { Forecast } from '../wait/forecast.ts';
import type { Quote } from '../wait/quote.ts';

/** A caller hears the offer between the forecast and the task; a copy of a task comes later than that. */
const LONGEST_OFFER_SECONDS = 120;

/**
 * The forecast in a task's attributes, checked, because flows and plugins may have changed it. A task that was made much later
 * than its forecast is a copy, and its age says nothing about the wait.
 */
export function readForecast(written: unknown, createdAtSeconds: number): Forecast | undefined {
  const { by, at, waits, patienceSeconds } = object(written);
  const madeAt = finite(at);
  const known = Object.entries(object(waits)).filter(([, seconds]) => finite(seconds) !== undefined);
  const own = known.find(([name]) => name === by);
  if (!own || madeAt === undefined || !(Math.abs(createdAtSeconds - madeAt) <= LONGEST_OFFER_SECONDS)) return undefined;
  const patience = finite(patienceSeconds);
  return {
    by: own[0] as EstimatorName,
    at: madeAt,
    waits: Object.fromEntries(known) as Forecast['waits'],
    ...(patience !== undefined && patience > 0 && { patienceSeconds: patience }),
  };
}

export function readQuote(written: unknown): Quote | undefined {
  const { kind, minutes, fromMinutes, toMinutes } = object(written);
  const [single, from, to] = [finite(minutes), finite(fromMinutes), finite(toMinutes)];
  if ((kind === 'about' || kind === 'more-than') && single !== undefined) return { kind, minutes: single };
  if (kind === 'between' && from !== undefined && to !== undefined) return { kind, fromMinutes: from, toMinutes: to };
  return undefined;
}

export function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
