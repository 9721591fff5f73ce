import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpTransport, type Transport } from '../../../local/twilio/webhook-transport.ts';
import { parseWebhookUrl } from '../../../local/twilio/webhook-url.ts';
import { type WebhookFaults, type WebhookRecord, Webhooks } from '../../../local/twilio/webhooks.ts';
import { VirtualClock } from '../../../local/world/clock/clock.ts';
import { AUTH_TOKEN, ORIGIN, twiml, WebhookTarget } from './webhook-target.ts';

let target: WebhookTarget;
let transport: Transport;
let records: WebhookRecord[];

beforeEach(async () => {
  target = await new WebhookTarget().start();
  transport = createHttpTransport(target.origins);
  records = [];
});

afterEach(async () => {
  transport.close();
  await target.stop();
});

function webhooks(options: { faults?: WebhookFaults; timeLimitMs?: number } = {}): Webhooks {
  return new Webhooks({ clock: new VirtualClock(5000), authToken: () => AUTH_TOKEN, send: transport.send, ...options });
}

function post(path: string, sender = webhooks(), parameters: Record<string, string> = { CallSid: 'CA1', Digits: '' }) {
  return sender.send({ method: 'POST', url: `${ORIGIN}${path}`, parameters }, (record) => records.push(record));
}

describe('connection overrides', () => {
  it('are neither sent nor signed', async () => {
    target.on('/voice', twiml());
    await post('/voice?a=1#rc=2&rp=5xx');
    expect(target.received).toMatchObject([{ path: '/voice?a=1', validlySigned: true }]);
  });

  it('have Twilio ask again as often as they say, with the same idempotency token', async () => {
    target.on('/voice', { status: 503 });
    await post('/voice#rc=2&rp=ct,rt,5xx');
    expect(records.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 503],
      [2, 503],
      [3, 503],
    ]);
    expect(new Set(target.received.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
  });

  it('have Twilio take the first answer that is good', async () => {
    const statuses = [500, 200];
    target.on('/voice', () => ({ status: statuses.shift() ?? 599, body: twiml() }));
    expect(await post('/voice#rc=5&rp=all')).toMatchObject({ ok: true, record: { attempt: 2 } });
  });

  it('have Twilio wait less long, and ask again when nothing came', async () => {
    target.on('/voice', 'never');
    expect(await post('/voice#rt=100&rc=1&rp=rt')).toMatchObject({ ok: false, errorCode: 11205 });
    expect(records.map(({ error }) => error)).toEqual(['no answer within 100 ms', 'no answer within 100 ms']);
  });

  it('have Twilio give up when the total time is over, whatever retries are left', async () => {
    target.on('/voice', 'never');
    await post('/voice#rt=100&tt=100&rc=5&rp=rt');
    expect(records).toHaveLength(1);
  });

  it('have Twilio ask again only for what they name', async () => {
    target.on('/voice', { status: 404 });
    await post('/voice#rc=2&rp=5xx');
    expect(records).toHaveLength(1);
  });

  it('are read with their defaults', () => {
    expect(parseWebhookUrl(`${ORIGIN}/a#rc=3&rp=all&ct=100&rt=4000`)).toEqual({
      url: `${ORIGIN}/a`,
      overrides: {
        connectTimeoutMs: 100,
        readTimeoutMs: 4000,
        totalTimeoutMs: 15_000,
        retryCount: 3,
        retryOn: new Set(['ct', 'rt', '4xx', '5xx']),
        edges: [],
      },
    });
    expect(parseWebhookUrl(`${ORIGIN}/a`).overrides).toMatchObject({ retryCount: 1, retryOn: new Set(['ct']) });
  });

  it.each([
    'rc=6',
    'rc=',
    'rc=-1',
    'ct=99',
    'ct=10001',
    'rt=15001',
    'tt=15001',
    'rp=3xx',
    'rp=',
    'x=1',
    'constructor=1',
  ])('are refused when they are out of range: %s', (fragment) => {
    expect(() => parseWebhookUrl(`${ORIGIN}/a#${fragment}`)).toThrow(/override|policy/);
  });

  it.each(['rc=0', 'rc=5', 'ct=100', 'ct=10000', 'rt=15000', 'tt=15000'])(
    'are taken at their limits: %s',
    (fragment) => {
      expect(() => parseWebhookUrl(`${ORIGIN}/a#${fragment}`)).not.toThrow();
    },
  );
});
