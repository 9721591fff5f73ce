import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpTransport, type Transport } from '../../../local/twilio/webhook-transport.ts';
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

describe('a webhook by POST', () => {
  it('carries a signed form with empty values, and is recorded', async () => {
    target.on('/voice', twiml());
    const outcome = await post('/voice?a=1&b=%20x');
    expect(outcome).toMatchObject({ ok: true, status: 200, contentType: 'text/xml', body: twiml() });
    expect(target.received).toMatchObject([
      { method: 'POST', path: '/voice?a=1&b=%20x', form: { CallSid: 'CA1', Digits: '' }, validlySigned: true },
    ]);
    expect(records).toMatchObject([
      { atMs: 5000, method: 'POST', url: `${ORIGIN}/voice?a=1&b=%20x`, status: 200, attempt: 1, body: twiml() },
    ]);
  });

  it('is signed right whatever its values are', async () => {
    target.on('/voice', twiml());
    await post('/voice', webhooks(), {
      From: 'sip:+1@x;y=ü&z',
      CallerName: 'Zoë <&> 100%+',
      'SipHeader_x-User-to-User': '"a"',
    });
    expect(target.received[0]).toMatchObject({
      validlySigned: true,
      form: { From: 'sip:+1@x;y=ü&z', CallerName: 'Zoë <&> 100%+', 'SipHeader_x-User-to-User': '"a"' },
    });
  });

  it('is not accepted by the receiver when the token is another one', async () => {
    target.on('/voice', twiml());
    const sender = new Webhooks({ clock: new VirtualClock(0), authToken: () => 'other', send: transport.send });
    await post('/voice', sender);
    expect(target.received[0]?.validlySigned).toBe(false);
  });
});

describe('a webhook by GET', () => {
  it.each([
    ['/voice', '/voice?CallSid=CA1&From=%2B1415'],
    ['/voice?a=1', '/voice?a=1&CallSid=CA1&From=%2B1415'],
  ])('to %s carries its parameters in a signed query', async (path, expected) => {
    target.on('/voice', twiml());
    const parameters = { CallSid: 'CA1', From: '+1415' };
    await webhooks().send({ method: 'GET', url: `${ORIGIN}${path}`, parameters }, (record) => records.push(record));
    expect(target.received).toMatchObject([{ method: 'GET', path: expected, form: {}, validlySigned: true }]);
    expect(records[0]?.url).toBe(`${ORIGIN}${expected}`);
  });
});

describe('a webhook that fails', () => {
  it.each([[302], [403], [404], [500], [503]])(
    'with status %i is error 11200 and is not sent again',
    async (status) => {
      target.on('/voice', { status, location: '/elsewhere' });
      expect(await post('/voice')).toEqual({ ok: false, errorCode: 11200, message: `HTTP status ${status}` });
      expect(target.received).toHaveLength(1);
      expect(records).toMatchObject([{ status, error: `HTTP status ${status}` }]);
    },
  );

  it('without an answer in time is error 11205', async () => {
    target.on('/voice', 'never');
    const outcome = await post('/voice', webhooks({ timeLimitMs: 30 }));
    expect(outcome).toMatchObject({ ok: false, errorCode: 11205 });
    expect(records[0]?.error).toMatch(/^no answer within \d+/);
    expect(records[0]).not.toHaveProperty('status');
  });

  it('without a server is error 11205, after the one retry that Twilio makes for connections', async () => {
    await target.stop();
    expect(await post('/voice')).toMatchObject({ ok: false, errorCode: 11205 });
    expect(records.map(({ attempt }) => attempt)).toEqual([1, 2]);
    target = await new WebhookTarget().start();
  });

  it('at an unknown host is error 11210', async () => {
    const outcome = await webhooks().send({ method: 'POST', url: 'https://elsewhere/voice', parameters: {} }, () => {});
    expect(outcome).toEqual({ ok: false, errorCode: 11210, message: 'nothing is served at https://elsewhere' });
  });

  it('because of a fragment that Twilio does not know is error 11210', async () => {
    expect(await post('/voice#retries=2')).toMatchObject({
      ok: false,
      errorCode: 11210,
      message: expect.stringContaining('"retries"'),
    });
    expect(records).toMatchObject([{ url: `${ORIGIN}/voice#retries=2`, error: expect.stringContaining('retries') }]);
  });
});

describe('webhook faults', () => {
  it('may send a webhook twice and answer with the second answer', async () => {
    target.on('/voice', () => twiml(`<Pause length="${target.received.length}"/>`));
    const faults: WebhookFaults = {
      around: async (request, send) => {
        await send(request);
        return send(request);
      },
    };
    expect(await post('/voice', webhooks({ faults }))).toMatchObject({ body: twiml('<Pause length="2"/>') });
  });

  it('may answer in place of the service', async () => {
    const faults: WebhookFaults = {
      around: async () => ({ kind: 'answer', status: 429, contentType: 'text/plain', body: '' }),
    };
    expect(await post('/voice', webhooks({ faults }))).toMatchObject({ ok: false, errorCode: 11200 });
    expect(target.received).toHaveLength(0);
  });

  it('may spoil the signature', async () => {
    target.on('/voice', twiml());
    const faults: WebhookFaults = {
      around: (request, send) => send({ ...request, headers: { ...request.headers, 'x-twilio-signature': 'AAAA' } }),
    };
    await post('/voice', webhooks({ faults }));
    expect(target.received[0]?.validlySigned).toBe(false);
  });
});

describe('virtual time', () => {
  it('waits for a webhook that is on its way', async () => {
    const clock = new VirtualClock(0);
    const sender = new Webhooks({ clock, authToken: () => AUTH_TOKEN, send: transport.send });
    target.on('/voice', () => twiml(`<Pause length="${1 + clock.nowMs()}"/>`));
    const sent = post('/voice', sender);
    await clock.advance(3600);
    expect(await sent).toMatchObject({ body: twiml('<Pause length="1"/>') });
  });
});
