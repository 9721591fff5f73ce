import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../..');

/** Ignored by git, and no part of `npm ci`: the runtime client is compiled here, once. */
export const INSTALLED = join(PROJECT, '.cache/bench-cold');

export const NODE = join(INSTALLED, 'node_modules/node/bin/node');
export const RUNTIME_CLIENT = join(INSTALLED, 'node_modules/aws-lambda-ric/index.mjs');

/** The runtime that is deployed, and what the guide's code needs, in the versions of this project. */
function pins(): Record<string, string> {
  const { devDependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const sdk = devDependencies['@aws-sdk/client-dynamodb'];
  return {
    ...{ 'aws-lambda-ric': '4.0.2', node: '24.21.0', twilio: devDependencies['twilio'] },
    ...{ '@aws-sdk/client-dynamodb': sdk, '@aws-sdk/lib-dynamodb': sdk },
  };
}

/** What this machine lacks for the bench; `undefined` when nothing does. */
export function missingTool(): string | undefined {
  if (process.platform !== 'linux') return "Linux, whose /proc tells a process's time on the processors";
  return ['cmake', 'g++', 'openssl'].find((tool) => spawnSync(tool, ['version']).error !== undefined);
}

/** Does nothing when the very same packages are there. */
export function install(): void {
  const wanted = JSON.stringify({ private: true, dependencies: pins() }, undefined, 2);
  const manifest = join(INSTALLED, 'package.json');
  const stamp = join(INSTALLED, 'installed.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('installs the runtime client and compiles it: once, some minutes');
  mkdirSync(INSTALLED, { recursive: true });
  writeFileSync(manifest, wanted);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: INSTALLED, stdio: 'inherit' });
  writeFileSync(stamp, wanted);
}
