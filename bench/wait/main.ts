import { parseArgs } from 'node:util';
import { doOnThreads } from '../../local/world/threads.ts';
import { type Contender, contenders } from './contenders.ts';
import { summarize } from './results.ts';
import { families, familySets, type Run, type RunResult } from './runs.ts';
import { resultsTable } from './table.ts';

const values = readOptions();
const sets = Object.entries(familySets).flatMap(([set, members]) => {
  const chosen = members.filter(
    ({ name }) => values.family?.includes(name) ?? (values.set === undefined || values.set === set),
  );
  return chosen.length > 0 ? [{ set, families: chosen }] : [];
});
const chosen = sets.flatMap((set) => set.families);
const drivers = contenders.filter((name: Contender) => values.driver.includes(name));
const seeds = Array.from({ length: Number(values.runs) }, (_, index) => index + 1);
const runs: Run[] = seeds.flatMap((seed) =>
  chosen.map(({ name }) => ({ familyName: name, seed, drivers, ablations: values.ablation })),
);
let done = 0;

const results = await doOnThreads<Run, RunResult>(runs, {
  script: new URL('./worker.ts', import.meta.url),
  onResult: () => {
    done += 1;
    showProgress(done, runs.length);
  },
});
const summaries = sets.map(({ set, families: members }) => ({ set, ...summarize(members, results) }));
const text = values.json ? JSON.stringify(summaries, null, 2) : summaries.map(resultsTable).join('\n');
process.stdout.write(`${text}\n`);

function readOptions() {
  try {
    const { values: given } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        ablation: { type: 'boolean', default: false },
        runs: { type: 'string', default: '20' },
        set: { type: 'string' },
        family: { type: 'string', multiple: true },
        driver: { type: 'string', multiple: true, default: ['guide-15-minutes', 'limit-now', 'people-ahead'] },
      },
    });
    known(
      '--family',
      given.family,
      families.map(({ name }) => name),
    );
    known('--set', given.set === undefined ? [] : [given.set], Object.keys(familySets));
    known('--driver', given.driver, contenders);
    if (!/^[1-9]\d{0,3}$/.test(given.runs)) throw new TypeError(`--runs ${given.runs}: write a number from 1`);
    return given;
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}\n\nOptions: --json, --ablation, --runs 20, --set judging, --family peak, --driver people-ahead\n`,
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
