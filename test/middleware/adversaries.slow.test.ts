import { describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { WebhookEvent } from '../../lambdas/middleware/webhook-request.ts';
import { ACCOUNT_SID, AUTH_TOKEN, tokenKey } from '../support/builders.ts';
import { gateOf, openGate } from '../support/open-gate.ts';
import { fc } from '../support/properties.ts';
import { setForm, signedEvent, signedJsonEvent } from '../support/signed-event.ts';
import { genuineRequests, phoneCall } from '../support/twilio-forms.ts';

const form = { ...phoneCall, Digits: '1' };
const good = () => signedEvent('offer-reply', { form, query: 'wait=421' });
const goodSignature = good().headers['x-twilio-signature'] ?? '';

async function statusOf(change: (event: WebhookEvent) => void): Promise<number> {
  const event = good();
  change(event);
  return (await openGate(event)).status;
}

describe('a forged signature', () => {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  const mutants = [...goodSignature].flatMap((right, place) =>
    printable
      .filter((wrong) => wrong !== right)
      .map((wrong) => goodSignature.slice(0, place) + wrong + goodSignature.slice(place + 1)),
  );
  const shapes = [
    ...[
      '',
      ' ',
      'x',
      'null',
      'undefined',
      '0',
      '='.repeat(28),
      'A'.repeat(27),
      `${'A'.repeat(27)}=`,
      'A'.repeat(100_000),
    ],
    ...[`${goodSignature} `, ` ${goodSignature}`, `${goodSignature},${goodSignature}`, goodSignature.toLowerCase()],
    ...[goodSignature.slice(1), goodSignature.slice(0, -1), `${goodSignature}=`, encodeURIComponent(goodSignature)],
    ...[
      Buffer.from(goodSignature, 'base64').toString('hex'),
      `v1,${goodSignature}`,
      `sha1=${goodSignature}`,
      `t=1,v1=${goodSignature}`,
    ],
    ...[goodSignature.replace(/.$/, '\0'), `${goodSignature}\r\nX: y`, '__proto__', '{}', '[]', '%00'],
    ...[...goodSignature].map((_, place) => goodSignature.slice(place) + goodSignature.slice(0, place)).slice(1),
  ].filter((shape) => shape !== goodSignature);

  it(`is refused in each of ${mutants.length} versions with one other character`, async () => {
    expect(mutants.length).toBeGreaterThanOrEqual(2_600);
    for (const mutant of mutants) {
      const status = await statusOf((event) => Object.assign(event.headers, { 'x-twilio-signature': mutant }));
      expect([mutant, status]).toEqual([mutant, 403]);
    }
  });

  it.each(shapes)('is refused as %j', async (shape) =>
    expect(await statusOf((event) => Object.assign(event.headers, { 'x-twilio-signature': shape }))).toBe(403),
  );

  it.each(['', 'undefined', 'null', AUTH_TOKEN.slice(0, -1), `${AUTH_TOKEN}0`, AUTH_TOKEN.toUpperCase(), ACCOUNT_SID])(
    'is refused when it was made with the token %j',
    async (authToken) => expect((await openGate(signedEvent('offer-reply', { form, authToken }))).status).toBe(403),
  );
});

describe('a request of which one thing was changed after it was signed', () => {
  const changes = genuineRequests
    .filter(({ route }) => route !== 'wait-time-get')
    .flatMap(({ route, query, form: signed }) => [
      ...Object.keys(signed).flatMap((name) => [
        { route, query, signed, sent: { ...signed, [name]: `${signed[name]}1` } },
        { route, query, signed, sent: { ...signed, [name]: '' } },
        { route, query, signed, sent: Object.fromEntries(Object.entries(signed).filter(([key]) => key !== name)) },
      ]),
      { route, query, signed, sent: { ...signed, Extra: '1' } },
    ])
    .filter(({ signed, sent }) => signedPart(signed) !== signedPart(sent));

  function signedPart(values: Record<string, string>): string {
    return Object.entries(values)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flat()
      .join('');
  }

  it(`is refused, ${changes.length} times`, async () => {
    expect(changes.length).toBeGreaterThan(1000);
    for (const { route, query, signed, sent } of changes) {
      const tamper = (event: WebhookEvent) => setForm(event, new URLSearchParams(sent).toString());
      const { status } = await openGate(signedEvent(route, { form: signed, ...(query && { query }), tamper }));
      expect([route, sent, status]).toEqual([route, sent, 403]);
    }
  });
});

describe('what a stranger makes up', () => {
  it('is refused and never breaks the gate, 100,000 times', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('Digits', 'From', ACCOUNT_SID, '__proto__'),
    );
    const signature = fc.oneof(fc.base64String({ minLength: 28, maxLength: 28 }), fc.string({ maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text), { maxLength: 8 }),
        fc.oneof(
          signature,
          fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('base64')),
        ),
        fc.string({ maxLength: 12 }),
        fc.boolean(),
        async (pairs, header, query, isBase64Encoded) => {
          const event = good();
          setForm(event, new URLSearchParams(pairs).toString());
          Object.assign(event, { rawQueryString: query, isBase64Encoded });
          event.headers['x-twilio-signature'] = header;
          return (await openGate(event)).status >= 400;
        },
      ),
      { numRuns: 100_000 },
    );
  }, 120_000);
});

