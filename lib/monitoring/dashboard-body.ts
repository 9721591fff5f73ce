import { countsByField, latencyByRoute, latestLines, sumsByHour } from './log-queries.ts';
import { cloudWatchMetric, isPerQueue, logGroupName, type MetricSource, type ResourceNames } from './metric-source.ts';
import type { DashboardDefinition, MetricLine, ShareLine, Widget } from './widgets.ts';

export interface DashboardNames extends ResourceNames {
  queues: string[];
  alarmArns: string[];
}

/**
 * The body that CloudWatch draws: widgets from left to right on its grid of 24 columns, a new row where one no longer fits.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody({ widgets }: DashboardDefinition, names: DashboardNames): object {
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  const placed = widgets.map((widget) => {
    const { width, height } = widget;
    if (x + width > COLUMNS) {
      y += rowHeight;
      x = 0;
      rowHeight = 0;
    }
    const position = { x, y, width, height };
    x += width;
    rowHeight = Math.max(rowHeight, height);
    return { ...position, ...content(widget, names) };
  });
  return { start: '-P1D', widgets: placed };
}

const COLUMNS = 24;

function content(widget: Widget, names: DashboardNames): object {
  const { title } = widget;
  switch (widget.kind) {
    case 'alarms':
      return { type: 'alarm', properties: { title, alarms: names.alarmArns } };
    case 'counts':
      return logWidget(title, countsByField(widget.field, widget.where), names);
    case 'lines':
      return logWidget(title, latestLines(widget.fields, widget.where), names);
    case 'sums':
      return logWidget(title, sumsByHour(widget.fields), names);
    case 'latency-by-route':
      return logWidget(title, latencyByRoute(), names);
    default:
      return { type: 'metric', properties: metricProperties(widget, names) };
  }
}

function metricProperties(
  { kind, title, periodSeconds, lines }: Extract<Widget, { kind: 'numbers' | 'chart' }>,
  names: DashboardNames,
): object {
  const rows = lines.flatMap((line, index) => rowsOf(line, `m${index}`, names));
  const common = { title, region: names.region, period: periodSeconds, metrics: rows };
  // One number for the whole time that is looked at, not for its last quarter of an hour.
  if (kind === 'numbers') return { ...common, view: 'singleValue', setPeriodToTimeRange: true, sparkline: false };
  return { ...common, view: 'timeSeries', stacked: false };
}

function rowsOf(line: MetricLine | ShareLine, id: string, names: DashboardNames): unknown[][] {
  if ('part' in line) {
    const { part, whole, label } = line;
    return [
      row({ metric: part }, names, { id: `${id}part`, stat: 'Sum', visible: false }),
      row({ metric: whole }, names, { id: `${id}whole`, stat: 'Sum', visible: false }),
      [{ expression: `100*${id}part/${id}whole`, label, id }],
    ];
  }
  const queues = isPerQueue(line.source) ? names.queues : [undefined];
  return queues.flatMap((queue, index) => {
    const label = queue === undefined ? line.label : `${queue}: ${line.label}`;
    const drawn = { stat: line.statistic, label };
    if (line.per === undefined) return [row(line.source, names, drawn, queue)];
    const inner = `${id}q${index}`;
    return [
      row(line.source, names, { id: inner, stat: line.statistic, visible: false }, queue),
      [{ expression: `${inner}/${line.per}`, label, id: `${inner}e` }],
    ];
  });
}

function row(...[source, names, options, queue]: [MetricSource, DashboardNames, object, string?]): unknown[] {
  const { namespace, name, dimensions } = cloudWatchMetric(source, names, queue);
  return [namespace, name, ...Object.entries(dimensions).flat(), options];
}

function logWidget(title: string, query: string, { stage, region }: DashboardNames): object {
  const sources = (['voice', 'events', 'sampler'] as const).map((name) => `SOURCE '${logGroupName(stage, name)}'`);
  return { type: 'log', properties: { title, region, view: 'table', query: [...sources, query].join(' | ') } };
}
