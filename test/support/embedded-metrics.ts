import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const schema = JSON.parse(readFileSync(new URL('../data/embedded-metric-format.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true }).compile(schema);

interface Directive {
  Dimensions: string[][];
  Metrics: { Name: string }[];
}

/** What CloudWatch would object to in a log line; empty when it would take every metric in it. */
export function embeddedMetricProblems(line: unknown): string[] {
  if (!validate(line)) return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  const root = line as Record<string, unknown> & { _aws: { CloudWatchMetrics: Directive[] } };
  return root._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) => [
    ...Dimensions.flat().flatMap((name) => (isDimensionValue(root[name]) ? [] : [`dimension ${name} has no value`])),
    ...Metrics.flatMap(({ Name }) => (isMetricValue(root[Name]) ? [] : [`metric ${Name} has no value`])),
  ]);
}

/** Targets are root members; a dimension is text of at most 1024 printable characters. */
function isDimensionValue(value: unknown): boolean {
  return typeof value === 'string' && /^[ -~]{1,1024}$/.test(value) && !value.startsWith(':');
}

function isMetricValue(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 2 ** 360;
}
