import type { MetricName } from '../../lambdas/log/metric-catalogue.ts';
import type { MetricSource, Statistic } from './metric-source.ts';

/** One curve or number. `per` divides it, so that seconds can be read as minutes. */
export interface MetricLine {
  source: MetricSource;
  statistic: Statistic;
  label: string;
  per?: number;
}

/** A share of two sums in percent. */
export interface ShareLine {
  part: MetricName;
  whole: MetricName;
  label: string;
}

/** Which log lines a widget is about: fields and what they hold. */
export type LogFilter = Record<string, string | readonly string[]>;

export type Widget = { title: string; width: number; height: number } & (
  | { kind: 'numbers' | 'chart'; periodSeconds: number; lines: (MetricLine | ShareLine)[] }
  /** How many log lines hold each value of a field. */
  | { kind: 'counts'; field: string; where: LogFilter }
  /** The latest log lines themselves. */
  | { kind: 'lines'; fields: string[]; where: LogFilter }
  /** Rare things of which the log lines hold the number, added up by the hour. */
  | { kind: 'sums'; fields: MetricName[] }
  /** Percentiles of the latency by route, from the log: as metrics they would cost as much as all others together. */
  | { kind: 'latency-by-route' }
  | { kind: 'alarms' }
);

export interface DashboardDefinition {
  name: 'business' | 'engineering';
  widgets: Widget[];
}

export const MINUTE = 60;

export const sum = (metric: MetricName, label: string): MetricLine => ({ source: { metric }, statistic: 'Sum', label });
export const sums = (...metrics: MetricName[]): MetricLine[] => metrics.map((metric) => sum(metric, metric));
export const of = (metric: MetricName, statistic: Statistic, label: string, per?: number): MetricLine => ({
  source: { metric },
  statistic,
  label,
  ...(per !== undefined && { per }),
});
export const half = { width: 12, height: 6 } as const;
export const third = { width: 8, height: 6 } as const;
