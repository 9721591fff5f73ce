import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type BuildOptions, build as esbuild } from 'esbuild';
import type { Configuration } from '../lambdas/domain/queue-config.ts';
import { builtinModulesOnDemand } from './builtin-modules.ts';
import { type BundleName, bundleNames } from './function-settings.ts';
import { withoutProse } from './prose.ts';
import { withoutUnusedModules } from './unused-modules.ts';

const PROJECT = resolve(import.meta.dirname, '..');

export interface BundlesOptions {
  /** All of them by default. */
  names?: readonly BundleName[];
  /** Written beside each bundle as `configuration.json`, where the run time reads it. */
  configuration?: Configuration;
  /** Relative to the project. Each user of bundles has a folder of its own, so that none changes what another one runs or deploys. */
  outDir: string;
}

/**
 * Bundles each function into a folder that is deployed as it is, `{outDir}/{name}`, with `index.mjs` as its entry. Beside
 * the folder, and so not deployed: `{name}.meta.json`, what went into the bundle, and `{name}.maps`, which lead from a line
 * and column of a stack trace back to the sources.
 */
export async function buildBundles({ names = bundleNames, configuration, outDir }: BundlesOptions): Promise<void> {
  const target = resolve(PROJECT, outDir);
  await Promise.all(names.map((name) => buildBundle(name, target, configuration)));
}

async function buildBundle(name: BundleName, target: string, configuration?: Configuration): Promise<void> {
  const folder = join(target, name);
  const build = await esbuild({ ...bundleOptions, entryPoints: { index: `lambdas/${name}.ts` }, outdir: folder });
  const files = build.outputFiles.map(({ path, text }) => ({ file: basename(path), text }));
  const isMap = ({ file }: OutputFile) => file.endsWith('.map');
  const deployed = files.filter((file) => !isMap(file));
  if (configuration) deployed.push({ file: 'configuration.json', text: JSON.stringify(configuration) });
  await replaceFiles(folder, deployed);
  await replaceFiles(join(target, `${name}.maps`), files.filter(isMap));
  await writeFile(join(target, `${name}.meta.json`), JSON.stringify(build.metafile));
}

interface OutputFile {
  file: string;
  text: string;
}

/** Leaves an unchanged file alone: a running contact centre may be about to load it. */
async function replaceFiles(folder: string, files: OutputFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const present = new Map<string, string>();
  for (const file of await readdir(folder)) present.set(file, await readFile(join(folder, file), 'utf8'));
  for (const { file, text } of files) {
    if (present.get(file) !== text) await writeFile(join(folder, file), text);
    present.delete(file);
  }
  for (const file of present.keys()) await rm(join(folder, file), { force: true });
}

/**
 * One function per build: with splitting, functions built together would share chunks across their folders.
 *
 * Maps are not deployed: they would double the size, and Node would read them at every cold start to use them. The ones
 * beside the folder lead from a trace in a log to the line in the sources.
 */
export const bundleOptions = {
  absWorkingDir: PROJECT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  // Deployed on Node 24; the local contact centre runs the same files on the oldest Node that the project supports.
  target: ['node24', 'node20.20'],
  mainFields: ['module', 'main'],
  splitting: true,
  chunkNames: '[name]-[hash]',
  minify: true,
  legalComments: 'none',
  sourcemap: 'external',
  sourcesContent: false,
  metafile: true,
  write: false,
  plugins: [builtinModulesOnDemand, withoutUnusedModules, withoutProse],
  logLevel: 'error',
} as const satisfies BuildOptions;
