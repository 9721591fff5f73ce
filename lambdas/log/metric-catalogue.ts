import rows from './metrics.json' with { type: 'json' };

/** CloudWatch namespace of every metric. */
export const metricNamespace = 'FlexMindfulCallback';

/**
 * What CloudWatch keeps apart, beside the stage. Each combination is billed as a metric of its own, so a queue is a dimension
 * only where somebody decides about that very queue; elsewhere it is a field of the log line. A count or time "in the log" is
 * no metric of CloudWatch's, but a number in the log line that queries add up.
 */
const kinds = {
  count: { unit: 'Count', dimensions: ['Stage'] },
  seconds: { unit: 'Seconds', dimensions: ['Stage'] },
  milliseconds: { unit: 'Milliseconds', dimensions: ['Stage'] },
  'seconds per queue': { unit: 'Seconds', dimensions: ['Stage', 'Queue'] },
  'count in the log': { unit: 'Count', dimensions: [] },
  'seconds in the log': { unit: 'Seconds', dimensions: [] },
} as const;

/** One row of metrics.json, from which code, dashboards, alarms and the runbook take all that they know of a metric. */
export interface MetricRow {
  kind: keyof typeof kinds;
  from: 'voice' | 'events' | 'sampler' | 'voice and events' | 'events and sampler';
  meaning: string;
  /** What it looks like when all is well. */
  normal: string;
  /** What else to know, and what to do when it is not as usual. */
  note?: string;
  /** Titles of the charts that show it. */
  drawn: readonly string[];
}

export type MetricName = keyof typeof rows;

export const metricCatalogue = rows as Record<MetricName, MetricRow>;

export function kindOf(name: MetricName): (typeof kinds)[MetricRow['kind']] {
  return kinds[metricCatalogue[name].kind];
}

/** One value of one metric; a count is 1 unless said otherwise. */
export interface Measurement {
  name: MetricName;
  value?: number;
}
