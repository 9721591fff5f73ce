import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../../..');

/** `npm start` in a process of its own, worked over its control API. */
export class RunningCentre {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static async start(...flags: string[]): Promise<RunningCentre> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts', '--port', '0', ...flags], {
      cwd: PROJECT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      output += chunk;
      const url = /ready: (\S+)/.exec(output)?.[1];
      if (url) {
        child.stdout.resume();
        return new RunningCentre(url, child);
      }
    }
    throw new Error(`npm start ended before it was ready: ${output}`);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async ask<Answer>(method: 'GET' | 'PUT' | 'POST', path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.url}/control/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer as Answer;
  }

  async advance(seconds: number): Promise<void> {
    await this.ask('POST', 'clock', { advanceSeconds: seconds });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'close');
  }
}
