import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Contender, contenders } from './estimates.ts';
import { families } from './families.ts';
import { plot } from './plot.ts';
import { playRuns } from './pool.ts';
import { meanCourse, summarize } from './results.ts';
import type { Run, RunResult } from './runs.ts';
import { resultsTable } from './table.ts';

const values = readOptions();
const chosen = families.filter(({ name }) => values.family === undefined || values.family.includes(name));
const drivers = contenders.filter((name: Contender) => values.driver === undefined || values.driver.includes(name));
const seeds = Array.from({ length: Number(values.runs) }, (_, index) => index + 1);
const runs: Run[] = seeds.flatMap((seed) => chosen.map(({ name }) => ({ familyName: name, seed, drivers })));
const results: RunResult[] = [];

await playRuns(runs, {
  threads: Math.min(availableParallelism(), runs.length),
  onResult: (result) => {
    results.push(result);
    showProgress(results.length, runs.length);
  },
});
writePlots();
const summary = summarize(chosen, results);
process.stdout.write(values.json ? `${JSON.stringify(summary, null, 2)}\n` : `${resultsTable(summary)}\n`);

function readOptions() {
  try {
    const { values: given } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        runs: { type: 'string', default: '40' },
        family: { type: 'string', multiple: true },
        driver: { type: 'string', multiple: true },
      },
    });
    known(
      '--family',
      given.family,
      families.map(({ name }) => name),
    );
    known('--driver', given.driver, contenders);
    if (!/^[1-9]\d{0,3}$/.test(given.runs)) throw new TypeError(`--runs ${given.runs}: write a number from 1`);
    return given;
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}\n\nOptions: --json, --runs 40, --family peak, --driver people-ahead\n`,
    );
    process.exit(2);
  }
}

function known(option: string, given: readonly string[] = [], names: readonly string[]): void {
  const unknown = given.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new TypeError(`${option} ${unknown}: write one of ${names.join(', ')}`);
}

function showProgress(done: number, all: number): void {
  if (!process.stderr.isTTY && done !== all && done % Math.ceil(all / 20) !== 0) return;
  const bars = Math.round((30 * done) / all);
  const line = `[${'#'.repeat(bars)}${'.'.repeat(30 - bars)}] ${done} of ${all} runs`;
  process.stderr.write(
    process.stderr.isTTY && done !== all ? `\r${line}` : `${process.stderr.isTTY ? '\r' : ''}${line}\n`,
  );
}

function writePlots(): void {
  const folder = join(import.meta.dirname, '../results/wait');
  mkdirSync(folder, { recursive: true });
  for (const { name, about } of chosen) {
    const course = meanCourse(results.filter(({ familyName }) => familyName === name));
    const lines = [
      { name: 'real wait', colour: '#111', values: course.real },
      { name: 'people-ahead', colour: '#0a7', values: course['people-ahead'] },
      { name: "guide's average", colour: '#d33', values: course['guide-15-minutes'] },
      { name: 'reference', colour: '#38c', values: course.reference },
    ];
    writeFileSync(join(folder, `${name}.svg`), plot(`${name}: ${about}`, lines));
  }
}