describe('headers that say where a request came from', () => {
  const names = [
    ...['host', 'forwarded', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-prefix'],
    ...['x-forwarded-for', 'x-original-host', 'x-original-url', 'x-original-uri', 'x-rewrite-url', 'x-host'],
  ];
  const values = ['evil.example.com', 'api.example.com', 'https', 'for=1.2.3.4;host=evil.example.com;proto=http'];
  const forged = names.flatMap((name) => values.map((value) => ({ name, value })));

  it.each(forged)('change no verdict: $name: $value', async ({ name, value }) => {
    expect(await statusOf((event) => Object.assign(event.headers, { [name]: value }))).toBe(200);
    const signature = getExpectedTwilioSignature(
      AUTH_TOKEN,
      `https://${value}/queues/support/offer-reply?wait=421`,
      form,
    );
    const isOurs = value === 'api.example.com';
    const forSomebodyElse = (event: WebhookEvent) =>
      Object.assign(event.headers, { [name]: value, 'x-twilio-signature': signature });
    expect(await statusOf(forSomebodyElse)).toBe(isOurs ? 200 : 403);
  });

  it('are 48', () => expect(forged).toHaveLength(48));
});

describe('a changed idempotency token', () => {
  it('changes nothing, as Twilio does not sign it', async () => {
    for (const token of ['one', 'two', ''])
      expect(await statusOf((event) => Object.assign(event.headers, { 'i-twilio-idempotency-token': token }))).toBe(
        200,
      );
  });
});

describe('a JSON body', () => {
  it('is for Studio alone', async () => {
    const onAnotherRoute = signedJsonEvent('{}', (event) =>
      Object.assign(event, { routeKey: 'POST /queues/{queue}/hold' }),
    );
    expect((await openGate(onAnotherRoute)).status).toBeGreaterThanOrEqual(400);
  });

  it('cannot be left away while its hash is in the query', async () => {
    const withoutBody = signedJsonEvent('{"From":"+14155551234"}', (event) => {
      delete event.body;
    });
    expect((await openGate(withoutBody)).status).toBe(403);
  });
});

describe('without a usable token', () => {
  it.each([[[]], [['']], [['', '']]])('nothing is let in with the tokens %j', async (tokens) => {
    const ask = gateOf({
      signingKeys: {
        read: async () => tokens.filter((token) => token !== '').map(tokenKey),
        readAgain: async () => [],
      },
    });
    expect((await ask(signedEvent('hold', { authToken: '' }))).status).toBe(403);
    expect((await ask(signedEvent('hold'))).status).toBe(403);
  });
});
