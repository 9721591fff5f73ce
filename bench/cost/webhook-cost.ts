import { functionSettings } from '../../lib/function-settings.ts';
import type { WebhookUse } from './busy-hour.ts';
import type { CostLine } from './fixed-cost.ts';
import { LOG_EVENT_OVERHEAD_BYTES, prices } from './prices.ts';

/** Not measured here: Lambda bills its own processor's time. A warm webhook waits for one read at most. */
const BILLED_MS = 5;
const COLD_SHARE = 0.01;
const COLD_MS = 400;

/** Of a callback's record: the item and the index of open callbacks. */
const UNITS_PER_RECORD_WRITE = 2;

/** A million webhooks like those of the busy hour. Every read is taken as a consistent one, which costs twice. */
export function millionWebhooksCost(use: WebhookUse): CostLine[] {
  const { voiceShare, functionLogBytes, accessLogBytes, reads, recordWrites, plainWrites } = use;
  const writeUnits = recordWrites * UNITS_PER_RECORD_WRITE + plainWrites;
  const gigabytes =
    (voiceShare * functionSettings.voice.memoryMegabytes + (1 - voiceShare) * functionSettings.events.memoryMegabytes) /
    1024;
  const seconds = (BILLED_MS + COLD_SHARE * COLD_MS) / 1000;
  const perWebhook: CostLine[] = [
    { what: 'HTTP API', usd: prices.httpApiRequest },
    { what: 'Lambda requests', usd: prices.lambdaRequest },
    {
      what: `Lambda time (${BILLED_MS} ms, ${COLD_SHARE * 100} % cold)`,
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
