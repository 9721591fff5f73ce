import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type RouteName, routes } from '../lambdas/routes.ts';
import { bundleNames } from '../lib/function-settings.ts';
import { synthesizedTemplate } from './lib/synthesized-stack.ts';
import { ACCOUNT_SID, SHARED_KEY, tokenKey } from './support/builders.ts';
import { forceWait, staff, useContactCentre } from './support/contact-centre.ts';
import { lambdaContext, logKeeper, services } from './support/fakes.ts';
import { serviceHandler } from './support/service.ts';
import { signedEvent } from './support/signed-event.ts';
import { ask } from './support/signed-request.ts';
import { testBundles } from './support/test-bundles.ts';

/** Numbers and secrets that are nowhere else, so that wherever they turn up they have leaked. */
const numbers = Array.from({ length: 200 }, (_, index) => `+1917${String(3_046_127 + index * 7_919)}`);
const secrets = ['auth-token', 'mindful-key', 'api-token', 'password', 'session'].map(
  (name, index) => `canary-${name}-${String(index).repeat(3)}zqxj`,
);

/** Any five digits in a row of any canary number, and the secrets. */
const traces = new Set([...numbers.flatMap((number) => fiveDigits(number.slice(1))), ...secrets]);

function fiveDigits(digits: string): string[] {
  return Array.from({ length: digits.length - 4 }, (_, at) => digits.slice(at, at + 5));
}

/** Five digits may be in a SID, a time or a price by chance; what is not a number of ours is taken out before. */
function leaksIn(text: string): string[] {
  const cleaned = text
    .replace(/[A-Z]{2}[0-9a-f]{32}/g, 'SID')
    .replace(/\b17\d{8}(\d{3})?\b/g, 'TIME')
    .replace(/\d+\.\d+/g, 'AVERAGE')
    .replace(/\+1\d{3}55501\d{2}/g, 'EXAMPLE')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
  return [...traces].filter((trace) => cleaned.includes(trace));
}

/** Where a number may stand in what Twilio and Mindful send. */
function parametersWith(number: string): Record<string, string>[] {
  const call = {
    AccountSid: ACCOUNT_SID,
    CallSid: `CA${'a'.repeat(32)}`,
    From: number,
    To: '+14155550100',
    Caller: number,
  };
  const attributes = JSON.stringify({ queue: number, customerPhone: number, callback: {}, call_sid: number });
  return [
    { ...call, Digits: '1' },
    { ...call, Digits: number, QueueResult: number, DialCallStatus: number, CallStatus: number },
    { ...call, From: `sip:${number}@example.com`, To: `sip:${number}@example.com`, SipDomain: number },
    { ...call, 'SipHeader_x-user-to-user': number, ReferTransferTarget: `sip:${number}@example.com` },
    { ...call, EventType: number, TaskAttributes: attributes, TaskCanceledReason: number, TaskAge: number },
    { ...call, EventType: 'reservation.accepted', TaskAttributes: attributes, TaskAge: '5' },
    { ...call, EventType: 'task.canceled', TaskAttributes: attributes, TaskCanceledReason: `left ${number}` },
    { ...call, CallSid: number, AccountSid: number },
  ];
}

describe('200 canary numbers through every route', () => {
  const centre = useContactCentre();
  let written = '';

  beforeAll(async () => {
    await staff(centre(), 0);
    await forceWait(centre(), 600);
    const caller = centre().twilio.call({ from: numbers[0] ?? '', to: '+14155550100' });
    await centre().clock.advance(5);
    centre().twilio.press(caller.callSid, '1');
    await centre().clock.advance(1200);
    written += JSON.stringify(centre().logs.latest(1000));
    for (const [index, number] of numbers.entries()) {
      const route = routes[index % routes.length];
      const next = routes[(index + 5) % routes.length];
      for (const parameters of parametersWith(number)) {
        if (route) written += await ask(centre(), route, parameters);
        if (next) written += await ask(centre(), next, { ...parameters, From: '+14155550123' });
      }
      if (index % 40 === 0) centre().faults.set('dynamodb-down', index % 80 === 0);
      written += JSON.stringify(centre().logs.latest(100));
      await centre().clock.advance(1);
    }
    written += JSON.stringify([
      centre().logs.latest(1000),
      centre().monitor.store.names(),
      centre().monitor.dashboard(),
    ]);
  }, 300_000);

  it('were really served', () => {
    expect(written.length).toBeGreaterThan(100_000);
    expect(written).toContain('"route":"task-events"');
    expect(written).toContain('CB211');
    expect(centre().mindful.callbacks().length).toBeGreaterThan(0);
  });

  it('leave no more than four digits in a log, a metric or an error answer', () =>
    expect(leaksIn(written)).toEqual([]));
});

describe('five canary secrets', () => {
  it('are in no log line: not as the token in force, not as one that signs, not as a signature', async () => {
    const log = logKeeper();
    for (const [index, secret] of secrets.entries()) {
      const name = routes[index]?.name as RouteName;
      const keys = [tokenKey(secret), { ...SHARED_KEY, secret }, tokenKey()];
      const signingKeys = { read: async () => keys, readAgain: async () => [] };
      const broken = serviceHandler(services({ signingKeys }), log.write);
      await broken(signedEvent(name), lambdaContext());
      await broken(signedEvent(name, { authToken: secret }), lambdaContext());
      await broken(
        signedEvent(name, { tamper: ({ headers }) => Object.assign(headers, { 'x-twilio-signature': secret }) }),
        lambdaContext(),
      );
    }
    expect(log.texts().length).toBe(15);
    expect(leaksIn(JSON.stringify(log.texts()))).toEqual([]);
  });
});

describe('what is deployed', () => {
  it('holds no canary: not in the template', () =>
    expect(leaksIn(JSON.stringify(synthesizedTemplate().toJSON()))).toEqual([]));

  it.each(bundleNames)('and not in the bundle of %s', (name) => {
    const folder = join(testBundles, name);
    const text = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(secrets.filter((secret) => text.join('').includes(secret))).toEqual([]);
    expect(text.join('')).not.toMatch(/0123456789abcdef0123456789abcdef/);
  });
});
