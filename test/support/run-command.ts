import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../..');

/** A shell without an AWS account, whatever this machine has. */
const noAccount = {
  AWS_REGION: 'us-east-1',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

export interface Outcome {
  status: number | null;
  output: string;
  errors: string;
}

/** Runs a command as npm does, in an environment of its own and without a terminal. */
export function runCommand(script: string, args: readonly string[], environment: object = {}): Promise<Outcome> {
  const command = ['--import', 'tsx', `bin/${script.replace(':', '-')}.ts`, ...args];
  const env = { PATH: process.env['PATH'], ...noAccount, ...environment };
  const child = spawn(process.execPath, command, { cwd: PROJECT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const outcome: Outcome = { status: null, output: '', errors: '' };
  child.stdout.on('data', (chunk) => (outcome.output += chunk));
  child.stderr.on('data', (chunk) => (outcome.errors += chunk));
  return new Promise((done) => child.on('close', (status) => done({ ...outcome, status })));
}
