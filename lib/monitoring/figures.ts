import type { MetricName } from '../../lambdas/log/metric-catalogue.ts';
import rows from './figures.json' with { type: 'json' };
import type { Statistic } from './metric-source.ts';

export const divisors = { minutes: 60, percent: 0.01 };

/** One number or curve from a metric, in minutes or percent where people read those. */
export interface Figure {
  label: string;
  metric: MetricName;
  statistic: Statistic;
  in?: keyof typeof divisors;
}

/** A share of two sums, in percent. */
export interface Share {
  label: string;
  part: readonly MetricName[];
  whole: readonly MetricName[];
}

export type FigureName = keyof typeof rows;

/**
 * What managers are told, each defined once: of callers, not of the documents that they heard. Dashboard, console, comparison,
 * report and runbook all take them from figures.json.
 */
export const figureCatalogue = rows as Record<FigureName, (Figure | Share) & { means: string }>;
export const figureNames = Object.keys(rows) as FigureName[];

/** `null` where nothing has happened that the figure could be about. */
export type Figures = Record<FigureName, number | null>;

type Read = (metric: MetricName, statistic: Statistic) => number | undefined;

/** What a figure says, by whoever keeps the metrics. */
export function figureOf(figure: Figure | Share, read: Read): number | null {
  if ('part' in figure) {
    const sum = (metrics: readonly MetricName[]) =>
      metrics.reduce((total, metric) => total + (read(metric, 'Sum') ?? 0), 0);
    const whole = sum(figure.whole);
    return whole === 0 ? null : (100 * sum(figure.part)) / whole;
  }
  const value = read(figure.metric, figure.statistic);
  return value === undefined ? null : value / (figure.in ? divisors[figure.in] : 1);
}

export function allFigures(read: Read): Figures {
  return Object.fromEntries(figureNames.map((name) => [name, figureOf(figureCatalogue[name], read)])) as Figures;
}
