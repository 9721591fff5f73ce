import { type BusinessWidget, businessDashboard } from '../../../lib/monitoring/business-dashboard.ts';
import { type Figure, figureOf, type Share } from '../../../lib/monitoring/figures.ts';
import { isPerQueue } from '../../../lib/monitoring/metric-source.ts';
import { countSeries, type LogWatch } from './log-watch.ts';
import { type MetricStore, seriesOf } from './metric-store.ts';

export interface DashboardContext {
  store: MetricStore;
  log: LogWatch;
  queues: string[];
  fromMs: number;
  nowMs: number;
}

/** The business dashboard with its numbers, as CloudWatch would draw it from the same definition and the same log lines. */
export function dashboardData(context: DashboardContext) {
  const { fromMs, nowMs } = context;
  const widgets = businessDashboard.map((widget) => {
    const { kind, title, width, height } = widget;
    return { kind, title, width, height, ...content(widget, context) };
  });
  return { name: 'business', fromMs, nowMs, widgets };
}

function content(widget: BusinessWidget, context: DashboardContext) {
  const { store, log, fromMs, nowMs } = context;
  switch (widget.kind) {
    case 'numbers':
      return {
        values: widget.figures.flatMap((figure) => curvesOf(figure, context).map((curve) => number(curve, context))),
      };
    case 'chart':
      return {
        periodSeconds: widget.periodSeconds,
        series: widget.figures.flatMap((figure) =>
          curvesOf(figure, context).map((curve) => ({ label: curve.label, points: points(curve, widget, context) })),
        ),
      };
    case 'counts': {
      const prefix = countSeries(widget.title, '');
      const series = store.names().filter((name) => name.startsWith(prefix));
      const counts = series.map((name) => ({
        value: name.slice(prefix.length),
        count: store.statistic(name, 'Sum', { fromMs, toMs: nowMs + 60_000 }) ?? 0,
      }));
      return { counts: counts.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count) };
    }
    case 'lines':
      return { fields: widget.fields, lines: log.linesOf(widget) };
  }
}

interface Curve {
  label: string;
  /** `null` where there is nothing to draw. */
  at(time: { fromMs: number; toMs: number }): number | null;
}

function curvesOf(figure: Figure | Share, { store, queues }: DashboardContext): Curve[] {
  const { label } = figure;
  const ofQueues = 'metric' in figure && isPerQueue(figure) ? queues : [undefined];
  return ofQueues.map((queue) => ({
    label: queue === undefined ? label : `${queue}: ${label}`,
    at: (time) =>
      figureOf(figure, (metric, statistic) => store.statistic(seriesOf({ metric }, queue), statistic, time)),
  }));
}

/** The minute that is not over yet counts too. */
function number({ label, at }: Curve, { fromMs, nowMs }: DashboardContext) {
  return { label, value: at({ fromMs, toMs: nowMs + 60_000 }) };
}

function points(curve: Curve, { periodSeconds }: { periodSeconds: number }, { fromMs, nowMs }: DashboardContext) {
  const periodMs = periodSeconds * 1000;
  const drawn: [atMs: number, value: number | null][] = [];
  for (let atMs = Math.floor(fromMs / periodMs) * periodMs; atMs <= nowMs; atMs += periodMs) {
    drawn.push([atMs, curve.at({ fromMs: atMs, toMs: atMs + periodMs })]);
  }
  return drawn;
}
