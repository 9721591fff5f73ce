import { execFileSync } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../..');

const SCRIPT = `import { readFileSync } from 'node:fs';
import { checkConfiguration } from './config/read-configuration.ts';
import { buildBundles } from './lib/lambda-bundles.ts';
const reading = checkConfiguration(JSON.parse(readFileSync('config/example.json', 'utf8')));
if (!reading.ok) throw new Error(reading.problems.join());
await buildBundles({ configuration: reading.configuration, outDir: 'out' });
`;

/**
 * The functions of a recorded build, built from the commit that its recording came with; `undefined` in a clone without that
 * part of the history. The packages are those of today.
 */
export function bundlesOf(build: string): string | undefined {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: PROJECT, maxBuffer: 100_000_000 });
  let archive: Buffer;
  try {
    const added = ['log', '-1', '--format=%H', '--diff-filter=A', '--', `test/data/builds/${build}`];
    const commit = git(...added)
      .toString()
      .trim();
    archive = git('archive', commit, 'config', 'lambdas', 'lib', 'package.json', 'tsconfig.json');
  } catch {
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), `build-${build}-`));
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'build.ts'), SCRIPT);
  execFileSync(process.execPath, ['--import', 'tsx', 'build.ts'], { cwd: folder });
  return join(folder, 'out');
}
