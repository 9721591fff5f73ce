import type { MetricName } from '../../lambdas/metric-catalogue.ts';
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

const MINUTE = 60;
const QUARTER_HOUR = 900;

const sum = (metric: MetricName, label: string): MetricLine => ({ source: { metric }, statistic: 'Sum', label });
const sums = (...metrics: MetricName[]): MetricLine[] => metrics.map((metric) => sum(metric, metric));
const of = (metric: MetricName, statistic: Statistic, label: string, per?: number): MetricLine => ({
  source: { metric },
  statistic,
  label,
  ...(per !== undefined && { per }),
});
const all = { width: 24, periodSeconds: QUARTER_HOUR } as const;
const half = { width: 12, height: 6 } as const;
const third = { width: 8, height: 6 } as const;

/** For managers: what became of callers, and whether what they were told was true. */
export const businessDashboard: DashboardDefinition = {
  name: 'business',
  widgets: [
    {
      ...{ kind: 'numbers', title: 'From the call to the agent', ...all, height: 4 },
      lines: [
        sum('CallArrived', 'Calls'),
        sum('OfferMade', 'Offers'),
        sum('OfferAccepted', 'Accepted'),
        { part: 'OfferAccepted', whole: 'OfferMade', label: 'Take rate, %' },
        sum('TransferAnswered', 'Transferred'),
        sum('CallbackRegistered', 'Confirmed by Mindful'),
        sum('CallbackReturned', 'Called back'),
        sum('CallbackAnswered', 'Answered by an agent'),
        of('TimeSaved', 'Sum', 'Minutes saved', MINUTE),
        of('QuoteKept', 'Average', 'Quotes kept, %', 1 / 100),
      ],
    },
    {
      ...{ kind: 'numbers', title: 'Lost on the way', ...all, height: 4 },
      lines: [
        sum('OfferDeclined', 'Declined'),
        sum('TransferFailed', 'Transfer failed'),
        sum('CallbackCancelled', 'Hung up before Mindful'),
        sum('ChoseHold', 'Chose to hold'),
        sum('CallbackAbandoned', 'Hung up when called back'),
        sum('CallbackExpired', 'Never called back'),
        sum('CallbackLost', 'Confirmed, and not called back'),
        sum('CallerGaveUp', 'Gave up in the queue'),
        sum('TurnedAway', 'Turned away'),
      ],
    },
    {
      ...{ kind: 'chart', title: 'Offers and callbacks', ...half, periodSeconds: QUARTER_HOUR },
      lines: sums('CallArrived', 'OfferMade', 'OfferAccepted', 'CallbackReturned', 'CallbackAnswered'),
    },
    {
      ...{ kind: 'counts', title: 'Why callers were not offered a callback', ...half },
      ...{ field: 'because', where: { route: 'incoming-call' } },
    },
    {
      ...{ kind: 'chart', title: 'Waits, minutes', ...third, periodSeconds: QUARTER_HOUR },
      lines: [
        of('EstimatedWait', 'Average', 'Estimated', MINUTE),
        of('ActualWait', 'Average', 'Real', MINUTE),
        of('ActualWait', 'p90', 'Real, one in ten is longer', MINUTE),
      ],
    },
    {
      ...{
        kind: 'chart',
        title: 'Quoted minus real wait, minutes: below 0 is too short',
        ...third,
        periodSeconds: 3600,
      },
      lines: [
        of('QuoteError', 'Average', 'Average', MINUTE),
        of('QuoteError', 'p10', 'One in ten is below', MINUTE),
        of('QuoteError', 'p90', 'One in ten is above', MINUTE),
        of('QuoteGap', 'Average', "Mindful's announcement minus ours", MINUTE),
      ],
    },
    {
      ...{ kind: 'chart', title: 'Return calls: punctuality and hold, minutes', ...third, periodSeconds: QUARTER_HOUR },
      lines: [
        of('Punctuality', 'Average', 'After the promised time', MINUTE),
        of('ReturnHoldTime', 'Average', 'Return-call hold time', MINUTE),
      ],
    },
    {
      ...{ kind: 'chart', title: 'Waiting at home', ...half, periodSeconds: MINUTE },
      lines: [sum('OpenCallbacks', 'People')],
    },
    {
      ...{ kind: 'lines', title: 'Changes by hand', ...half },
      fields: ['queue', 'message', 'by', 'why', 'policy', 'until'],
      where: { code: ['CB401', 'CB402', 'CB403'] },
    },
  ],
};

