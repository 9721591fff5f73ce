import { type LogMessageName, logMessages } from './log-messages.ts';
import { kindOf, type Measurement, metricNamespace } from './metric-catalogue.ts';

export type LogProperties = Record<string, string | number | boolean | undefined>;

export interface LogLine {
  /** API Gateway's, which it also returns to the sender; absent where no request was made. */
  requestId?: string;
  measurements: Measurement[];
  /** Absent when everything went as usual. */
  message?: LogMessageName | undefined;
  properties: LogProperties;
}

/**
 * One JSON object in CloudWatch's embedded metric format: a log line that people can search and CloudWatch draws metrics
 * from, without a call to any API.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(
  { requestId, measurements, message, properties }: LogLine,
  stage: string,
  nowMs: number,
): string {
  const text: LogProperties = { requestId, ...(message && describe(message)), ...withoutNumbers(properties) };
  const values = sumsOf(measurements);
  const names = Object.keys(values) as Measurement['name'][];
  const ofStage = names.filter((name) => kindOf(name).dimensions.length === 1);
  const ofQueue = names.filter((name) => kindOf(name).dimensions.length === 2);
  if (ofStage.length + ofQueue.length === 0) {
    return JSON.stringify({ Stage: stage, at: new Date(nowMs).toISOString(), ...text, ...values });
  }
  return JSON.stringify({
    _aws: {
      Timestamp: nowMs,
      CloudWatchMetrics: [...directive(['Stage'], ofStage), ...directive(['Stage', 'Queue'], ofQueue)],
    },
    Stage: stage,
    ...(ofQueue.length > 0 && { Queue: text['queue'] ?? 'unknown' }),
    ...text,
    ...values,
  });
}

function directive(dimensions: string[], names: Measurement['name'][]) {
  if (names.length === 0) return [];
  const metrics = names.map((name) => ({ Name: name, Unit: kindOf(name).unit }));
  return [{ Namespace: metricNamespace, Dimensions: [dimensions], Metrics: metrics }];
}

/** The same count twice in one line is 2. */
function sumsOf(measurements: Measurement[]): Partial<Record<Measurement['name'], number>> {
  const values: Partial<Record<Measurement['name'], number>> = {};
  for (const { name, value = 1 } of measurements) values[name] = (values[name] ?? 0) + value;
  return values;
}

function describe(name: LogMessageName): LogProperties {
  const { code, level, text } = logMessages[name];
  return { code, level, message: text };
}

const LONGEST_TEXT = 200;
const SID = /^[A-Z]{2}[0-9a-f]{32}$/;

/**
 * A phone number may hide in any text that came from outside; Twilio's SIDs are the only long digits that a log needs. Some
 * log viewers begin a new line at more characters than JSON escapes.
 */
function withoutNumbers(properties: LogProperties): LogProperties {
  const masked = Object.entries(properties).map(([name, value]) => [
    name,
    typeof value === 'string' ? mask(value) : value,
  ]);
  return Object.fromEntries(masked);
}

const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const LONG_DIGITS = /\p{Nd}{5,}/gu;

function mask(text: string): string {
  return SID.test(text) ? text : text.slice(0, LONGEST_TEXT).replace(BREAKS, ' ').replace(LONG_DIGITS, '#');
}

/** An error's name and message; what could be a phone number is masked when the line is written. */
export function problemOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
