import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { close, listen } from '../../local/world/loopback-server.ts';
import { writtenConfiguration } from '../support/builders.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

class Run {
  readonly #child: ChildProcess;
  output = '';
  errors = '';

  constructor(...flags: string[]) {
    this.#child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts', ...flags], { cwd: PROJECT });
    this.#child.stdout?.on('data', (chunk) => {
      this.output += chunk;
    });
    this.#child.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
  }

  /** One of the lines that it prints, the first of which is 0. */
  async line(index: number): Promise<string> {
    while (this.output.split('\n').length < index + 2 && this.#child.exitCode === null) {
      await Promise.race([once(this.#child.stdout ?? this.#child, 'data'), once(this.#child, 'close')]);
    }
    return this.output.split('\n')[index] ?? '';
  }

  async exitCode(): Promise<number | null> {
    if (this.#child.exitCode === null) await once(this.#child, 'close');
    return this.#child.exitCode;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

describe('npm start', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'says what it does and when it is ready, and ends cleanly on %s',
    async (signal) => {
      const run = new Run('--port', '0');
      expect(await run.line(0)).toMatch(/^Starting a contact centre on this machine: it builds the functions/);
      const ready = /^Local contact centre ready: (http:\/\/localhost:\d+)$/.exec(await run.line(1));
      expect(ready).not.toBeNull();
      const faults = await fetch(`${ready?.[1]}/control/faults`);
      expect(faults.status).toBe(200);
      run.kill(signal);
      expect(await run.exitCode()).toBe(0);
      expect(run.errors).toBe('');
    },
    60_000,
  );

  it('explains itself', async () => {
    const run = new Run('--help');
    expect(await run.exitCode()).toBe(0);
    expect(run.output).toContain('npm start -- [options]');
  });

  it('refuses a flag that it does not know', async () => {
    const run = new Run('--prot', '1');
    expect(await run.exitCode()).toBe(1);
    expect(run.errors).toContain('--prot');
    expect(run.errors).not.toMatch(/^ +at /m);
  });

  it('names every problem of a configuration', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'configuration-'));
    const file = join(folder, 'wrong.json');
    const { queues } = writtenConfiguration();
    await writeFile(file, JSON.stringify({ accountSid: 'AC1', queues: [{ ...queues[0], numbers: ['1'] }] }));
    const run = new Run('--config', file);
    expect(await run.exitCode()).toBe(1);
    expect(run.errors).toContain('accountSid');
    expect(run.errors).toContain('numbers');
    expect(run.output).toBe('');
    await rm(folder, { recursive: true });
  });

  it('says so when its port is taken', async () => {
    const server = createServer();
    const port = await listen(server);
    const run = new Run('--port', String(port));
    expect(await run.exitCode()).toBe(1);
    expect(run.errors.trim()).toBe(
      `Port ${port} is in use: choose another one with --port N, or any free one with --port 0.`,
    );
    await close(server);
  });
});
