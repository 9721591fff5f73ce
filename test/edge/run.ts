import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkConfiguration } from '../../config/read-configuration.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { fallbackCode, fallbackData } from '../../lib/fallback-code.ts';
import { answerFallback, viewerRequest } from '../../local/aws/edge-function.ts';
import { naughtyStrings } from '../data/naughty-strings.ts';
import { numberForms } from '../data/number-forms.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../config/example.json');

/** What Twilio asks the fallback: every path, every end of a call, and every way to write a caller's number. */
function targets(): string[] {
  const target = (path: string, form: Record<string, string>) => `${path}?${new URLSearchParams(form)}`;
  const caller = { From: '+14155551234', CallStatus: 'ringing' };
  const paths = ['/queues/support', '/queues/billing', '/queues/unknown', '/queues/toString', '/', '/queues/support/x'];
  const results = ['bridged', 'hangup', 'redirected', 'leave', 'error', 'queue-full', 'system-error'];
  const users = ['return-support', 'return-billing', 'hold-support', 'hold-billing', 'nobody', 'constructor'];
  const texts = [...Object.values(numberForms).map(({ text }) => text), ...naughtyStrings];
  return [
    ...[...paths, '/sip'].map((path) => target(path, caller)),
    ...results.map((QueueResult) => target('/queues/support', { ...caller, QueueResult })),
    ...['busy', 'completed', 'answered'].flatMap((DialCallStatus) =>
      ['', '1', '60'].map((DialCallDuration) => target('/queues/support', { DialCallStatus, DialCallDuration })),
    ),
    ...users.map((user) => target('/sip', { ...caller, To: `sip:${user}@x.sip.twilio.com` })),
    target('/queues/support', { From: '+13305550100', To: '+14155550109' }),
    ...texts.flatMap((text) => [
      target('/queues/support', { From: text }),
      target('/sip', { To: 'sip:return-support@x.sip.twilio.com', 'SipHeader_x-user-to-user': text }),
    ]),
    '/queues/support?From=%zz&To=%e4%b8',
  ];
}

/** CloudFront's module: the store, with the data that is deployed. */
function storeModule(configuration: Configuration): string {
  return `var values = ${JSON.stringify(fallbackData(configuration))};
export default { kvs: () => ({ get: async (key) => {
  if (!Object.prototype.hasOwnProperty.call(values, key)) throw new Error('KeyNotFound');
  return values[key];
} }) };`;
}

/**
 * The deployed script under njs, the engine of nginx from which CloudFront's runtime is made: an answer for each target, each in
 * a process of its own, as CloudFront keeps nothing from one request to the next.
 */
function answersOfNjs(configuration: Configuration, targets: readonly string[]): unknown[] {
  const folder = mkdtempSync(join(tmpdir(), 'edge-'));
  const script = join(folder, 'fallback.js');
  const run = 'handler(JSON.parse(process.argv[2])).then(function (answer) { print(JSON.stringify(answer)); });';
  try {
    writeFileSync(join(folder, 'cloudfront'), storeModule(configuration));
    writeFileSync(script, `${fallbackCode(configuration)}\n${run}`);
    return targets.map((target) => {
      const event = JSON.stringify(viewerRequest(target));
      return JSON.parse(execFileSync('njs', ['-p', folder, script, event]).toString());
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  try {
    execFileSync('njs', ['-v'], { stdio: 'pipe' });
  } catch {
    console.log('skipped: njs (the Debian package njs) is not to be had here');
    return;
  }
  const reading = checkConfiguration(JSON.parse(readFileSync(EXAMPLE, 'utf8')));
  assert.ok(reading.ok);
  const { configuration } = reading;
  const asked = targets();
  const answers = answersOfNjs(configuration, asked);
  for (const [index, target] of asked.entries()) {
    const wanted = JSON.stringify(await answerFallback(configuration, target));
    assert.equal(JSON.stringify(answers[index]), wanted, target);
  }
  console.log(`${asked.length} requests are answered by njs as by Node`);
}

await main();
