import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Asked } from './server.ts';
import { type Answered, type Load, send } from './traffic.ts';

/** `npm run bench:load`: webhooks through the local gateway, on this machine only, for some seconds each. docs/performance.md */
const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, json: { type: 'string' } },
});
const seconds = Number(options.seconds);

/** One of five is a new call, which reads and writes the table. */
const NEW_CALL_EVERY = 5;
const at = (genuinePerSecond: number, forgedPerSecond: number, others: Partial<Load> = {}): Load => ({
  ...{ genuinePerSecond, forgedPerSecond, queues: 1, newCallEvery: 0, seconds, ...others },
});
const mixed = (genuinePerSecond: number, forgedPerSecond: number, queues = 1): Load =>
  at(genuinePerSecond, forgedPerSecond, { queues, newCallEvery: NEW_CALL_EVERY });
const loads: readonly Load[] = [
  ...[at(200, 0), at(200, 200), at(500, 0), at(500, 200), at(1000, 0), at(1000, 200)],
  ...[mixed(100, 0), mixed(100, 200), mixed(200, 0), mixed(200, 200)],
  ...[mixed(100, 0, 10), mixed(100, 0, 100), mixed(100, 0, 300)],
  // More than one process can answer.
  ...[at(300, 1000), at(1000, 1000), mixed(500, 200)],
];

/** What a process does for the first times takes many times as long. */
const WARM_UP = { seconds: 5, genuinePerSecond: 100, forgedPerSecond: 0 };

interface Row {
  'genuine/s': number;
  'new calls': string;
  'forged/s': number;
  queues: number;
  sent: number;
  'p50 ms': number;
  'p99 ms': number;
  'slowest ms': number;
  'shed with 503': number;
  /** Genuine ones with any other status than 200, and forged ones with any other than 403. */
  wrong: number;
  'table requests a webhook': number;
  'secret requests': number;
  'upstream requests': number;
}

async function measure(load: Load): Promise<Row> {
  const server = fork(join(import.meta.dirname, 'server.ts'), [String(load.queues)], { execArgv: ['--import', 'tsx'] });
  try {
    const [url] = await once(server, 'message');
    await send(url, { ...load, ...WARM_UP });
    const before = await askedBy(server);
    const { genuine, forged } = await send(url, load);
    const after = await askedBy(server);
    const all = [...genuine, ...forged];
    const answered = genuine.filter(({ status }) => status === 200);
    const counted = (answers: readonly Answered[], statuses: readonly number[]) =>
      answers.filter(({ status }) => !statuses.includes(status)).length;
    return {
      ...{
        'genuine/s': load.genuinePerSecond,
        'new calls': load.newCallEvery > 0 ? `1 of ${load.newCallEvery}` : 'none',
        'forged/s': load.forgedPerSecond,
        queues: load.queues,
        sent: all.length,
      },
      ...{ 'p50 ms': quantile(genuine, 0.5), 'p99 ms': quantile(genuine, 0.99), 'slowest ms': quantile(genuine, 1) },
      'shed with 503': all.filter(({ status }) => status === 503).length,
      wrong: counted(genuine, [200, 503]) + counted(forged, [403, 503]),
      'table requests a webhook': round((after.table - before.table) / Math.max(1, answered.length)),
      'secret requests': after.secrets - before.secrets,
      'upstream requests': after.upstream - before.upstream,
    };
  } finally {
    server.disconnect();
    await once(server, 'exit');
  }
}

async function askedBy(server: ChildProcess): Promise<Asked> {
  server.send('asked');
  const [asked] = await once(server, 'message');
  return asked;
}

function quantile(answers: readonly Answered[], share: number): number {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const [loadBefore = 0] = loadavg();
const rows: Row[] = [];
for (const load of loads) rows.push(await measure(load));
console.table(rows);
console.log(`load of the machine before: ${loadBefore.toFixed(1)}`);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ loadBefore, rows }, undefined, 2)}\n`);
