import { kindOf, type MetricName, metricCatalogue } from '../../lambdas/log/metric-catalogue.ts';
import { functionSettings } from '../../lib/function-settings.ts';
import { alarms } from '../../lib/monitoring/alarms.ts';
import { isPerQueue } from '../../lib/monitoring/metric-source.ts';
import { LOG_EVENT_OVERHEAD_BYTES, MINUTES_A_MONTH, prices } from './prices.ts';

/** What one sample of one queue takes. */
export interface SampleUse {
  logBytes: number;
  snapshotBytes: number;
}

export interface CostLine {
  what: string;
  usd: number;
}

/** Billed each time the sampler runs, all queues together: they are sampled at the same time, TaskRouter decides how long. */
const SAMPLER_MS = 400;

/** A month without a single call. Every metric is taken to have a value, though most have none in a quiet month. */
export function fixedCost(queues: number, use: SampleUse): CostLine[] {
  const kinds = Object.keys(metricCatalogue).map((name) => kindOf(name as MetricName));
  const metrics = kinds.filter(({ dimensions }) => dimensions.length > 0);
  const metricsPerQueue = metrics.filter(({ dimensions }) => dimensions.length > 1).length;
  const alarmsPerQueue = alarms.filter(({ source }) => isPerQueue(source)).length;
  const metricCount = metrics.length - metricsPerQueue + queues * metricsPerQueue;
  const alarmCount = alarms.length - alarmsPerQueue + queues * alarmsPerQueue;
  return [
    { what: `${metricCount} metrics`, usd: metricCount * prices.metricMonth },
    { what: `${alarmCount} alarms`, usd: alarmCount * prices.alarmMonth },
    { what: 'secret', usd: prices.secretMonth },
    { what: 'sampler', usd: MINUTES_A_MONTH * (prices.lambdaRequest + samplerRunUsd()) },
    { what: 'snapshots and marks in the table', usd: MINUTES_A_MONTH * queues * snapshotUsd(use.snapshotBytes) },
    {
      what: "sampler's log",
      usd: MINUTES_A_MONTH * queues * (use.logBytes + LOG_EVENT_OVERHEAD_BYTES) * prices.logByte,
    },
    { what: '2 dashboards (of the 3 that are free)', usd: 0 },
  ];
}

export function total(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { usd }) => sum + usd, 0);
}

function samplerRunUsd(): number {
  return (SAMPLER_MS / 1000) * (functionSettings.sampler.memoryMegabytes / 1024) * prices.lambdaArmGigabyteSecond;
}

/**
 * What a sample asks of the table: the queue's items, the open callbacks, and in a minute with events four minutes of their marks; how
 * far events have been read; the snapshot, and how far they have been read now.
 */
export const sampleOperations = { Query: 6, GetItem: 1, PutItem: 2 };

function snapshotUsd(bytes: number): number {
  const written = (Math.ceil(bytes / 1024) + 1) * prices.dynamoWriteUnit;
  const otherReads = sampleOperations.Query - 1 + sampleOperations.GetItem;
  return written + (Math.ceil(bytes / 4096) + otherReads) * prices.dynamoReadUnit;
}
