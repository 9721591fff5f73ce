import type { MetricName } from '../../lambdas/log/metric-catalogue.ts';
import { allFigures, type Figures, figureCatalogue, figureNames } from '../../lib/monitoring/figures.ts';
import type { MetricSource, Statistic } from '../../lib/monitoring/metric-source.ts';

/** What is asked for, and how often it was measured in each hour, with the sum of it. */
export interface HourlyMetric {
  source: MetricSource;
  hours: readonly { fromMs: number; sum: number; count: number }[];
}

const ofFigures = figureNames.flatMap((name) => {
  const figure = figureCatalogue[name];
  return 'part' in figure ? [...figure.part, ...figure.whole] : [figure.metric];
});
const ofFunnel = ['CallArrived', 'TransferAnswered', 'CallbackAnswered', 'CallerGaveUp', 'TurnedAway'] as const;
const metrics: MetricName[] = [...new Set([...ofFigures, ...ofFunnel])];

/** What a page is made of. */
export const reportSources: readonly MetricSource[] = [
  ...metrics.map((metric) => ({ metric })),
  { lambda: 'voice', metric: 'Invocations' },
  { lambda: 'events', metric: 'Invocations' },
];

export const HOUR_MS = 3_600_000;

/** Sums over any hours of the month. */
export class HourlyMetrics {
  readonly #metrics: readonly HourlyMetric[];

  constructor(metrics: readonly HourlyMetric[]) {
    this.#metrics = metrics;
  }

  /** Every hour in which anything was counted, in order. */
  hours(): number[] {
    const all = this.#metrics.flatMap(({ hours }) => hours.map(({ fromMs }) => fromMs));
    return [...new Set(all)].sort((one, other) => one - other);
  }

  sum(metric: MetricName, isMeant: (hourMs: number) => boolean = () => true): number {
    return this.#total({ metric }, isMeant)?.sum ?? 0;
  }

  /** Requests that the functions served. */
  webhooks(): number {
    const of = (lambda: 'voice' | 'events') => this.#total({ lambda, metric: 'Invocations' }, () => true)?.sum ?? 0;
    return of('voice') + of('events');
  }

  figures(isMeant: (hourMs: number) => boolean = () => true): Figures {
    return allFigures((metric, statistic) => statisticOf(this.#total({ metric }, isMeant), statistic));
  }

  #total(source: MetricSource, isMeant: (hourMs: number) => boolean) {
    const wanted = JSON.stringify(source);
    const hours = this.#metrics
      .filter((metric) => JSON.stringify(metric.source) === wanted)
      .flatMap((metric) => metric.hours.filter(({ fromMs }) => isMeant(fromMs)));
    if (hours.length === 0) return undefined;
    const add = (of: 'sum' | 'count') => hours.reduce((total, hour) => total + hour[of], 0);
    return { sum: add('sum'), count: add('count') };
  }
}

function statisticOf(total: { sum: number; count: number } | undefined, statistic: Statistic): number | undefined {
  if (!total || total.count === 0) return undefined;
  return statistic === 'Average' ? total.sum / total.count : total.sum;
}
