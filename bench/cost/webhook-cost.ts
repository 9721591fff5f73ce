import { functionSettings } from '../../lib/function-settings.ts';
import { DEPLOYED_MEGABYTES } from '../cold/figures.ts';
import { recordedResults } from '../cold/results.ts';
import type { WebhookUse } from './busy-hour.ts';
import type { CostLine } from './fixed-cost.ts';
import { LOG_EVENT_OVERHEAD_BYTES, prices } from './prices.ts';

/** Of all invocations, AWS says, less than so many meet a start: https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/ */
const COLD_SHARE = 0.01;

/** An assumption: DynamoDB is said to answer within a one-digit number of milliseconds. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html */
const TABLE_MS = 5;

/**
 * What Lambda would bill at the deployed size: measured by bench/cold with a table that answers at once, of the dearest common
 * webhook, in the least busy of its rounds. Its processor is another one than Lambda's.
 */
function billedMs({ reads, recordWrites, plainWrites }: WebhookUse): { warm: number; cold: number } {
  const measured = recordedResults().figures.find(
    ({ variant, memoryMegabytes }) => variant === 'incoming-call, 1' && memoryMegabytes === DEPLOYED_MEGABYTES,
  );
  if (!measured) throw new Error('bench/cold/recorded.json has no incoming-call at the deployed size');
  const requests = reads + recordWrites + plainWrites;
  const { warmMs, coldMs } = measured.least;
  return { warm: Math.ceil(warmMs + requests * TABLE_MS), cold: Math.ceil(coldMs) };
}

/** Of a callback's record: the item and the index of open callbacks. */
const UNITS_PER_RECORD_WRITE = 2;

/** A million webhooks like those of the busy hour. Every read is taken as a consistent one, which costs twice. */
export function millionWebhooksCost(use: WebhookUse): CostLine[] {
  const { voiceShare, functionLogBytes, accessLogBytes, reads, recordWrites, plainWrites } = use;
  const writeUnits = recordWrites * UNITS_PER_RECORD_WRITE + plainWrites;
  const gigabytes =
    (voiceShare * functionSettings.voice.memoryMegabytes + (1 - voiceShare) * functionSettings.events.memoryMegabytes) /
    1024;
  const { warm, cold } = billedMs(use);
  const seconds = (warm + COLD_SHARE * cold) / 1000;
  const perWebhook: CostLine[] = [
    { what: 'HTTP API', usd: prices.httpApiRequest },
    { what: 'Lambda requests', usd: prices.lambdaRequest },
    {
      what: `Lambda time (${warm} ms, ${COLD_SHARE * 100} % with a start of ${cold} ms)`,
      usd: gigabytes * seconds * prices.lambdaArmGigabyteSecond,
    },
    { what: `table: ${reads.toFixed(2)} reads`, usd: reads * prices.dynamoReadUnit },
    {
      what: `table: ${(recordWrites + plainWrites).toFixed(2)} writes`,
      usd: writeUnits * prices.dynamoWriteUnit,
    },
    { what: `log of the functions: ${Math.round(functionLogBytes)} bytes`, usd: logUsd(functionLogBytes) },
    { what: `access log: ${accessLogBytes} bytes`, usd: logUsd(accessLogBytes) },
  ];
  return perWebhook.map(({ what, usd }) => ({ what, usd: usd * 1e6 }));
}

function logUsd(bytes: number): number {
  return (bytes + LOG_EVENT_OVERHEAD_BYTES) * prices.logByte;
}
