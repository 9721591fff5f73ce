import { findChromium } from '../test/browser/support/chromium.ts';
import { measureLighthouse } from './console/lighthouse.ts';
import { measureMemory } from './console/memory.ts';
import { type Load, measureResponsiveness } from './console/responsiveness.ts';

const MOST_P95_MS = 100;
const MOST_GROWTH = 1.2;
const LEAST_PERFORMANCE = 95;
const MOST_KILOBYTES = 150;

const loads: Load[] = [
  { callsInProgress: 500, speed: 10, handleSeconds: 900 },
  { callsInProgress: 80, speed: 60, handleSeconds: 240 },
];

/**
 * `npm run bench:console`: how soon the console answers under load, and whether memory holds steady. With `-- --lighthouse`: what
 * Lighthouse says of its first page, which npm fetches for it.
 */
async function main(): Promise<void> {
  if (process.argv.includes('--lighthouse')) return reportLighthouse();
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

async function reportLighthouse(): Promise<void> {
  const scores = findChromium() === undefined ? undefined : await measureLighthouse();
  if (!scores) return console.log('Lighthouse skipped: it needs Chromium here, and npm to fetch it.');
  const { performance, accessibility, kilobytes } = scores;
  verdict(`Lighthouse, desktop, median of five: performance ${performance}`, performance >= LEAST_PERFORMANCE);
  verdict(`accessibility ${accessibility}`, accessibility === 100);
  verdict(`first load ${kilobytes.toFixed(0)} KB`, kilobytes <= MOST_KILOBYTES);
}

function verdict(text: string, isGood: boolean): void {
  console.log(`${isGood ? 'ok  ' : 'MISS'} ${text}`);
  if (!isGood) process.exitCode = 1;
}

await main();
