import { type DashboardDefinition, half, type MetricLine, MINUTE, of, sums, third } from './widgets.ts';

const FIVE_MINUTES = 300;
const lambda = (metric: 'Invocations' | 'Errors' | 'Throttles'): MetricLine[] =>
  (['voice', 'events', 'sampler'] as const).map((name) => ({
    source: { lambda: name, metric },
    statistic: 'Sum',
    label: `${name}: ${metric}`,
  }));

/** For whoever is on call: what is broken, slow or expensive. */
export const engineeringDashboard: DashboardDefinition = {
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
        ...([
          'ColdStart',
          'UnknownQueue',
          'ReturnUnproven',
          'OffersStopped',
          'RegistrationUnknown',
          'RegistrationAmbiguous',
        ] as const),
        ...([
          'MindfulEventIgnored',
          'LostCallbackTask',
          'LostTaskTakenBack',
          'ForecastError',
          'PlaceKept',
          'PlaceNotKept',
        ] as const),
        ...(['EnqueueFailed', 'LeftTaskCanceled', 'AgentAnswerTold', 'AgentAnswerNotTold'] as const),
      ],
    },
    {
      ...{ kind: 'chart', title: 'Overridden by hand: queues', ...half, periodSeconds: MINUTE },
      lines: sums('OperatorOverride'),
    },
  ],
};
