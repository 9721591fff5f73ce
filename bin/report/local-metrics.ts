import { CommandRefused } from '../command/command-refused.ts';
import { type HourlyMetric, HourlyMetrics, reportSources } from './hourly-metrics.ts';
import type { Month } from './month.ts';

/** What the contact centre on this machine has counted; it forgets after a day. */
export async function localMetrics(url: string, { fromMs, toMs }: Month): Promise<HourlyMetrics> {
  const all = await ask(url);
  return new HourlyMetrics(
    reportSources.map((source) => {
      const known = all.find((metric) => JSON.stringify(metric.source) === JSON.stringify(source))?.hours ?? [];
      return { source, hours: known.filter((hour) => hour.fromMs >= fromMs && hour.fromMs < toMs) };
    }),
  );
}

async function ask(url: string): Promise<HourlyMetric[]> {
  try {
    const answer = await fetch(new URL('/control/metrics', url));
    return ((await answer.json()) as { metrics: HourlyMetric[] }).metrics;
  } catch {
    throw new CommandRefused(`no contact centre answers at ${url}: start one with npm start, or write --local URL`);
  }
}
