import type { MetricSource, Statistic } from '../../../lib/monitoring/metric-source.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A day and an hour, as far back as a dashboard goes. */
const MINUTES_KEPT = 25 * 60;

/** Percentiles of a minute are computed from at most this many of its values. */
const VALUES_KEPT = 500;

interface Minute {
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
  values: number[];
}

/** Names a series: the metric, and the queue where it is kept apart by queue. */
export function seriesOf(source: MetricSource, queue?: string): string {
  const name = Object.entries(source).flat().join('/');
  return queue === undefined ? name : `${name}/${queue}`;
}

/** CloudWatch's part: values by the minute, from which any statistic over any time is made. */
export class MetricStore {
  readonly #series = new Map<string, Map<number, Minute>>();

  add(series: string, value: number, atMs: number): void {
    const minutes = this.#series.get(series) ?? new Map<number, Minute>();
    this.#series.set(series, minutes);
    const key = Math.floor(atMs / MINUTE_MS);
    const minute = minutes.get(key);
    if (minute === undefined) {
      minutes.set(key, { sum: value, count: 1, minimum: value, maximum: value, values: [value] });
    } else {
      minute.sum += value;
      minute.count += 1;
      minute.minimum = Math.min(minute.minimum, value);
      minute.maximum = Math.max(minute.maximum, value);
      if (minute.values.length < VALUES_KEPT) minute.values.push(value);
    }
    const [oldest] = minutes.keys();
    if (oldest !== undefined && minutes.size > MINUTES_KEPT) minutes.delete(oldest);
  }

  /** A series by the hour, as CloudWatch gives it. */
  byHour(series: string): { fromMs: number; sum: number; count: number }[] {
    const hours = new Map<number, { fromMs: number; sum: number; count: number }>();
    for (const [minute, { sum, count }] of this.#series.get(series) ?? []) {
      const fromMs = Math.floor(minute / 60) * HOUR_MS;
      const hour = hours.get(fromMs) ?? { fromMs, sum: 0, count: 0 };
      hours.set(fromMs, { fromMs, sum: hour.sum + sum, count: hour.count + count });
    }
    return [...hours.values()];
  }

  /** Every series that has a value, sorted. */
  names(): string[] {
    return [...this.#series.keys()].sort();
  }

  /** From the minute of `fromMs` to before that of `toMs`; `undefined` without a value. */
  statistic(series: string, statistic: Statistic, { fromMs, toMs }: { fromMs: number; toMs: number }) {
    const from = Math.floor(fromMs / MINUTE_MS);
    const to = Math.floor(toMs / MINUTE_MS);
    const all = [...(this.#series.get(series) ?? [])].filter(([minute]) => minute >= from && minute < to);
    return all.length === 0
      ? undefined
      : statisticOf(
          statistic,
          all.map(([, minute]) => minute),
        );
  }
}

function statisticOf(statistic: Statistic, minutes: Minute[]): number | undefined {
  const total = (of: (minute: Minute) => number) => minutes.reduce((sum, minute) => sum + of(minute), 0);
  switch (statistic) {
    case 'Sum':
      return total(({ sum }) => sum);
    case 'SampleCount':
      return total(({ count }) => count);
    case 'Average':
      return total(({ sum }) => sum) / total(({ count }) => count);
    case 'Maximum':
      return Math.max(...minutes.map(({ maximum }) => maximum));
    case 'Minimum':
      return Math.min(...minutes.map(({ minimum }) => minimum));
    default:
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
      if (minutes.some(({ minimum }) => minimum < 0)) return undefined;
      return percentile(
        minutes.flatMap(({ values }) => values),
        Number(statistic.slice(1)),
      );
  }
}

function percentile(values: number[], percent: number): number {
  const sorted = values.sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
