import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import type { MetricSource, Statistic } from './metric-source.ts';

export interface AlarmDefinition {
  name: string;
  /** What callers live through while it rings. */
  callerImpact: string;
  source: MetricSource;
  statistic: Statistic;
  periodSeconds: number;
  /** So many periods in a row. */
  periods: number;
  rings: 'at-least' | 'above' | 'below';
  threshold(configuration: Configuration): number;
  /** What no data says: nothing happened, or whoever should have told is dead. */
  silence: 'fine' | 'alarming';
}

const FIVE_MINUTES = 300;

/** Every alarm, once. A metric that is kept apart by queue gets one alarm for each. */
export const alarms: readonly AlarmDefinition[] = [
  {
    name: 'scheduleDead',
    callerImpact: 'After three minutes every wait is unknown: callers queue, and nobody is offered a callback.',
    source: { lambda: 'sampler', metric: 'Invocations' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 1, rings: 'below', silence: 'alarming' },
    threshold: () => 1,
  },
  {
    name: 'snapshotStale',
    callerImpact: 'The wait of at least one queue is unknown: its callers queue, and none is offered a callback.',
    source: { metric: 'SnapshotWritten' },
    ...{ statistic: 'Sum', periodSeconds: 60, periods: 5, rings: 'below', silence: 'alarming' },
    threshold: ({ queues }) => queues.length,
  },
  {
    name: 'statisticsUnusable',
    callerImpact: 'TaskRouter tells no usable wait of a queue: its callers queue, and none is offered a callback.',
    source: { metric: 'StatisticsUnusable' },
    ...{ statistic: 'Sum', periodSeconds: 60, periods: 5, rings: 'at-least', silence: 'fine' },
    threshold: ({ alarms: { statisticsUnusable } }) => statisticsUnusable,
  },
  {
    name: 'safeAnswers',
    callerImpact: 'Callers get the safe answer of a step that broke: mostly the queue, without an offer or a quote.',
    source: { metric: 'FailedOpen' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: ({ alarms: { safeAnswers } }) => safeAnswers,
  },
  {
    name: 'signaturesRejected',
    callerImpact:
      "If the requests are Twilio's own, callers reach the queue over the fallback alone, without an offer.",
    source: { metric: 'SignatureRejected' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: ({ alarms: { signaturesRejected } }) => signaturesRejected,
  },
  {
    name: 'webhooksRefused',
    callerImpact:
      "If the requests are Twilio's own, callers lose a step of their call and reach the queue over the fallback alone.",
    source: { metric: 'WebhookRefused' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: () => 1,
  },
  {
    name: 'unverifiable',
    callerImpact: 'The auth token cannot be read: callers reach the queue over the fallback alone, without an offer.',
    source: { metric: 'Unverifiable' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: () => 1,
  },
  {
    name: 'webhooksFailing',
    callerImpact: 'Twilio gets 5xx: callers reach the queue over the fallback, and callbacks are not followed up.',
    source: { api: '5xx' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: ({ alarms: { webhooksFailed } }) => webhooksFailed,
  },
  {
    name: 'fallbackUsed',
    callerImpact: 'Twilio could not reach this service: these callers were put into the queue without an offer.',
    source: { metric: 'FallbackUsed' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: () => 1,
  },
  {
    name: 'webhooksSlow',
    callerImpact: 'Callers listen to silence before the greeting, after a key, and between two pieces of music.',
    source: { api: 'Latency' },
    ...{ statistic: 'p99', periodSeconds: FIVE_MINUTES, periods: 3, rings: 'above', silence: 'fine' },
    threshold: ({ alarms: { webhookMilliseconds } }) => webhookMilliseconds,
  },
  {
    name: 'throttled',
    callerImpact: 'Lambda refuses to run the voice function: these callers reach the queue over the fallback alone.',
    source: { lambda: 'voice', metric: 'Throttles' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: () => 1,
  },
  {
    name: 'transfersFailing',
    callerImpact: 'Callers who asked for a callback hear an apology and are put into the queue.',
    source: { metric: 'TransferFailed' },
    ...{ statistic: 'Sum', periodSeconds: 600, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: ({ alarms: { transfersFailed } }) => transfersFailed,
  },
  {
    name: 'mindfulNotOffering',
    callerImpact: 'Mindful takes no callbacks for a queue that is open: its callers wait in line, none is offered one.',
    source: { metric: 'MindfulNotOffering' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 3, rings: 'at-least', silence: 'fine' },
    threshold: () => 1,
  },
  {
    name: 'mindfulSilent',
    callerImpact: "Mindful's status cannot be read: callers of the queue wait in line, none is offered a callback.",
    source: { metric: 'MindfulStatusUnknown' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 2, rings: 'at-least', silence: 'fine' },
    threshold: () => 1,
  },
  {
    name: 'callbackLost',
    callerImpact: 'Somebody was promised a callback that Mindful confirmed, and it did not come in time.',
    source: { metric: 'CallbackLost' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: () => 1,
  },
  {
    name: 'callbacksExpired',
    callerImpact: 'People who were handed to Mindful for a callback were not called back within two hours.',
    source: { metric: 'CallbackExpired' },
    ...{ statistic: 'Sum', periodSeconds: 3600, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: ({ alarms: { callbacksExpired } }) => callbacksExpired,
  },
  {
    name: 'quotesTooShort',
    callerImpact: 'Callers of this queue wait much longer than they were told.',
    source: { metric: 'QuoteError' },
    ...{ statistic: 'Average', periodSeconds: 3600, periods: 1, rings: 'below', silence: 'fine' },
    threshold: ({ alarms: { quoteErrorSeconds } }) => -quoteErrorSeconds,
  },
  {
    name: 'callersTurnedAway',
    callerImpact: 'The queue was full for five minutes, and callers were told to call again.',
    source: { metric: 'TurnedAway' },
    ...{ statistic: 'Sum', periodSeconds: FIVE_MINUTES, periods: 1, rings: 'at-least', silence: 'fine' },
    threshold: ({ alarms: { callersTurnedAway } }) => callersTurnedAway,
  },
];
