import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CpuShare } from './cpu-share.ts';
import type { FakeAws } from './fake-aws.ts';
import { NODE, RUNTIME_CLIENT } from './installation.ts';
import type { RuntimeApi } from './runtime-api.ts';
import type { Variant } from './variants.ts';

/** One life of a function. Times on the processors are those of all threads, from the start of the process. */
export interface Sample {
  /** Until the first connection to AWS, which may be that of the first answer. Without one, as `initCpuMs`. */
  loadedCpuMs: number;
  /** Until the function asks for its first event. */
  initCpuMs: number;
  /** Until it asks for its second: its first answer is out. */
  answeredCpuMs: number;
  initMs: number;
  firstMs: number;
  warmMs: number;
  warmCpuMs: number;
  residentMb: number;
  connections: number;
  requests: number;
}

export interface Bench {
  api: RuntimeApi;
  aws: FakeAws;
  caFile: string;
  /** Without it nothing limits a function that runs. */
  share: CpuShare | undefined;
}

const WARM_INVOCATIONS = 10;
/** So long a function is idle between two invocations, so that its share of a processor is whole again. */
const IDLE_MS = 25;
const GIVEN_UP_MS = 20_000;

export async function takeSample(bench: Bench, variant: Variant, memoryMegabytes: number): Promise<Sample> {
  const { api, aws, share } = bench;
  share?.lift();
  let loadedCpuMs: number | undefined;
  aws.reset(() => {
    loadedCpuMs = cpuMsOf(child);
  });
  api.begin();
  const idle = api.idle();
  const startedMs = performance.now();
  const child = start(bench, variant, memoryMegabytes);
  const giveUp = setTimeout(() => child.kill('SIGKILL'), GIVEN_UP_MS);
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2000);
  });
  const ended = once(child, 'close').then(() => Promise.reject(new Error(`${variant.name} ended early: ${said}`)));
  const first = async (): Promise<Sample> => {
    await idle;
    const initMs = performance.now() - startedMs;
    const initCpuMs = cpuMsOf(child);
    const residentMb = residentMbOf(child);
    share?.limitTo(memoryMegabytes);
    const firstMs = await answerMs(api, variant);
    await api.idle();
    const answeredCpuMs = cpuMsOf(child);
    const { connections, operations } = aws.seen;
    const warm: number[] = [];
    for (let index = 0; index < WARM_INVOCATIONS; index += 1) {
      await sleep(IDLE_MS);
      warm.push(await answerMs(api, variant));
      await api.idle();
    }
    const warmCpuMs = (cpuMsOf(child) - answeredCpuMs) / WARM_INVOCATIONS;
    return {
      ...{ loadedCpuMs: loadedCpuMs ?? initCpuMs, initCpuMs, answeredCpuMs, initMs, firstMs, residentMb },
      ...{ warmMs: median(warm), warmCpuMs, connections, requests: operations.length },
    };
  };
  try {
    return await Promise.race([first(), ended]);
  } finally {
    clearTimeout(giveUp);
    ended.catch(() => {});
    const closed = once(child, 'close');
    if (child.kill('SIGKILL')) await closed;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function answerMs(api: RuntimeApi, { name, event, answers }: Variant): Promise<number> {
  const askedMs = performance.now();
  const answer = (await api.invoke(event)) as { statusCode?: number; body?: string };
  const ms = performance.now() - askedMs;
  if (answer.statusCode !== 200 || !answer.body?.includes(answers)) {
    throw new Error(`${name} answered ${JSON.stringify(answer)}`);
  }
  return ms;
}

/** With the flags and the environment of Lambda's own start script for Node 24. */
function start({ api, aws, caFile, share }: Bench, variant: Variant, memoryMegabytes: number): ChildProcess {
  const flags = [
    ...['--expose-gc', '--max-http-header-size', '81920'],
    `--max-semi-space-size=${Math.round(memoryMegabytes * 0.05)}`,
    `--max-old-space-size=${Math.round(memoryMegabytes * 0.9)}`,
  ];
  const env = {
    ...{ PATH: process.env['PATH'], LAMBDA_TASK_ROOT: variant.folder, _HANDLER: 'index.handler' },
    ...{ AWS_LAMBDA_RUNTIME_API: api.address, AWS_REGION: 'us-east-1', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    ...{ AWS_LAMBDA_FUNCTION_NAME: 'bench', AWS_LAMBDA_FUNCTION_VERSION: '1' },
    ...{ AWS_LAMBDA_LOG_GROUP_NAME: '/bench', AWS_LAMBDA_LOG_STREAM_NAME: 'bench' },
    ...{ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes), AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand' },
    ...{ AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench', AWS_SESSION_TOKEN: 't'.repeat(300) },
    ...{ AWS_ENDPOINT_URL_DYNAMODB: aws.dynamoDb, AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.secretsManager },
    ...{ NODE_EXTRA_CA_CERTS: caFile, ...variant.environment },
  };
  const command = [NODE, ...flags, RUNTIME_CLIENT, 'index.handler'];
  const [program, ...rest] = share
    ? ['sh', '-c', 'echo $$ > "$0" && exec "$@"', share.members, ...command]
    : (command as [string, ...string[]]);
  return spawn(program ?? '', rest, { cwd: variant.folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The first figure of a thread's schedstat is its time on a processor in ns. https://docs.kernel.org/scheduler/sched-stats.html */
function cpuMsOf({ pid }: ChildProcess): number {
  const tasks = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(tasks).map((thread) =>
    Number(readFileSync(join(tasks, thread, 'schedstat'), 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

function residentMbOf({ pid }: ChildProcess): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
