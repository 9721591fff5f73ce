import { spawn } from 'node:child_process';
import { findChromium } from '../../test/browser/support/chromium.ts';
import { RunningCentre } from '../../test/browser/support/running-centre.ts';

/** The last that runs on the oldest Node which this project supports. No dependency: it weighs more than all others together. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const RUNS = 5;

export interface Scores {
  performance: number;
  accessibility: number;
  /** Of the first load, as it was sent. */
  kilobytes: number;
}

interface Report {
  categories: Record<'performance' | 'accessibility', { score: number | null }>;
  audits: Record<'total-byte-weight', { numericValue?: number }>;
}

/** The medians of five visits on a desktop; `undefined` where npm cannot give Lighthouse, or it cannot run here. */
export async function measureLighthouse(): Promise<Scores | undefined> {
  const centre = await RunningCentre.start('--speed', '0');
  try {
    const reports: Report[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const report = await visit(centre.url);
      if (!report) return undefined;
      reports.push(report);
    }
    return {
      performance: percent(reports.map(({ categories }) => categories.performance.score ?? 0)),
      accessibility: percent(reports.map(({ categories }) => categories.accessibility.score ?? 0)),
      kilobytes: median(reports.map(({ audits }) => audits['total-byte-weight'].numericValue ?? Number.NaN)) / 1000,
    };
  } finally {
    await centre.stop();
  }
}

async function visit(url: string): Promise<Report | undefined> {
  const flags = [url, '--preset=desktop', '--only-categories=performance,accessibility', '--output=json', '--quiet'];
  const child = spawn('npx', ['-y', LIGHTHOUSE, ...flags, '--chrome-flags=--headless=new --no-sandbox'], {
    env: { ...process.env, CHROME_PATH: findChromium() },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  return text.startsWith('{') ? (JSON.parse(text) as Report) : undefined;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}

const percent = (scores: readonly number[]) => Math.round(100 * median(scores));
