import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** At a terminal, cdk does not always end after a deploy that failed. */
const LONGEST_MS = 600_000;
const SCRIPT = join(import.meta.dirname, 'terminal.py');

/** What a question ends with, and what a person types then. */
export type Dialogue = readonly (readonly [question: string, answer: string])[];

export interface Terminal {
  folder: string;
  environment: Record<string, string>;
}

/** Runs a command as a person would, at a terminal; rejects with its output when it fails. */
export function type(command: string, terminal: Terminal, dialogue: Dialogue = []): Promise<string> {
  return outputOf('python3', [SCRIPT, command, ...dialogue.flat()], terminal);
}

/** Runs a command that asks nothing, as a pipeline would; rejects with its output when it fails. */
export function run(command: string, terminal: Terminal): Promise<string> {
  return outputOf('bash', ['-c', `${command} 2>&1`], terminal);
}

function outputOf(program: string, args: readonly string[], { folder, environment }: Terminal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: LONGEST_MS,
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => {
      const plain = output.replaceAll('\r\n', '\n');
      if (code === 0) resolve(plain);
      else reject(new Error(`${args.join(' ')} ended with ${code}\n${plain}`));
    });
  });
}
