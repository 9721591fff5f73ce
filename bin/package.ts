import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundleNames } from '../lib/function-settings.ts';
import { buildBundles } from '../lib/lambda-bundles.ts';

/*
 * Makes dist/package, which `npm pack` packs: the construct as one compiled file, its types, and the functions' bundles. An app
 * that imports it needs neither the sources nor a compiler of its own.
 */

const PROJECT = resolve(import.meta.dirname, '..');
const TARGET = join(PROJECT, 'dist/package');

rmSync(TARGET, { recursive: true, force: true });
await buildBundles({ outDir: 'dist/bundles' });
for (const name of bundleNames) {
  cpSync(join(PROJECT, 'dist/bundles', name), join(TARGET, 'bundles', name), { recursive: true });
}
// An app of CDK is mostly a CommonJS one, and Node imports CommonJS from either kind.
await build({
  ...{ absWorkingDir: PROJECT, entryPoints: ['lib/index.ts'], outfile: join(TARGET, 'index.js') },
  ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node20.20', logLevel: 'error' },
  external: ['aws-cdk-lib', 'constructs', 'valibot'],
  define: { 'import.meta.dirname': '__dirname' },
});
cpSync(join(PROJECT, 'config/languages'), join(TARGET, 'languages'), { recursive: true });
cpSync(join(PROJECT, 'lib/fallback-handler.js'), join(TARGET, 'fallback-handler.js'));
writeFileSync(join(TARGET, 'package.json'), '{"type": "commonjs"}\n');
copyTypes();

/** The declarations that the entry's own lead to. */
function copyTypes(): void {
  const emitted = join(TARGET, 'all-types');
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'lib', '--outDir', emitted], {
    cwd: PROJECT,
  });
  const reached = new Set([join(emitted, 'lib/index.d.ts')]);
  for (const file of reached) {
    const text = readFileSync(file, 'utf8');
    for (const [, path] of text.matchAll(/from '(\.[^']+)\.ts'/g)) reached.add(resolve(dirname(file), `${path}.d.ts`));
    cpSync(file, join(TARGET, 'types', relative(emitted, file)));
  }
  rmSync(emitted, { recursive: true });
}
