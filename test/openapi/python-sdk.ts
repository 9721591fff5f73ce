import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PACKAGE = 'twilio==9.13.0';
const FOLDER = resolve(import.meta.dirname, '../../.cache/python-sdk');

/** The interpreter of a virtual environment with Twilio's library. */
export const python = join(FOLDER, 'bin/python');

/** Makes it, once. `false` where Python or its packages are not to be had. */
export function preparePython(): boolean {
  if (existsSync(join(FOLDER, 'complete'))) return true;
  try {
    rmSync(FOLDER, { recursive: true, force: true });
    execFileSync('python3', ['-m', 'venv', FOLDER], { stdio: 'pipe', timeout: 120_000 });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', PACKAGE], { stdio: 'pipe', timeout: 300_000 });
    execFileSync('touch', [join(FOLDER, 'complete')]);
    return true;
  } catch {
    return false;
  }
}