const FIVE_MINUTES = 300;
const lambda = (metric: 'Invocations' | 'Errors' | 'Throttles'): MetricLine[] =>
  (['voice', 'events', 'sampler'] as const).map((name) => ({
    source: { lambda: name, metric },
    statistic: 'Sum',
    label: `${name}: ${metric}`,
  }));

/** For whoever is on call: what is broken, slow or expensive. */
const engineeringDashboard: DashboardDefinition = {
  name: 'engineering',
  widgets: [
    { kind: 'alarms', title: 'Alarms', width: 24, height: 3 },
    {
      ...{ kind: 'chart', title: 'What callers suffered', ...half, periodSeconds: FIVE_MINUTES },
      lines: sums(
        'FailedOpen',
        'Unverifiable',
        'FallbackUsed',
        'TransferFailed',
        'TaskCanceled',
        'QueueFull',
        'TurnedAway',
      ),
    },
    {
      ...{ kind: 'chart', title: 'Refused and unknown', ...half, periodSeconds: FIVE_MINUTES },
      lines: sums('SignatureRejected', 'WebhookRefused'),
    },
    {
      ...{ kind: 'chart', title: 'Latency, ms', ...third, periodSeconds: FIVE_MINUTES },
      lines: [
        of('WebhookLatency', 'p50', 'function p50'),
        of('WebhookLatency', 'p99', 'function p99'),
        { source: { api: 'Latency' }, statistic: 'p99', label: 'API p99' },
      ],
    },
    { kind: 'latency-by-route', title: 'Latency by step', ...third },
    {
      ...{ kind: 'chart', title: 'Errors and throttles', ...third, periodSeconds: FIVE_MINUTES },
      lines: [
        ...lambda('Errors'),
        ...lambda('Throttles'),
        { source: { api: '5xx' }, statistic: 'Sum', label: 'API 5xx' },
      ],
    },
    {
      ...{ kind: 'chart', title: 'Snapshots', ...third, periodSeconds: MINUTE },
      lines: [
        ...sums('SnapshotWritten', 'WaitUnknown', 'StatisticsUnusable'),
        of('SnapshotAge', 'Maximum', 'Oldest replaced, s'),
      ],
    },
    {
      ...{ kind: 'chart', title: 'Mindful', ...third, periodSeconds: FIVE_MINUTES },
      lines: sums('MindfulNotOffering', 'MindfulStatusUnknown'),
    },
    {
      ...{ kind: 'chart', title: 'TaskRouter, ms', ...third, periodSeconds: FIVE_MINUTES },
      lines: [of('TaskRouterLatency', 'p50', 'p50'), of('TaskRouterLatency', 'Maximum', 'slowest')],
    },
    {
      ...{ kind: 'counts', title: 'Messages by code', ...third },
      ...{ field: 'code', where: { level: ['warning', 'error'] } },
    },
    {
      ...{ kind: 'chart', title: 'What costs: requests', ...third, periodSeconds: 3600 },
      lines: [...lambda('Invocations'), { source: { api: 'Count' }, statistic: 'Sum', label: 'API requests' }],
    },
    {
      ...{ kind: 'chart', title: 'What costs: table units', ...third, periodSeconds: 3600 },
      lines: [
        { source: { table: 'ConsumedReadCapacityUnits' }, statistic: 'Sum', label: 'read' },
        { source: { table: 'ConsumedWriteCapacityUnits' }, statistic: 'Sum', label: 'written' },
      ],
    },
    {
      ...{ kind: 'chart', title: 'What costs: log bytes', ...third, periodSeconds: 3600 },
      lines: (['voice', 'events', 'sampler'] as const).map((name) => ({
        source: { log: name },
        statistic: 'Sum',
        label: name,
      })),
    },
    {
      ...{ kind: 'sums', title: 'Added up from the log, by the hour', ...half },
      fields: [
        ...(['ColdStart', 'UnknownQueue', 'ReturnUnproven', 'OffersStopped', 'RegistrationUnknown'] as const),
        ...(['MindfulEventIgnored', 'LostCallbackTask', 'ForecastError', 'PlaceKept', 'PlaceNotKept'] as const),
        ...(['LeftTaskCanceled', 'AgentAnswerTold', 'AgentAnswerNotTold'] as const),
      ],
    },
    {
      ...{ kind: 'chart', title: 'Overridden by hand: queues', ...half, periodSeconds: MINUTE },
      lines: sums('OperatorOverride'),
    },
  ],
};

export const dashboards: readonly DashboardDefinition[] = [businessDashboard, engineeringDashboard];
