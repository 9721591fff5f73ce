import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { metricNamespace } from '../../lambdas/log/metric-catalogue.ts';
import type { MetricSource } from '../../lib/monitoring/metric-source.ts';
import { awsSettings } from '../command/aws-settings.ts';
import { CommandRefused } from '../command/command-refused.ts';
import { HourlyMetrics, reportSources } from './hourly-metrics.ts';
import type { Month } from './month.ts';

const HOUR_SECONDS = 3600;
const statistics = ['Sum', 'SampleCount'] as const;

/**
 * Every metric by the hour, which CloudWatch keeps for fifteen months. Needs `cloudwatch:GetMetricData`, which has no resource of
 * its own.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function cloudWatchMetrics(stage: string, { fromMs, toMs }: Month): Promise<HourlyMetrics> {
  const client = new CloudWatchClient(awsSettings);
  const MetricDataQueries = reportSources.flatMap((source, index) =>
    statistics.map((statistic) => queryFor(source, { stage, statistic, id: `${statistic.toLowerCase()}_${index}` })),
  );
  const values = new Map<string, Map<number, number>>();
  const statusCodes = new Map<string, string | undefined>();
  let NextToken: string | undefined;
  do {
    const answer = await client.send(
      new GetMetricDataCommand({
        ...{ MetricDataQueries, NextToken, StartTime: new Date(fromMs), EndTime: new Date(toMs) },
        ScanBy: 'TimestampAscending',
      }),
    );
    for (const { Id = '', Timestamps = [], Values = [], StatusCode } of answer.MetricDataResults ?? []) {
      statusCodes.set(Id, StatusCode);
      const known = values.get(Id) ?? new Map<number, number>();
      values.set(Id, known);
      for (const [index, at] of Timestamps.entries()) known.set(at.getTime(), Values[index] ?? 0);
    }
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  const incomplete = [...statusCodes].find(([, code]) => code !== 'Complete');
  if (incomplete)
    throw new CommandRefused(
      `CloudWatch did not tell everything (${incomplete[1]}): try again, or check cloudwatch:GetMetricData`,
    );
  return new HourlyMetrics(
    reportSources.map((source, index) => {
      const counts = values.get(`samplecount_${index}`);
      const sums = [...(values.get(`sum_${index}`) ?? [])];
      return { source, hours: sums.map(([atMs, sum]) => ({ fromMs: atMs, sum, count: counts?.get(atMs) ?? 0 })) };
    }),
  );
}

function queryFor(
  source: MetricSource,
  { stage, statistic, id }: { stage: string; statistic: (typeof statistics)[number]; id: string },
): MetricDataQuery {
  return { Id: id, MetricStat: { Metric: metricOf(source, stage), Period: HOUR_SECONDS, Stat: statistic } };
}

function metricOf(source: MetricSource, stage: string) {
  if ('lambda' in source) {
    const name = `callback-${stage}-${source.lambda}`;
    return {
      Namespace: 'AWS/Lambda',
      MetricName: source.metric,
      Dimensions: [{ Name: 'FunctionName', Value: name }],
    };
  }
  if ('api' in source) throw new Error('no figure of the report is about the API');
  return { Namespace: metricNamespace, MetricName: source.metric, Dimensions: [{ Name: 'Stage', Value: stage }] };
}
