import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { buildBundles } from '../../lib/lambda-bundles.ts';
import { faultPairs, misleads, singleFaults } from './edge-faults.ts';
import { allJobs, faultsOf, isCold, type Job, wantsRefreshes } from './jobs.ts';
import { variants } from './variants.ts';
import type { WorkerOrder, WorkerReport } from './worker-order.ts';

const BUNDLES = '.cache/fault-bundles';
const PROCESSES = 2;

/** `npm run test:faults -- hold`: only the variants and faults of which a name contains the word. `-- 3/8`: the third of eight parts. */
const [only] = process.argv.slice(2);
const part = partOf(/^(\d+)\/(\d+)$/.exec(only ?? ''));

function partOf(match: RegExpExecArray | null): { number: number; of: number } | undefined {
  return match ? { number: Number(match[1]), of: Number(match[2]) } : undefined;
}

const names = (job: Job) => {
  const faults = job.kind === 'pair' ? (faultPairs[job.index] ?? []) : [singleFaults[job.index]];
  return faults.map((fault) => fault?.name ?? '').join(' ');
};

function chosen(jobs: Job[]): Job[] {
  if (part) return jobs.filter((_, index) => index % part.of === part.number - 1);
  if (only === undefined) return jobs;
  return jobs.flatMap((job) => {
    if (names(job).includes(only)) return [job];
    const indexes = variants.flatMap(({ name }, index) => (name.includes(only) ? [index] : []));
    const own = indexes.filter((index) => index >= job.fromVariant && index < job.toVariant);
    return own.map((index) => ({ ...job, fromVariant: index, toVariant: index + 1 }));
  });
}

/** In a process of its own, which holds whatever its functions have left behind. */
function play(order: WorkerOrder): Promise<WorkerReport> {
  return new Promise((done, fail) => {
    const worker = fork(new URL('./worker.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
    worker.once('message', (report: WorkerReport) => {
      worker.kill();
      done(report);
    });
    worker.once('error', fail);
    worker.once('exit', (code) => fail(new Error(`a worker ended by itself with ${code}`)));
    worker.send(order);
  });
}

/** Those that take long first, so that no process ends much later than the other. */
async function playAll(jobs: Job[]): Promise<WorkerReport[]> {
  const [fresh, refreshing] = [jobs.filter((job) => !wantsRefreshes(job)), jobs.filter(wantsRefreshes)];
  fresh.sort((one, other) => Number(isCold(other)) - Number(isCold(one)));
  // Last, because what a function believes after them would be wrong for the next fault.
  const isMisleading = (job: Job) => Number(faultsOf(job).some(misleads));
  refreshing.sort((one, other) => isMisleading(one) - isMisleading(other));
  const playShare = async (index: number) => {
    const own = (list: Job[]) => list.filter((_, at) => at % PROCESSES === index);
    const bundles = resolve(BUNDLES);
    const first = await play({ bundles, jobs: own(fresh), speed: 10 });
    return [first, await play({ bundles, jobs: own(refreshing), speed: 2000 })];
  };
  return (await Promise.all(Array.from({ length: PROCESSES }, (_, index) => playShare(index)))).flat();
}

/** The sampler and the provisioner, unless only some webhooks are wanted. */
function playBackground(): Promise<WorkerReport[]> {
  const isWanted = only === undefined || only === 'background' || part !== undefined;
  const shares = isWanted ? Array.from({ length: PROCESSES }, (_, index) => index) : [];
  const { number, of } = part ?? { number: 1, of: 1 };
  return Promise.all(
    shares.map((share) => {
      const background = { index: (number - 1) * PROCESSES + share, of: of * PROCESSES };
      return play({ bundles: resolve(BUNDLES), jobs: [], speed: 1, background });
    }),
  );
}

const startedMs = performance.now();
await buildBundles({ outDir: BUNDLES });
const background = await playBackground();
const reports = only === 'background' ? [] : await playAll(chosen(allJobs()));
const findingsOf = (all: WorkerReport[]) => all.flatMap((report) => report.findings);
const total = (all: WorkerReport[], what: 'requests' | 'again') => all.reduce((sum, report) => sum + report[what], 0);
const findings = findingsOf([...background, ...reports]);
for (const { variant, faults, complaint } of findings)
  console.log(` ● webhooks › ${variant} › ${faults}\n     ${complaint}`);
console.log(
  `Webhooks: ${variants.length} variants of ${new Set(variants.map(({ route }) => route.name)).size} routes, ` +
    `${singleFaults.length} single faults, ${faultPairs.length} pairs: ${total(reports, 'requests')} requests, ` +
    `${total(reports, 'again')} sent once more by themselves, ` +
    `${findingsOf(reports).length} failed`,
);
console.log(
  `Sampler and provisioner: ${total(background, 'requests')} runs, ` +
    `${total(background, 'again')} faults once more by themselves, ${findingsOf(background).length} failed`,
);
console.log(`${Math.round((performance.now() - startedMs) / 1000)} s`);
process.exitCode = findings.length === 0 ? 0 : 1;
