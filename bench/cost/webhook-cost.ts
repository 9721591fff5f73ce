import { functionSettings } from '../../lib/function-settings.ts';
import { DEPLOYED_MEGABYTES } from '../cold/figures.ts';
import { recordedResults } from '../cold/results.ts';
import type { WebhookUse } from './busy-hour.ts';
import type { CostLine } from './fixed-cost.ts';
import { LOG_EVENT_OVERHEAD_BYTES, prices } from './prices.ts';

/** A guess at the traffic: one webhook in a hundred starts a function. */
const COLD_SHARE = 0.01;

/**
 * What Lambda bills of a warm webhook, and of one that starts its function, the start included: of the recorded run of `bench:cold`.
 * Its table answers at once; each millisecond that a real one takes is another 0.013 USD a million.
 */
function billedMs(): { warmMs: number; coldMs: number } {
  const measured = recordedResults().figures.filter(
    ({ variant, memoryMegabytes }) => memoryMegabytes === DEPLOYED_MEGABYTES && CALLS.includes(variant),
  );
  const mean = (name: 'warmMs' | 'coldMs') =>
    Math.ceil(measured.reduce((sum, figures) => sum + figures[name], 0) / measured.length);
  return { warmMs: mean('warmMs'), coldMs: mean('coldMs') };
}

const CALLS = ['hold, 1', 'incoming-call, 1'];

/** Of a callback's record: the item and the index of open callbacks. */
const UNITS_PER_RECORD_WRITE = 2;

/** A million webhooks like those of the busy hour. Every read is taken as a consistent one, which costs twice. */
export function millionWebhooksCost(use: WebhookUse): CostLine[] {
  const { voiceShare, functionLogBytes, accessLogBytes, reads, recordWrites, plainWrites } = use;
  const writeUnits = recordWrites * UNITS_PER_RECORD_WRITE + plainWrites;
  const gigabytes =
    (voiceShare * functionSettings.voice.memoryMegabytes + (1 - voiceShare) * functionSettings.events.memoryMegabytes) /
    1024;
  const { warmMs, coldMs } = billedMs();
  const seconds = ((1 - COLD_SHARE) * warmMs + COLD_SHARE * coldMs) / 1000;
  const perWebhook: CostLine[] = [
    { what: 'HTTP API', usd: prices.httpApiRequest },
    { what: 'Lambda requests', usd: prices.lambdaRequest },
    {
      what: `Lambda time (${warmMs} ms, ${coldMs} ms for the ${COLD_SHARE * 100} % that start a function)`,
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
