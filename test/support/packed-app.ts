import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../..');

export interface PackedApp {
  folder: string;
  tarball: { name: string; files: number; bytes: number };
}

/** Without what this process was started with, as in a terminal of somebody's own. */
export function runAlone(cwd: string, command: string, ...args: string[]): string {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Packs the package and installs it, as somebody gets it, beside the example app in a folder that knows nothing of this one. */
export function installPackedApp(into: string): PackedApp {
  const { peerDependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const peers = Object.entries(peerDependencies).map(([name, range]) => `${name}@${range}`);
  const [packed] = JSON.parse(runAlone(PROJECT, 'npm', 'pack', '--json', '--silent', '--pack-destination', into));
  const tarball = join(into, packed.filename);
  const folder = join(into, 'app');
  cpSync(join(PROJECT, 'examples/existing-app'), folder, { recursive: true });
  runAlone(folder, 'npm', 'install', '--no-audit', '--no-fund', '--silent', tarball, ...peers);
  return { folder, tarball: { name: packed.filename, files: packed.files.length, bytes: statSync(tarball).size } };
}
