import { type DimensionsMap, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { metricNamespace } from '../../lambdas/log/metric-catalogue.ts';
import type { Functions } from '../functions.ts';
import type { StateTable } from '../state-table.ts';
import type { WebhookApi } from '../webhook-api.ts';
import { isPerQueue, type MetricSource, type Statistic } from './metric-source.ts';

/** The parts of a stack that are watched. */
export interface Monitored {
  stage: string;
  configuration: Configuration;
  functions: Functions;
  webhooks: WebhookApi;
  stateTable: StateTable;
}

/** `queue` is for a metric that is kept apart by queue. */
export function metricOf(source: MetricSource, statistic: Statistic, monitored: Monitored, queue?: string): Metric {
  const { stage, functions, webhooks } = monitored;
  if ('lambda' in source) return functions[source.lambda].metric(source.metric, { statistic });
  if ('api' in source) return webhooks.api.metric(source.api, { statistic });
  const dimensionsMap: DimensionsMap = { Stage: stage };
  if (isPerQueue(source)) dimensionsMap['Queue'] = queue ?? 'unknown';
  return new Metric({ namespace: metricNamespace, metricName: source.metric, dimensionsMap, statistic });
}
