import { type Measurement, metricCatalogue, metricNamespace } from './metric-catalogue.ts';

export interface LogLine {
  measurements: Measurement[];
  properties: Record<string, string | number | boolean>;
}

/**
 * One JSON object in CloudWatch's embedded metric format: a log line that people can search and CloudWatch draws metrics
 * from, without a call to any API.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics({ measurements, properties }: LogLine, stage: string, nowMs: number): string {
  if (measurements.length === 0)
    return JSON.stringify({ Stage: stage, at: new Date(nowMs).toISOString(), ...properties });
  const values = Object.fromEntries(measurements.map(({ name, value }) => [name, value ?? 1]));
  return JSON.stringify({
    _aws: {
      Timestamp: nowMs,
      CloudWatchMetrics: [
        {
          Namespace: metricNamespace,
          Dimensions: [['Stage']],
          Metrics: Object.keys(values).map((name) => ({
            Name: name,
            Unit: metricCatalogue[name as keyof typeof metricCatalogue].unit,
          })),
        },
      ],
    },
    Stage: stage,
    ...properties,
    ...values,
  });
}
