import { readConfiguration } from '../../config/read-configuration.ts';
import { playBusyHour } from './busy-hour.ts';
import { type CostLine, fixedCost, total } from './fixed-cost.ts';
import { millionWebhooksCost } from './webhook-cost.ts';

const LIMITS = { millionWebhooksUsd: 1.85, fixedMonthUsd: 18 };

async function main(): Promise<void> {
  const reading = readConfiguration('config/example.json');
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const { webhook, sample } = await playBusyHour(reading.configuration);
  console.log(
    `Measured: ${webhook.calls} calls, ${webhook.webhooks} webhooks, ${sample.snapshotBytes} bytes a snapshot\n`,
  );
  const million = millionWebhooksCost(webhook);
  const month = fixedCost(1, sample);
  print('A million webhooks', million, LIMITS.millionWebhooksUsd);
  print('A month without calls, one queue', month, LIMITS.fixedMonthUsd);
  const growth = total(fixedCost(2, sample)) - total(month);
  console.log(`Each further queue: ${growth.toFixed(2)} USD a month`);
  const perThousandCalls = (total(million) / 1000) * (webhook.webhooks / webhook.calls);
  console.log(`A thousand calls of this kind: ${perThousandCalls.toFixed(2)} USD`);
  const within = total(million) <= LIMITS.millionWebhooksUsd && total(month) <= LIMITS.fixedMonthUsd;
  if (!within) process.exitCode = 1;
}

function print(title: string, lines: readonly CostLine[], limitUsd: number): void {
  const width = Math.max(...lines.map(({ what }) => what.length));
  console.log(title);
  for (const { what, usd } of lines) console.log(`  ${what.padEnd(width)}  ${usd.toFixed(3).padStart(7)}`);
  console.log(`  ${'USD'.padEnd(width)}  ${total(lines).toFixed(3).padStart(7)}  (at most ${limitUsd.toFixed(2)})\n`);
}

await main();
