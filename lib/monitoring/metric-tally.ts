import { type MetricName, metricCatalogue } from '../../lambdas/log/metric-catalogue.ts';
import type { Statistic } from './metric-source.ts';

const names = Object.keys(metricCatalogue) as MetricName[];

/** Sums and averages of metrics, where no CloudWatch keeps them. */
export class MetricTally {
  readonly #totals = new Map<MetricName, { sum: number; count: number }>();

  add(metric: MetricName, value = 1): void {
    const { sum, count } = this.#totals.get(metric) ?? { sum: 0, count: 0 };
    this.#totals.set(metric, { sum: sum + value, count: count + 1 });
  }

  /** Everything that a function's log line counts. */
  addLine(line: Readonly<Record<string, unknown>>): void {
    for (const name of names) {
      const value = line[name];
      if (typeof value === 'number') this.add(name, value);
    }
  }

  readonly read = (metric: MetricName, statistic: Statistic): number | undefined => {
    const total = this.#totals.get(metric);
    if (!total) return undefined;
    switch (statistic) {
      case 'Sum':
        return total.sum;
      case 'SampleCount':
        return total.count;
      case 'Average':
        return total.sum / total.count;
      default:
        throw new Error(`a tally keeps no ${statistic}`);
    }
  };
}
