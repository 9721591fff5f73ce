import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const PROJECT = resolve(import.meta.dirname, '../..');

/** Without what is another one each time: durations, identifiers, times. */
const settled = (line: string) =>
  line
    .replace(/ in \d+ ms$/, '')
    .replace(/(since|left)=[\d.]+/, '$1=...')
    .replace(/first=[\w.]+/, 'first=...');

it('README shows a call as the demo tells it: every line, in this order', async () => {
  const [, sample = ''] = /```demo\n([\s\S]*?)\n```/.exec(readFileSync(resolve(PROJECT, 'README.md'), 'utf8')) ?? [];
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'local/demo.ts'], {
    cwd: PROJECT,
  });
  const told = stdout.split('\n').map(settled);
  const wanted = sample.split('\n').map(settled);
  expect(wanted.length).toBeGreaterThan(15);
  let at = told.indexOf(wanted[0] ?? '');
  for (const line of wanted) {
    at = told.indexOf(line, at);
    expect(at < 0 ? `not told, or not here: ${line}` : 'told').toBe('told');
  }
}, 120_000);
