import { execFileSync, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { close, listen } from '../../local/world/loopback-server.ts';

const VENV = resolve(import.meta.dirname, '../../.cache/ministack');
const PACKAGE = 'ministack==1.4.21';

export interface Emulator {
  endpoint: string;
  /** What the AWS command line and SDKs need to find it, and to find nothing else. */
  environment: Record<string, string>;
  stop(): void;
}

/** Puts the emulator into a virtual environment, once. Throws when that cannot be done here. */
export function installEmulator(): void {
  if (existsSync(join(VENV, 'bin/ministack'))) return;
  try {
    execFileSync('python3', ['-m', 'venv', VENV], { stdio: 'pipe', timeout: 120_000 });
    execFileSync(join(VENV, 'bin/pip'), ['install', '--quiet', PACKAGE], { stdio: 'pipe', timeout: 300_000 });
  } catch (error) {
    rmSync(VENV, { recursive: true, force: true });
    throw error;
  }
}

export async function startEmulator(): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const process_ = spawn(join(VENV, 'bin/ministack'), [], {
    env: {
      ...process.env,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      // Its workers try require() first and know only the older error of Node for a module that must be imported.
      NODE_OPTIONS: '--no-experimental-require-module',
    },
    stdio: 'ignore',
  });
  await answering(endpoint);
  return {
    endpoint,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'emulator',
      AWS_SECRET_ACCESS_KEY: 'emulator',
      CDK_DEFAULT_ACCOUNT: '000000000000',
      CDK_DEFAULT_REGION: 'us-east-1',
    },
    stop: () => void process_.kill(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await close(server);
  return port;
}

async function answering(endpoint: string): Promise<void> {
  for (let attempt = 1; attempt <= 100; attempt += 1) {
    const answers = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the AWS emulator did not start within 20 s');
}
