import { findChromium } from '../test/browser/support/chromium.ts';
import { measureMemory } from './console/memory.ts';
import { type Load, measureResponsiveness } from './console/responsiveness.ts';

const MOST_P95_MS = 100;
const MOST_GROWTH = 1.2;

const loads: Load[] = [
  { callsInProgress: 500, speed: 10, handleSeconds: 900 },
  { callsInProgress: 80, speed: 60, handleSeconds: 240 },
];

/** `npm run bench:console`: how soon the console answers under load, and whether memory holds steady. */
async function main(): Promise<void> {
  if (findChromium() === undefined) console.log('Responsiveness not measured: there is no Chromium here.');
  else for (const load of loads) await reportResponsiveness(load);
  const hours = await measureMemory((hour, residentMb) => console.log(`hour ${hour}: ${residentMb} MB resident`));
  const growth = (hours.at(-1) ?? 0) / (hours[0] ?? 1);
  verdict(`memory after hour ${hours.length} is ${growth.toFixed(2)} times that after hour 1`, growth <= MOST_GROWTH);
}

async function reportResponsiveness(load: Load): Promise<void> {
  const { p50Ms, p95Ms, worstMs, inputs, callsInProgress, reachedSpeed } = await measureResponsiveness(load);
  console.log(
    `${callsInProgress} calls in progress at ${load.speed}x (reached ${reachedSpeed.toFixed(1)}x), ${inputs} inputs: ` +
      `p50 ${p50Ms.toFixed(0)} ms, worst ${worstMs.toFixed(0)} ms`,
  );
  verdict(`input to next paint, p95: ${p95Ms.toFixed(0)} ms`, p95Ms <= MOST_P95_MS);
}

function verdict(text: string, isGood: boolean): void {
  console.log(`${isGood ? 'ok  ' : 'MISS'} ${text}`);
  if (!isGood) process.exitCode = 1;
}

await main();
