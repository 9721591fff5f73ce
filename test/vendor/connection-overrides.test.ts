import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { documentOverrides, type RouteName, routes, routeUrl } from '../../lambdas/routes.ts';
import { createHttpTransport, type Transport } from '../../local/twilio/webhook-transport.ts';
import { parseWebhookUrl } from '../../local/twilio/webhook-url.ts';
import { type WebhookRecord, Webhooks } from '../../local/twilio/webhooks.ts';
import { VirtualClock } from '../../local/world/clock/clock.ts';
import {
  type Answer,
  ORIGIN,
  AUTH_TOKEN as targetToken,
  twiml,
  WebhookTarget,
} from '../local/twilio/webhook-target.ts';
import { AUTH_TOKEN, configuration, snapshot } from '../support/builders.ts';
import { lambdaContext, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

interface Key {
  least?: number;
  most?: number;
  default?: number | string;
  values?: string[];
}

const { keys, hardLimitMilliseconds, idempotencyHeader } = vendorDocument('twilio-connection-overrides') as {
  keys: Record<'ct' | 'rt' | 'tt' | 'rc' | 'rp' | 'e', Key>;
  hardLimitMilliseconds: number;
  idempotencyHeader: string;
};

const fragmentOf = (url: string) => Object.fromEntries(new URLSearchParams(url.split('#')[1]));

/** Whether Twilio's documents allow this value of this key. */
function isAllowed(name: string, value: string): boolean {
  const { least = 0, most = 0, values } = keys[name as keyof typeof keys] ?? { values: [] };
  if (values) return value.split(',').every((word) => values.includes(word));
  return Number(value) >= least && Number(value) <= most;
}

describe('T2: what we write after the # of a URL', () => {
  const urls = routes
    .filter(({ guard }) => guard === 'twilio-signature')
    .map(({ name }) => [name, routeUrl(ORIGIN, name, { name: 'support' })] as const);

  it.each(urls)('is allowed by Twilio on %s, and leaves time for one good answer after the failures', (_name, url) => {
    const fragment = fragmentOf(url);
    expect(Object.keys(fragment).sort()).toEqual(['ct', 'rc', 'rp', 'rt', 'tt']);
    for (const [name, value] of Object.entries(fragment)) expect([name, isAllowed(name, value)]).toEqual([name, true]);
    expect(fragment['rp']).toBe('ct,rt,5xx');
    expect(Number(fragment['tt'])).toBeLessThanOrEqual(hardLimitMilliseconds);
    expect(Number(fragment['rt']) * 2).toBeLessThan(Number(fragment['tt']));
  });

  it('differs for documents, which a caller waits for, and for notifications', () => {
    const retries = (name: RouteName) => fragmentOf(routeUrl(ORIGIN, name, { name: 'support' }))['rc'];
    expect(routes.filter(({ name }) => retries(name) === '4').map(({ name }) => name)).toEqual([
      ...['transfer-progress', 'call-ended', 'task-events', 'mindful-events'],
    ]);
  });

  it('is on every URL of every document that a call can get', async () => {
    const { table, queueStates, callbacks } = memoryTable();
    table.state = { snapshot: snapshot(900) };
    const inQueueOffer = { afterSeconds: 30, everySeconds: 60, atMost: 2 };
    const given = services({ configuration: configuration({ inQueueOffer }), queueStates, callbacks });
    const asked: [RouteName, Record<string, string>?][] = [
      ['incoming-call'],
      ['offer-reply', { Digits: '1' }],
      ['offer-reply', { Digits: '7' }],
      ['hold', { QueueTime: '600' }],
      ['hold-reply', { Digits: '2' }],
      ['left-queue', { QueueResult: 'error' }],
      ['left-queue', { QueueResult: 'queue-full' }],
      ['transfer'],
      ['transfer-result', { DialCallStatus: 'busy' }],
      ['transfer-refer', { ReferTransferTarget: '<sip:hold-support@x.sip.twilio.com>' }],
      ['return-call'],
      ['sip', { To: 'sip:return-support@x.sip.twilio.com', SipDomain: 'x.sip.twilio.com' }],
      ['return-hold'],
      ['wait-time'],
    ];
    const seen = new Set<string>();
    for (const [name, form] of asked) {
      const { body = '' } = await serviceHandler(given, () => undefined)(signedEvent(name, { form }), lambdaContext());
      for (const [url] of body.matchAll(/https:\/\/api\.example\.com\/[^"<\s]*/g)) {
        const decoded = url.replaceAll('&amp;', '&');
        expect(decoded).toMatch(/#rc=[24]&rp=ct,rt,5xx&ct=2000&rt=\d+&tt=\d+$/);
        seen.add(new URL(decoded).pathname.split('/').at(-1) ?? '');
      }
    }
    expect([...seen].sort()).toEqual([
      ...['hold', 'hold-reply', 'left-queue', 'offer-reply', 'return-hold'],
      ...['transfer-progress', 'transfer-refer', 'transfer-result'],
    ]);
  });
});

describe('T2: the fragment is not part of what is signed', () => {
  const url = routeUrl('https://api.example.com', 'hold', { name: 'support' }, { since: 5 });
  const asked = url.split('#')[0] ?? '';
  const form = { AccountSid: 'AC1' };

  it('for the SDK, which signs and checks what was asked', () => {
    const signature = getExpectedTwilioSignature(AUTH_TOKEN, asked, form);
    expect(validateRequest(AUTH_TOKEN, signature, asked, form)).toBe(true);
    expect(validateRequest(AUTH_TOKEN, signature, url, form)).toBe(false);
  });

  it('for our gate, which lets in what the simulated Twilio asks of such a URL', async () => {
    const event = signedEvent('hold', { query: 'since=5' });
    expect((await serviceHandler(services({}), () => undefined)(event, lambdaContext())).statusCode).toBe(200);
  });
});

describe('T2: the simulated Twilio', () => {
  let target: WebhookTarget;
  let transport: Transport;
  let webhooks: Webhooks;

  beforeAll(async () => {
    target = await new WebhookTarget().start();
    transport = createHttpTransport(target.origins);
    webhooks = new Webhooks({ clock: new VirtualClock(0), authToken: () => targetToken, send: transport.send });
  });

  afterAll(async () => {
    transport.close();
    await target.stop();
  });

  async function attempts(fragment: string, answer: Answer): Promise<WebhookRecord[]> {
    const records: WebhookRecord[] = [];
    target.received.splice(0);
    target.on('/voice', answer);
    const webhook = { method: 'POST', url: `${ORIGIN}/voice${fragment}`, parameters: { CallSid: 'CA1' } } as const;
    await webhooks.send(webhook, (record) => records.push(record));
    return records;
  }

  it('does without overrides what Twilio documents: no second attempt after an answer, whatever its status', async () => {
    for (const status of [403, 404, 500, 503]) expect(await attempts('', { status })).toHaveLength(1);
    expect(parseWebhookUrl(`${ORIGIN}/voice`).overrides).toEqual({
      connectTimeoutMs: keys.ct.default,
      readTimeoutMs: keys.rt.default,
      totalTimeoutMs: keys.tt.default,
      retryCount: keys.rc.default,
      retryOn: new Set([keys.rp.default]),
      edges: [],
    });
  });

  it('tries once more where it got no connection', async () => {
    const records: WebhookRecord[] = [];
    const elsewhere = { method: 'POST', url: 'https://elsewhere.example.com/voice', parameters: {} } as const;
    await webhooks.send(elsewhere, (record) => records.push(record));
    expect(records).toHaveLength(2);
  });

  it('takes each key from its least to its most value, and nothing beyond', () => {
    for (const [name, { least, most, values }] of Object.entries(keys)) {
      const good = values ?? [least, most];
      const bad = values ? ['moon', ''] : [(least ?? 0) - 1, (most ?? 0) + 1];
      for (const value of good) expect(() => parseWebhookUrl(`${ORIGIN}/a#${name}=${value}`)).not.toThrow();
      for (const value of bad) expect(() => parseWebhookUrl(`${ORIGIN}/a#${name}=${value}`)).toThrow();
    }
  });

  it('never waits longer than the hard limit, and tells attempts of one webhook by one token', async () => {
    expect(parseWebhookUrl(`${ORIGIN}/a#rt=15000&rc=5`).overrides.totalTimeoutMs).toBe(hardLimitMilliseconds);
    await attempts(documentOverrides, { status: 503 });
    const tokens = target.received.map(({ headers }) => headers[idempotencyHeader.toLowerCase()]);
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(1);
    await attempts(documentOverrides, twiml());
    expect(target.received[0]?.headers[idempotencyHeader.toLowerCase()]).not.toBe(tokens[0]);
  });

  it('leaves from the edges in turn', async () => {
    const records = await attempts('#rc=3&rp=5xx&e=dublin,frankfurt', { status: 503 });
    expect(records.map(({ edge }) => edge)).toEqual(['dublin', 'frankfurt', 'dublin', 'frankfurt']);
  });

  it('retries on what is named alone: a redirection is neither 4xx nor 5xx', async () => {
    expect(await attempts('#rc=2&rp=all', { status: 302, location: '/x' })).toHaveLength(1);
    expect(await attempts('#rc=2&rp=4xx', { status: 503 })).toHaveLength(1);
    expect(await attempts('#rc=2&rp=4xx', { status: 404 })).toHaveLength(3);
  });
});
