import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const PROJECT = resolve(import.meta.dirname, '../..');
const SENTENCES = 'config/languages/en-US.json';
const STEP = 'lambdas/steps/offer/incoming-call.ts';

/** A copy, for a test that changes the sources must not change those of the others. */
let folder: string;
let child: ReturnType<typeof spawn>;
let output = '';
let url: string;

async function says(words: RegExp): Promise<string> {
  for (let found = words.exec(output); ; found = words.exec(output)) {
    if (found) return found[1] ?? '';
    await once(child.stdout ?? child, 'data');
  }
}

async function control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const sent = body ? { body: JSON.stringify(body) } : {};
  return (await (await fetch(`${url}/control/${path}`, { method, ...sent })).json()) as Answer;
}

interface Call {
  callSid: string;
  transcript: object[];
}

const look = (callSid: string) => control<Call>('GET', `calls/${callSid}`);
const heard = async (callSid: string) => JSON.stringify((await look(callSid)).transcript);
const calls = async (from: string) => (await control<Call>('POST', 'calls', { from, to: '+14155550100' })).callSid;

async function change(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(folder, file), 'utf8');
  expect(text).toContain(from);
  output = '';
  await writeFile(join(folder, file), text.replace(from, to));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watched-'));
  for (const part of ['bin', 'config', 'lambdas', 'lib', 'local', 'package.json', 'tsconfig.json']) {
    await cp(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const flags = ['--import', 'tsx', 'local/main.ts', '--port', '0', '--speed', '0', '--watch'];
  child = spawn(process.execPath, flags, { cwd: folder });
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  url = await says(/ready: (http:\/\/localhost:\d+)/);
  await control('PUT', 'queues/support', { waitSeconds: 600, agents: 0 });
  await control('POST', 'clock', { advanceSeconds: 6 });
}, 60_000);

afterAll(async () => {
  child.kill('SIGTERM');
  await once(child, 'close');
  await rm(folder, { recursive: true });
});

it('a changed sentence is heard in the next call, and the call before it goes on', async () => {
  const before = await calls('+14155550123');
  expect(await heard(before)).toContain('To keep your place');
  await change(SENTENCES, 'To keep your place and be called back', 'If we may call you back');
  await says(/(en-US\.json: taken)/);
  expect(await heard(await calls('+14155550124'))).toContain('If we may call you back, press 1');
  await control('POST', `calls/${before}/digits`, { digits: '1' });
  await control('POST', 'clock', { advanceSeconds: 30 });
  expect(await heard(before)).toContain('"Thank you. One moment, please."');
}, 60_000);

it('a step with a mistake is not taken, and the one before it answers', async () => {
  await change(STEP, 'import ', 'const = 1;\nimport ');
  await says(/(incoming-call\.ts: not taken)/);
  expect(await heard(await calls('+14155550125'))).toContain('press 1');
}, 60_000);
