import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sabotages } from './list.ts';
import { type Sabotage, sabotaged } from './sabotage.ts';

/*
 * Changes the product one line at a time, in copies of the tree, and has the test that must notice run: `npm run test:sabotage`,
 * or `npm run test:sabotage -- WORDS` for those whose name has the words. Fails for each that no test notices.
 */

const root = join(import.meta.dirname, '../..');
const words = process.argv.slice(2).join(' ');
const COPIES = Math.min(4, availableParallelism());

/** What the tests that notice may read. */
const parts = [
  'config',
  'lambdas',
  'lib',
  'local',
  'bin',
  'test',
  'package.json',
  'jest.config.js',
  'tsconfig.json',
  'cdk.json',
  'docs',
];

interface Verdict {
  /** Full names of the tests that failed. */
  failed: string[];
  passed: number;
  /** Why the tests could not run; absent when they could. */
  problem?: string;
}

async function copyOfTree(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'sabotage-'));
  for (const part of parts) await cp(join(root, part), join(copy, part), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  return copy;
}

interface JestReport {
  numPassedTests: number;
  testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[];
}

/** Runs the tests of these files whose names have these words. */
async function runTests(copy: string, files: readonly string[], test: string): Promise<Verdict> {
  const report = join(copy, 'report.json');
  await rm(report, { force: true });
  const args = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
    // A test that fails half-way may leave a server behind, which nobody waits for.
    ...[
      '--globalSetup=',
      '--runInBand',
      '--forceExit',
      '--json',
      `--outputFile=${report}`,
      '--runTestsByPath',
      ...files,
    ],
    ...['--testNamePattern', test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')],
  ];
  await new Promise<void>((resolve) => {
    execFile(process.execPath, args, { cwd: copy, timeout: 600_000, maxBuffer: 64e6 }, () => resolve());
  });
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { failed: [], passed: 0, problem: 'the tests did not end' };
  const { numPassedTests: passed, testResults } = JSON.parse(text) as JestReport;
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  const ran = failed.length + passed > 0;
  return { failed, passed, ...(!ran && { problem: testResults[0]?.message.slice(0, 300) || 'no test has that name' }) };
}

/** The tests that must notice, run once together: one that fails without any sabotage notices nothing. */
async function checkSound(copy: string, chosen: readonly Sabotage[]): Promise<string[]> {
  const files = [...new Set(chosen.map(({ noticedBy }) => noticedBy))];
  const { failed, problem } = await runTests(copy, files, '');
  return [...(problem === undefined ? [] : [problem]), ...failed.map((name) => `${name} fails without any sabotage`)];
}

async function judge(copy: string, sabotage: Sabotage): Promise<string | undefined> {
  const file = join(copy, sabotage.file);
  const source = await readFile(file, 'utf8');
  await writeFile(file, sabotaged(source, sabotage));
  try {
    const { failed, passed, problem } = await runTests(copy, [sabotage.noticedBy], sabotage.test);
    const [first] = failed;
    if (first !== undefined) {
      console.log(`noticed   ${sabotage.name}\n          ${sabotage.noticedBy} › ${first}`);
      return undefined;
    }
    return `${sabotage.name}: ${problem ?? `${passed} tests of ${sabotage.noticedBy} passed all the same`}`;
  } finally {
    await writeFile(file, source);
  }
}

const startedMs = performance.now();
const chosen = sabotages.filter(({ name }) => name.includes(words));
if (chosen.length === 0) {
  console.error(`No sabotage of test/sabotage/list.ts has "${words}" in its name.`);
  process.exit(1);
}
for (const one of chosen) sabotaged(await readFile(join(root, one.file), 'utf8'), one);
const copies = await Promise.all(Array.from({ length: COPIES }, copyOfTree));
const survived: string[] = [];
try {
  // One copy checks that the tests are sound while the others begin.
  const waiting = chosen.values();
  const work = async (copy: string) => {
    for (const sabotage of waiting) {
      const problem = await judge(copy, sabotage);
      if (problem === undefined) continue;
      survived.push(problem);
      console.log(`SURVIVED  ${problem}`);
    }
  };
  const [first = '', ...others] = copies;
  const sound = checkSound(first, chosen).then(async (problems) => {
    survived.push(...problems);
    for (const problem of problems) console.log(`UNSOUND   ${problem}`);
    await work(first);
  });
  await Promise.all([sound, ...others.map(work)]);
} finally {
  for (const copy of copies) await rm(copy, { recursive: true, force: true });
}
const seconds = Math.round((performance.now() - startedMs) / 1000);
console.log(`Tests: ${chosen.length - survived.length} of ${chosen.length} sabotages noticed, in ${seconds} s`);
for (const problem of survived) console.log(`  ● sabotage › ${problem}`);
process.exitCode = survived.length === 0 ? 0 : 1;
