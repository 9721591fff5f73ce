import { kindOf, type MetricName } from '../../lambdas/log/metric-catalogue.ts';
import type { BundleName } from '../function-settings.ts';

/** The provisioner runs during a deploy only, where CloudFormation says what went wrong. */
export type MonitoredFunction = Exclude<BundleName, 'provisioner'>;

export const monitoredFunctions = ['voice', 'events', 'sampler'] as const satisfies MonitoredFunction[];

/** Where numbers come from: the service's own metrics, or those that AWS keeps of what it runs. */
export type MetricSource =
  | { metric: MetricName }
  | { lambda: MonitoredFunction; metric: 'Invocations' | 'Errors' | 'Throttles' }
  | { api: 'Count' | '5xx' | 'Latency' };

export type Statistic = 'Sum' | 'SampleCount' | 'Average' | 'Maximum' | 'Minimum' | 'p50' | 'p90' | 'p99';

/** Whether a queue must be named to find the metric. */
export function isPerQueue(source: MetricSource): boolean {
  return 'metric' in source && !('lambda' in source) && kindOf(source.metric).dimensions.length > 1;
}
