import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  GraphWidget,
  type IAlarm,
  type IMetric,
  type IWidget,
  LogQueryWidget,
  MathExpression,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import noOfferReasons from '../../lambdas/domain/offer/no-offer-reasons.json' with { type: 'json' };
import { type MetricName, metricCatalogue } from '../../lambdas/log/metric-catalogue.ts';
import { type BusinessWidget, businessDashboard } from './business-dashboard.ts';
import { divisors, type Figure, type Share } from './figures.ts';
import { countsByField, latencyByRoute, latestLines, sumsByHour } from './log-queries.ts';
import { isPerQueue, type MetricSource, monitoredFunctions, type Statistic } from './metric-source.ts';
import { type Monitored, metricOf } from './stack-metrics.ts';

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
const HOUR = Duration.hours(1);
const half = { width: 12, height: 6 };
const third = { width: 8, height: 6 };

export function businessWidgets(monitored: Monitored): IWidget[] {
  const reasons = Object.entries(noOfferReasons).map(([reason, { means }]) => `- \`${reason}\`: ${means}`);
  const legend = new TextWidget({ markdown: ['## Reasons for no offer', ...reasons].join('\n'), width: 24, height: 6 });
  return [...businessDashboard.map((widget) => businessWidget(widget, monitored)), legend];
}

function businessWidget(widget: BusinessWidget, monitored: Monitored): IWidget {
  if (widget.kind === 'counts') return logTable(widget, countsByField(widget.field, widget.where), monitored);
  if (widget.kind === 'lines') return logTable(widget, latestLines(widget.fields, widget.where), monitored);
  const { title, width, height } = widget;
  const period = Duration.seconds(widget.periodSeconds);
  const metrics = widget.figures.flatMap((figure) => curvesOf(figure, monitored, period));
  if (widget.kind === 'chart') return new GraphWidget({ title, width, height, period, left: metrics });
  // One number for the whole time that is looked at, not for its last quarter of an hour.
  return new SingleValueWidget({ title, width, height, period, metrics, setPeriodToTimeRange: true });
}

/** One curve, or one for each queue. */
function curvesOf(figure: Figure | Share, monitored: Monitored, period: Duration): IMetric[] {
  if ('part' in figure) {
    const names = [...new Set([...figure.part, ...figure.whole])];
    const usingMetrics = Object.fromEntries(
      names.map((metric) => [idOf(metric), metricOf({ metric }, 'Sum', monitored)] as const),
    );
    // What never happened has no values, and would make the whole share unknown.
    const sum = (metrics: readonly MetricName[]) => metrics.map((metric) => `FILL(${idOf(metric)},0)`).join('+');
    const expression = `100*(${sum(figure.part)})/(${sum(figure.whole)})`;
    return [new MathExpression({ expression, usingMetrics, label: figure.label, period })];
  }
  const { metric, statistic, in: unit } = figure;
  const queues = isPerQueue({ metric }) ? monitored.configuration.queues.map(({ name }) => name) : [undefined];
  return queues.map((queue, index) => {
    const label = queue === undefined ? figure.label : `${queue}: ${figure.label}`;
    const curve = metricOf({ metric }, statistic, monitored, queue);
    if (unit === undefined) return curve.with({ label });
    const id = `${statistic.toLowerCase()}_${metric}_${index}`;
    return new MathExpression({ expression: `${id}/${divisors[unit]}`, usingMetrics: { [id]: curve }, label, period });
  });
}

function idOf(metric: MetricName): string {
  return `sum_${metric}`;
}

/** For engineers on call: what is broken, slow or expensive. */
export function engineeringWidgets(monitored: Monitored, alarms: readonly IAlarm[]): IWidget[] {
  const chart = (title: string, period: Duration, left: IMetric[]) =>
    new GraphWidget({ title, ...third, period, left });
  const curve = (source: MetricSource, statistic: Statistic, label: string) =>
    metricOf(source, statistic, monitored).with({ label });
  const ofFunctions = (metric: 'Invocations' | 'Errors' | 'Throttles') =>
    monitoredFunctions.map((lambda) => curve({ lambda, metric }, 'Sum', `${lambda}: ${metric}`));
  /** The metrics whose rows name this chart, added up. */
  const sums = (title: string) => drawnIn(title).map((metric) => curve({ metric }, 'Sum', metric));
  const summed = (title: string, period = FIVE_MINUTES) => chart(title, period, sums(title));
  const { table } = monitored.stateTable;
  const inTheLog = { title: 'Counted in the log, by the hour', ...half };
  return [
    new AlarmStatusWidget({ title: 'Alarms', width: 24, height: 3, alarms: [...alarms] }),
    summed('What callers suffered'),
    summed('Refused webhooks'),
    summed('Mindful'),
    chart('Latency, ms', FIVE_MINUTES, [
      curve({ metric: 'WebhookLatency' }, 'p50', 'function p50'),
      curve({ metric: 'WebhookLatency' }, 'p99', 'function p99'),
      curve({ api: 'Latency' }, 'p99', 'API p99'),
    ]),
    // Percentiles by step come from the log: as metrics they would cost as much as all others together.
    logTable({ title: 'Latency by step', ...third }, latencyByRoute(), monitored),
    chart('Errors and throttles', FIVE_MINUTES, [
      ...ofFunctions('Errors'),
      ...ofFunctions('Throttles'),
      curve({ api: '5xx' }, 'Sum', 'API 5xx'),
    ]),
    summed('Snapshots', MINUTE),
    chart('TaskRouter, ms', FIVE_MINUTES, [
      curve({ metric: 'TaskRouterLatency' }, 'p50', 'p50'),
      curve({ metric: 'TaskRouterLatency' }, 'Maximum', 'slowest'),
    ]),
    chart('What costs: requests', HOUR, [
      ...ofFunctions('Invocations'),
      curve({ api: 'Count' }, 'Sum', 'API requests'),
    ]),
    chart('What costs: table units', HOUR, [
      table.metricConsumedReadCapacityUnits({ label: 'read' }),
      table.metricConsumedWriteCapacityUnits({ label: 'written' }),
    ]),
    chart('What costs: log bytes', HOUR, [
      ...monitoredFunctions.map((name) => monitored.functions[name].logGroup.metricIncomingBytes({ label: name })),
    ]),
    logTable(inTheLog, sumsByHour(drawnIn(inTheLog.title)), monitored),
    logTable({ title: 'Messages by code', ...half }, countsByField('code', { level: ['warning', 'error'] }), monitored),
    summed('Queues with an override', MINUTE),
  ];
}

function drawnIn(title: string): MetricName[] {
  const names = Object.keys(metricCatalogue) as MetricName[];
  return names.filter((name) => metricCatalogue[name].drawn.includes(title));
}

function logTable(
  { title, width, height }: { title: string; width: number; height: number },
  queryString: string,
  { functions }: Monitored,
): IWidget {
  const logGroupNames = monitoredFunctions.map((name) => functions[name].logGroup.logGroupName);
  return new LogQueryWidget({ title, width, height, queryString, logGroupNames });
}
