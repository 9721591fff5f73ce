/**
 * List prices in us-east-1, in USD, without any free tier but that of dashboards: three of up to 50 metrics each are free in
 * every account, and a further one costs 3.00 a month.
 * https://aws.amazon.com/api-gateway/pricing/ https://aws.amazon.com/lambda/pricing/
 * https://aws.amazon.com/dynamodb/pricing/on-demand/ https://aws.amazon.com/cloudwatch/pricing/
 */
export const prices = {
  httpApiRequest: 1.0 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  lambdaArmGigabyteSecond: 0.0000133334,
  dynamoReadUnit: 0.125 / 1e6,
  dynamoWriteUnit: 0.625 / 1e6,
  logByte: 0.5 / 1e9,
  metricMonth: 0.3,
  alarmMonth: 0.1,
  secretMonth: 0.4,
} as const;

/** CloudWatch adds so many bytes to each event of a log. */
export const LOG_EVENT_OVERHEAD_BYTES = 26;

export const MINUTES_A_MONTH = 43_800;
