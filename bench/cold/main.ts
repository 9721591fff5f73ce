import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { readConfiguration } from '../../config/read-configuration.ts';
import type { Configuration } from '../../config/schema.ts';
import { CpuShare } from './cpu-share.ts';
import { startFakeAws } from './fake-aws.ts';
import { DEPLOYED_MEGABYTES, figuresOf, type Series } from './figures.ts';
import { goalsOf, isAboveGate } from './goals.ts';
import { INSTALLED, install, missingTool } from './installation.ts';
import { makeAuthority } from './local-authority.ts';
import { measurePipeline } from './pipeline.ts';
import type { Results } from './results.ts';
import { startRuntimeApi } from './runtime-api.ts';
import { type Bench, takeSample } from './sample.ts';
import { figuresTable, goalsTable } from './table.ts';
import { buildAblations, buildVariants, type Variant, zippedKilobytes } from './variants.ts';

/** `npm run bench:cold`: what the start of a function costs, each variant in turn in every round. docs/performance.md */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    memory: { type: 'string', multiple: true, default: [String(DEPLOYED_MEGABYTES), '512'] },
    only: { type: 'string' },
    json: { type: 'string' },
    /** The bundle without each of its plugins as well. */
    ablation: { type: 'boolean', default: false },
    gate: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const missing = missingTool();
  if (missing !== undefined) return console.log(`skipped: ${missing} is needed`);
  install();
  const results = await measureAll();
  console.log(`${figuresTable(results.figures)}\n\n${goalsTable(results.goals)}\n`);
  const { processors, loadBefore, loadAfter } = results.machine;
  console.log(
    `${options.rounds} rounds on ${processors}; load ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after`,
  );
  if (!results.hasCpuShare)
    console.log('no group of processes can be limited here: the first answers had whole processors');
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, undefined, 2)}\n`);
  const worse = results.goals.filter(isAboveGate);
  if (options.gate && worse.length > 0) {
    console.log(`above the gate: ${worse.map(({ what }) => what).join('; ')}`);
    process.exitCode = 1;
  }
}

async function measureAll(): Promise<Results> {
  const configuration = exampleConfiguration();
  const [loadBefore = 0] = loadavg();
  const authority = makeAuthority(INSTALLED);
  const aws = await startFakeAws(authority);
  const api = await startRuntimeApi();
  const share = CpuShare.make();
  try {
    const only = new RegExp(options.only ?? '');
    const built = await buildVariants(configuration);
    if (options.ablation) built.push(...(await buildAblations(built)));
    const variants = built.filter(({ name }) => name === 'bare' || only.test(name));
    const all = await measure({ api, aws, caFile: authority.caFile, share }, variants);
    const others = { pipeline: await measurePipeline(configuration), zippedKb: zippedKilobytes() };
    const [loadAfter = 0] = loadavg();
    const processors = `${cpus().length} x ${cpus()[0]?.model}`;
    return {
      ...{ machine: { processors, loadBefore, loadAfter }, hasCpuShare: share !== undefined, ...others },
      ...{ figures: figuresOf(all), goals: goalsOf(all, others) },
    };
  } finally {
    share?.remove();
    await Promise.all([aws.stop(), api.stop()]);
  }
}

function exampleConfiguration(): Configuration {
  const reading = readConfiguration('config/example.json');
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

/** Every second round is played backwards, so that what changes slowly on the machine favours nobody. */
async function measure(bench: Bench, variants: readonly Variant[]): Promise<Series[]> {
  const series = options.memory.flatMap((memory) =>
    variants.map((variant) => ({ variant, memoryMegabytes: Number(memory), samples: [] as Series['samples'] })),
  );
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const one of round % 2 === 0 ? series : [...series].reverse()) {
      one.samples.push(await takeSample(bench, one.variant, one.memoryMegabytes));
    }
  }
  return series.map(({ variant, ...others }) => ({ ...others, variant: variant.name }));
}

await main();
