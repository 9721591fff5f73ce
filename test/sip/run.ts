import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mindfulSipUri } from '../../lambdas/domain/mindful/sip-header.ts';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { numbersOfEveryCountry } from '../data/country-codes.ts';
import { queueConfig } from '../support/builders.ts';
import { freePort } from '../support/child-server.ts';

const target = { ...queueConfig().callTarget, host: '127.0.0.1', queueHeaderName: 'x-queue' };

/** The caller, of Sofia-SIP, FreeSWITCH's stack: Twilio does not say which its own is. */
function buildCaller(folder: string): string {
  const program = join(folder, 'caller');
  const flags = execFileSync('pkg-config', ['--cflags', '--libs', 'sofia-sip-ua'], { stdio: 'pipe' }).toString();
  execFileSync('gcc', ['-o', program, join(import.meta.dirname, 'uac.c'), ...flags.trim().split(/\s+/)]);
  return program;
}

/** Calls the address that each number's transfer has, and returns what arrived, in order. */
async function callAll(
  folder: string,
  caller: string,
  transport: 'udp' | 'tcp',
  numbers: readonly string[],
): Promise<string[]> {
  const [port, ownPort] = [await freePort(), await freePort()];
  const log = join(folder, `${transport}.log`);
  const address = ['-i', '127.0.0.1', '-p', String(port), '-t', transport === 'udp' ? 'u1' : 't1', '-nostdin'];
  const scenario = ['-sf', join(import.meta.dirname, 'answer.xml'), '-m', String(numbers.length)];
  const mindful = spawn('sipp', [...scenario, ...address, '-trace_logs', '-log_file', log], { stdio: 'ignore' });
  const ended = new Promise((resolve) => mindful.on('close', resolve));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  try {
    for (const text of numbers) {
      const number = parsePhoneNumber(text);
      assert.ok(number, text);
      const uri = mindfulSipUri({ ...target, transport, port }, number, 'support');
      execFileSync(caller, [`sip:127.0.0.1:${ownPort}`, uri], { timeout: 20_000 });
    }
    assert.equal(await ended, 0, 'sipp took every call');
  } finally {
    mindful.kill();
  }
  return readFileSync(log, 'latin1')
    .trim()
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' '));
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sip-'));
  try {
    let caller: string;
    try {
      execFileSync('which', ['sipp'], { stdio: 'pipe' });
      caller = buildCaller(folder);
    } catch {
      console.log(
        'skipped: sipp, gcc or Sofia-SIP (Debian: sip-tester, gcc, pkg-config, libsofia-sip-ua-dev) is not here',
      );
      return;
    }
    const numbers = numbersOfEveryCountry;
    for (const transport of ['udp', 'tcp'] as const) {
      const arrived = await callAll(folder, caller, transport, numbers);
      const addresses = arrived.map((line) => line.replace(/:\d+/, '').split(' '));
      const called = `sip:${target.number}@127.0.0.1${transport === 'udp' ? '' : ';transport=tcp'}`;
      assert.deepEqual(
        addresses,
        numbers.map((number) => [called, number, 'support']),
      );
      console.log(`${numbers.length} transfers over ${transport} arrive with the caller's number and the queue`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await main();
