import type { MetricName } from '../../lambdas/log/metric-catalogue.ts';
import { type Figure, figureCatalogue, type Share } from './figures.ts';
import type { LogFilter } from './log-queries.ts';
import type { Statistic } from './metric-source.ts';

export type BusinessWidget = { title: string; width: number; height: number } & (
  | { kind: 'numbers' | 'chart'; periodSeconds: number; figures: (Figure | Share)[] }
  /** How many log lines hold each value of a field. */
  | { kind: 'counts'; field: string; where: LogFilter }
  /** The latest log lines themselves. */
  | { kind: 'lines'; fields: string[]; where: LogFilter }
);

const MINUTE = 60;
const QUARTER_HOUR = 900;
const HOUR = 3600;
const sum = (metric: MetricName, label: string): Figure => ({ label, metric, statistic: 'Sum' });
const minutes = (metric: MetricName, statistic: Statistic, label: string): Figure => ({
  label,
  metric,
  statistic,
  in: 'minutes',
});
const whole = { width: 24, height: 4 };
const half = { width: 12, height: 6 };
const third = { width: 8, height: 6 };

/**
 * For managers: what became of callers, and whether what they were told was true. CDK draws it in CloudWatch, and the
 * local contact centre fills it with its own numbers.
 */
export const businessDashboard: readonly BusinessWidget[] = [
  {
    title: 'From the call to the agent',
    kind: 'numbers',
    periodSeconds: QUARTER_HOUR,
    figures: [
      sum('CallArrived', 'Calls'),
      figureCatalogue.offered,
      figureCatalogue.accepted,
      figureCatalogue.takeRate,
      sum('TransferAnswered', 'Transferred'),
      sum('CallbackRegistered', 'Confirmed by Mindful'),
      sum('CallbackReturned', 'Called back'),
      sum('CallbackAnswered', 'Answered by an agent'),
      figureCatalogue.promiseKept,
      figureCatalogue.onTime,
      figureCatalogue.minutesSaved,
      figureCatalogue.quoteKept,
    ],
    ...whole,
  },
  {
    title: 'Lost on the way',
    kind: 'numbers',
    periodSeconds: QUARTER_HOUR,
    figures: [
      sum('OfferDeclined', 'Declined'),
      sum('TransferFailed', 'Transfer failed'),
      sum('CallbackCancelled', 'Hung up, or got an agent, before Mindful'),
      sum('ChoseHold', 'Chose to hold'),
      sum('CallbackAbandoned', 'Hung up when called back'),
      sum('CallbackExpired', 'Never called back'),
      sum('CallbackNoAnswer', 'Called back, not picked up'),
      sum('CallbackLost', 'Confirmed, and not called back'),
      sum('CallerGaveUp', 'Gave up in the queue'),
      sum('TurnedAway', 'Turned away'),
    ],
    ...whole,
  },
  {
    title: 'Offers and callbacks',
    kind: 'chart',
    periodSeconds: QUARTER_HOUR,
    figures: [
      sum('CallArrived', 'Calls'),
      figureCatalogue.offered,
      figureCatalogue.accepted,
      sum('CallbackReturned', 'Called back'),
      sum('CallbackAnswered', 'Answered by an agent'),
    ],
    ...half,
  },
  {
    title: 'Why callers were not offered a callback',
    kind: 'counts',
    field: 'because',
    where: { route: 'incoming-call' },
    ...half,
  },
  {
    title: 'Waits, minutes',
    kind: 'chart',
    periodSeconds: QUARTER_HOUR,
    figures: [
      minutes('EstimatedWait', 'Average', 'Estimated'),
      minutes('ActualWait', 'Average', 'Real'),
      minutes('ActualWait', 'p90', 'Real, one in ten is longer'),
    ],
    ...third,
  },
  {
    title: 'Quoted minus real wait, minutes: below 0 is too short',
    kind: 'chart',
    periodSeconds: HOUR,
    figures: [
      minutes('QuoteError', 'Average', 'Average'),
      // CloudWatch keeps no percentiles of a metric that has been negative.
      minutes('QuoteError', 'Minimum', 'Furthest below'),
      minutes('QuoteError', 'Maximum', 'Furthest above'),
      minutes('QuoteGap', 'Average', "Mindful's announcement minus ours"),
    ],
    ...third,
  },
  {
    title: 'Return calls: punctuality and hold, minutes',
    kind: 'chart',
    periodSeconds: QUARTER_HOUR,
    figures: [
      minutes('Punctuality', 'Average', 'After the promised time'),
      minutes('ReturnHoldTime', 'Average', 'Return-call hold time'),
    ],
    ...third,
  },
  {
    title: 'Waiting at home',
    kind: 'chart',
    periodSeconds: MINUTE,
    figures: [sum('OpenCallbacks', 'People')],
    ...half,
  },
  {
    title: 'Changes by hand',
    kind: 'lines',
    fields: ['queue', 'message', 'by', 'why', 'policy', 'until'],
    where: { code: ['CB401', 'CB402', 'CB403'] },
    ...half,
  },
];
