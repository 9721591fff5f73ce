import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../..');

/** The project as somebody has it who has just cloned it, with what is not committed yet. */
export function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: PROJECT });
  const files = listed.toString().split('\0').filter(Boolean);
  for (const file of files) cpSync(join(PROJECT, file), join(folder, file), { recursive: true });
  return folder;
}
