import { execFileSync, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answering, freePort } from '../support/child-server.ts';

const PACKAGE = 'ministack==1.5.33';
/** A folder for each version: another version is installed anew. */
const VENV = resolve(import.meta.dirname, '../../.cache', PACKAGE.replace('==', '-'));
const PYTHON = join(VENV, 'bin/python');

export interface Emulator {
  /** What the AWS command line and SDKs need to find it, and to find nothing else. */
  environment: Record<string, string>;
  stop(): void;
}

/** Puts the emulator into a virtual environment, once. Throws when that cannot be done here. */
export function installEmulator(): void {
  if (existsSync(PYTHON)) return;
  try {
    execFileSync('python3', ['-m', 'venv', VENV], { stdio: 'pipe', timeout: 120_000 });
    execFileSync(join(VENV, 'bin/pip'), ['install', '--quiet', PACKAGE], { stdio: 'pipe', timeout: 300_000 });
  } catch (error) {
    rmSync(VENV, { recursive: true, force: true });
    throw error;
  }
}

/** An AWS account without anything in it; its functions see `environment` beside their own. */
export async function startEmulator(environment: Record<string, string>): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const aws = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'emulator',
    AWS_SECRET_ACCESS_KEY: 'emulator',
  };
  const settings = { BIND_HOST: '127.0.0.1', GATEWAY_PORT: String(port), IOT_MTLS_ENABLED: '0', SFTP_ENABLED: '0' };
  const emulator = spawn(PYTHON, [join(import.meta.dirname, 'emulator.py')], {
    env: { ...process.env, ...aws, ...settings, ...environment },
    stdio: 'ignore',
  });
  await answering(endpoint);
  return { environment: aws, stop: () => void emulator.kill() };
}
