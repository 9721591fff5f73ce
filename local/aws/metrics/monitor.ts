import type { ServerResponse } from 'node:http';
import type { Configuration } from '../../../lambdas/domain/queue-config.ts';
import { type MetricName, metricCatalogue, metricNamespace } from '../../../lambdas/log/metric-catalogue.ts';
import { businessDashboard } from '../../../lib/monitoring/business-dashboard.ts';
import {
  type MetricSource,
  type MonitoredFunction,
  monitoredFunctions,
} from '../../../lib/monitoring/metric-source.ts';
import type { InvocationResult } from '../lambda/lambda-function.ts';
import type { LogEntry } from '../lambda/lambda-logs.ts';
import { type AlarmTime, alarmsRaised } from './alarm-states.ts';
import { dashboardData } from './dashboard-data.ts';
import { LogWatch } from './log-watch.ts';
import { MetricStore, seriesOf } from './metric-store.ts';

export interface MonitorOptions {
  configuration: Configuration;
  nowMs(): number;
  /** What is older is not counted. */
  sinceMs(): number;
}

interface Directive {
  Namespace: string;
  Dimensions: string[][];
  Metrics: { Name: string }[];
}

type Line = Record<string, unknown> & { _aws?: { Timestamp: number; CloudWatchMetrics: Directive[] } };

const A_DAY_MS = 24 * 60 * 60 * 1000;

/** CloudWatch in the local contact centre: metrics from the functions' log lines and from simulated AWS. */
export class Monitor {
  readonly store = new MetricStore();
  readonly #options: MonitorOptions;
  readonly #log = new LogWatch(this.store, businessDashboard);

  constructor(options: MonitorOptions) {
    this.#options = options;
  }

  noteLine(entry: LogEntry): void {
    this.#log.note(entry);
    const line = entry.line as Line;
    for (const { Namespace, Dimensions, Metrics } of line?._aws?.CloudWatchMetrics ?? []) {
      if (Namespace !== metricNamespace) continue;
      const ofQueue = Dimensions.some((names) => names.includes('Queue'));
      for (const { Name } of Metrics) {
        const series = ofQueue ? `metric/${Name}/${line['Queue']}` : `metric/${Name}`;
        this.store.add(series, Number(line[Name]), line._aws?.Timestamp ?? entry.atMs);
      }
    }
  }

  async noteInvocation(name: MonitoredFunction, invocation: Promise<InvocationResult>): Promise<InvocationResult> {
    this.#add({ lambda: name, metric: 'Invocations' }, 1);
    const outcome = await invocation;
    this.#add({ lambda: name, metric: 'Errors' }, outcome.kind === 'result' ? 0 : 1);
    return outcome;
  }

  /** Must be called for each request to the API when it begins. */
  noteRequest(response: ServerResponse, clockMs: () => number = () => performance.now()): void {
    const beganAtMs = clockMs();
    response.once('finish', () => {
      this.#add({ api: 'Count' }, 1);
      this.#add({ api: 'Latency' }, clockMs() - beganAtMs);
      this.#add({ api: '5xx' }, response.statusCode >= 500 ? 1 : 0);
    });
  }

  /** The business dashboard of the last 24 hours. */
  dashboard() {
    const nowMs = this.#options.nowMs();
    const queues = this.#options.configuration.queues.map(({ name }) => name);
    const fromMs = Math.max(this.#options.sinceMs(), nowMs - A_DAY_MS);
    return {
      ...dashboardData({ store: this.store, log: this.#log, queues, fromMs, nowMs }),
      alarms: this.alarmsRaised({ fromMs: Math.max(fromMs, nowMs - 2 * 60 * 60 * 1000), toMs: nowMs }),
    };
  }

  /** What CloudWatch keeps of the whole stage, by the hour: of the service, and of its functions' runs. */
  hourly() {
    const ofService = (Object.keys(metricCatalogue) as MetricName[]).map((metric) => ({ metric }));
    const runs = monitoredFunctions.map((lambda) => ({ lambda, metric: 'Invocations' }) as const);
    const metrics = [...ofService, ...runs].map((source) => ({ source, hours: this.store.byHour(seriesOf(source)) }));
    return { metrics: metrics.filter(({ hours }) => hours.length > 0) };
  }

  alarmsRaised(time: AlarmTime): string[] {
    return alarmsRaised(this.store, this.#options.configuration, time);
  }

  #add(source: MetricSource, value: number): void {
    this.store.add(seriesOf(source), value, this.#options.nowMs());
  }
}
