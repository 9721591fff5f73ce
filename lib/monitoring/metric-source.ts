import { type MetricName, metricCatalogue, metricNamespace } from '../../lambdas/log/metric-catalogue.ts';
import type { BundleName } from '../function-settings.ts';

/** The provisioner runs during a deploy only, where CloudFormation says what went wrong. */
export type MonitoredFunction = Exclude<BundleName, 'provisioner'>;

type LambdaMetric = 'Invocations' | 'Errors' | 'Throttles';
type ApiMetric = 'Count' | '5xx' | 'Latency';
type TableMetric = 'ConsumedReadCapacityUnits' | 'ConsumedWriteCapacityUnits';

/** Where numbers come from: our own metrics, or those that AWS keeps of what it runs for us. */
export type MetricSource =
  | { metric: MetricName }
  | { lambda: MonitoredFunction; metric: LambdaMetric }
  | { api: ApiMetric }
  | { table: TableMetric }
  | { log: MonitoredFunction };

export type Statistic =
  | 'Sum'
  | 'SampleCount'
  | 'Average'
  | 'Maximum'
  | 'Minimum'
  | 'p10'
  | 'p50'
  | 'p90'
  | 'p95'
  | 'p99';

/** What the stack has really made. Values may be tokens of a synthesis. */
export interface ResourceNames {
  stage: string;
  region: string;
  functions: Record<MonitoredFunction, string>;
  apiId: string;
  tableName: string;
}

export interface CloudWatchMetric {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
}

/** Whether a queue must be named to find the metric. */
export function isPerQueue(source: MetricSource): boolean {
  return isOwn(source) && metricCatalogue[source.metric].dimensions.length > 1;
}

function isOwn(source: MetricSource): source is { metric: MetricName } {
  return 'metric' in source && !('lambda' in source);
}

export function logGroupName(stage: string, name: MonitoredFunction): string {
  return `/aws/lambda/callback-${stage}-${name}`;
}

export function cloudWatchMetric(source: MetricSource, names: ResourceNames, queue?: string): CloudWatchMetric {
  if ('lambda' in source) {
    const dimensions = { FunctionName: names.functions[source.lambda] };
    return { namespace: 'AWS/Lambda', name: source.metric, dimensions };
  }
  if ('api' in source) return { namespace: 'AWS/ApiGateway', name: source.api, dimensions: { ApiId: names.apiId } };
  if ('table' in source) {
    return { namespace: 'AWS/DynamoDB', name: source.table, dimensions: { TableName: names.tableName } };
  }
  if ('log' in source) {
    const dimensions = { LogGroupName: logGroupName(names.stage, source.log) };
    return { namespace: 'AWS/Logs', name: 'IncomingBytes', dimensions };
  }
  const dimensions = { Stage: names.stage, ...(isPerQueue(source) && { Queue: queue ?? 'unknown' }) };
  return { namespace: metricNamespace, name: source.metric, dimensions };
}
