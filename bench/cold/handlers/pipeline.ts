import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Configuration } from '../../../config/schema.ts';
import { embeddedMetrics } from '../../../lambdas/log/log-line.ts';
import { voiceHandler } from '../../../lambdas/runtime/voice-handler.ts';
import type { CallServices } from '../../../lambdas/services.ts';

/*
 * A warm webhook, from the event to the answer and the text of its log line, without the table: in turns with the one thing that
 * cannot be left out, HMAC-SHA1 of 1 KB. Prints the microseconds on the processor of each round.
 */

const ROUNDS = 9;
const WARM_UP_CALLS = 500;
const CALLS = 3000;

interface Input {
  configuration: Configuration;
  event: APIGatewayProxyEventV2;
  authToken: string;
  kilobyte: string;
}

const { configuration, event, authToken, kilobyte }: Input = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const handler = voiceHandler(services(), (line) => embeddedMetrics(line, 'bench', Date.now()));
const context = { getRemainingTimeInMillis: () => 5000 } as Context;

async function webhook(): Promise<void> {
  const { statusCode } = await handler(event, context);
  if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
}

const hmac = () => createHmac('sha1', authToken).update(kilobyte).digest('base64');

async function microsecondsOf(work: () => unknown): Promise<number> {
  for (let call = 0; call < WARM_UP_CALLS; call += 1) await work();
  const before = process.cpuUsage();
  for (let call = 0; call < CALLS; call += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

function services(): Parameters<typeof voiceHandler>[0] {
  const never = () => Promise.reject(new Error('a hold document asks for nothing else'));
  const only = <Services extends object>(given: Partial<Services>) =>
    new Proxy(given, { get: (target, name) => Reflect.get(target, name) ?? never }) as Services;
  const queueStates = only<CallServices['queueStates']>({ read: async () => ({}) });
  const callbacks = only<CallServices['callbacks']>({});
  const keyedNumbers = only<CallServices['keyedNumbers']>({});
  const keys = [{ algorithm: 'HMAC_SHA1', name: 'authToken', secret: authToken } as const];
  const signingKeys = { read: async () => keys, readAgain: async () => undefined };
  return { configuration, queueStates, callbacks, keyedNumbers, signingKeys, nowMs: () => Date.now(), warn: () => {} };
}

const rounds: { webhook: number; hmac: number }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  rounds.push({ webhook: await microsecondsOf(webhook), hmac: await microsecondsOf(hmac) });
}
process.stdout.write(JSON.stringify(rounds));
