import { openSync, writeSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { readConfiguration } from '../config/read-configuration.ts';
import type { Configuration } from '../lambdas/domain/queue-config.ts';
import { deleteExpired } from './aws/table/time-to-live.ts';
import { sayWhenBusy } from './busy-machine.ts';
import { readStartCommandLine, type StartOptions, usage } from './command-line.ts';
import { type ContactCentre, startContactCentre } from './contact-centre.ts';
import { watchSources } from './watch.ts';
import { NotSimulated } from './wiring/twilio-account.ts';

/** In real time: at 60 times the speed an hour. Without it, days of calls would fill the memory. */
const EXPIRED_DELETED_EVERY_MS = 60_000;

async function main(): Promise<void> {
  const line = readStartCommandLine(process.argv.slice(2));
  if (line.kind === 'help') return console.log(usage);
  if (line.kind === 'wrong') return refuse(line.problem);
  const { settings } = line;
  const reading = readConfiguration(settings.configFile);
  if (!reading.ok) return refuse(...reading.problems);
  const { configuration } = reading;
  const log = openLog(settings.logFile);
  if (typeof log === 'string') return refuse(log);
  console.log(
    'Starting a contact centre on this machine: it builds the functions and opens its ports, which takes some seconds.',
  );
  const centre = await start(configuration, settings);
  if (typeof centre === 'string') return refuse(centre);
  if (log !== undefined) centre.logs.listen((entry) => void writeSync(log, `${JSON.stringify(entry)}\n`));
  sayWhenBusy(centre);
  // While a fault keeps the table away, what has expired waits for the next time.
  const table = { endpoint: centre.table.endpoint, tableName: centre.table.name };
  const forget = () => deleteExpired(table, centre.clock.nowMs()).catch(() => {});
  setInterval(() => void forget(), EXPIRED_DELETED_EVERY_MS).unref();
  if (settings.watch) watchSources({ centre, configuration, say: (line) => console.log(line) });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void centre.stop().then(() => process.exit(0)));
  }
  const [number] = configuration.queues[0]?.numbers ?? [];
  console.log(`Local contact centre ready: ${centre.url}`);
  console.log(`Make a call: curl -X POST ${centre.url}/control/calls -d '{"from":"+14155550123","to":"${number}"}'`);
  console.log('Watch and play in a browser at the same address. Everything else: docs/local.md. Ctrl-C ends it.');
}

/** Returns the open file, nothing where none is wanted, or the reason why it cannot be written. */
function openLog(file: string | undefined): number | string | undefined {
  if (file === undefined) return undefined;
  try {
    return openSync(file, 'a');
  } catch (error) {
    return `--log ${file} cannot be written (${(error as Error).message}): name a file in a folder that exists.`;
  }
}

/** Returns the contact centre, or the reason why it does not start. */
async function start(configuration: Configuration, settings: StartOptions): Promise<ContactCentre | string> {
  const { port, speed, authToken } = settings;
  try {
    return await startContactCentre({ configuration, port, speed, authToken });
  } catch (error) {
    if (error instanceof NotSimulated) return error.message;
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return `Port ${port} is in use: choose another one with --port N, or any free one with --port 0.`;
  }
}

function refuse(...lines: string[]): void {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}

// Little memory is kept, but V8 would let garbage grow to several times as much before it collects it.
setFlagsFromString('--optimize-for-size');
await main();
