import { describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { SigningKey } from '../../lambdas/domain/twilio-credentials.ts';
import { isSignedByTwilio } from '../../lambdas/middleware/twilio/gate.ts';
import type { SignedWebhook } from '../../local/twilio/webhook-transport.ts';
import { type SharedKey, Webhooks } from '../../local/twilio/webhooks.ts';
import { VirtualClock } from '../../local/world/clock/clock.ts';
import { AUTH_TOKEN, SHARED_KEY, tokenKey } from '../support/builders.ts';
import { gateOf } from '../support/open-gate.ts';
import { type EventOptions, signedEvent, signedJsonEvent } from '../support/signed-event.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

interface Published {
  header: string;
  settings: string;
  algorithmWithoutHeader: string;
  signatureLengths: Record<string, number>;
  secret: string;
  vectors: { name: string; url: string; params: Record<string, string | string[]>; signature: string }[];
}

const published = vendorDocument('twilio-shared-keys') as unknown as Published;
const settingsHeader = published.header.toLowerCase();
const second: SigningKey = {
  ...SHARED_KEY,
  name: 'webhooks_sharedkey_two',
  secret: 'another-shared-key-of-some-length',
};
const hold = (options: EventOptions) => signedEvent('hold', options);
const holdBy = (key: SigningKey) => hold({ key });

function gateWith(...keys: SigningKey[]) {
  const ask = gateOf({ signingKeys: { read: async () => keys, readAgain: async () => undefined } });
  return async (event: ReturnType<typeof holdBy>) => (await ask(event)).status;
}

describe('T1: a webhook that a SharedKey signs', () => {
  it.each(published.vectors)('is let in as the SDK signs it: $name', ({ url, params, signature }) => {
    const key = { ...SHARED_KEY, secret: published.secret };
    const request = { url, signature, algorithm: 'HMAC_SHA256' as const, form: params };
    expect(isSignedByTwilio([key], request)).toBe(true);
    expect(validateRequest(key.secret, signature, url, params, 'HMAC_SHA256')).toBe(true);
    expect(signature).toHaveLength(published.signatureLengths['HMAC_SHA256'] ?? 0);
  });

  it('is let in by any of several keys, beside one that the auth token signs', async () => {
    const status = gateWith(tokenKey(), second, SHARED_KEY);
    expect(await status(holdBy(SHARED_KEY))).toBe(200);
    expect(await status(holdBy(second))).toBe(200);
    expect(await status(hold({}))).toBe(200);
    expect(await status(signedJsonEvent('{"From":"+14155551234"}', undefined, SHARED_KEY))).toBe(200);
  });

  it('is let in where there is no auth token at all, and one that a token signs is not', async () => {
    const status = gateWith(SHARED_KEY);
    expect(await status(holdBy(SHARED_KEY))).toBe(200);
    expect(await status(hold({}))).toBe(403);
  });

  it.each([
    ['key=webhooks_sharedkey_one,algorithm=HMAC_SHA256', 200],
    ['key=webhooks_sharedkey_one, algorithm=HMAC_SHA256', 200],
    ['algorithm=hmac_sha256,key=webhooks_sharedkey_one', 200],
    ['key=one,algorithm=HMAC_SHA256,keyVersion=2', 200],
    ['', 403],
    ['key=webhooks_sharedkey_one', 403],
    ['key=webhooks_sharedkey_one,algorithm=', 403],
    ['key=webhooks_sharedkey_one,algorithm=HMAC_SHA1', 403],
    ['key=webhooks_sharedkey_one,algorithm=HMAC_SHA512', 403],
    ['key=webhooks_sharedkey_one,algorithm=none', 403],
    ['key=webhooks_sharedkey_one,algorithm=__proto__', 403],
    ['key=one,algorithm=HMAC_SHA1,key=two,algorithm=HMAC_SHA256', 403],
  ])('with the settings %j gets %d', async (settings, wanted) => {
    const event = holdBy(SHARED_KEY);
    event.headers[settingsHeader] = settings;
    expect(await gateWith(tokenKey(), SHARED_KEY)(event)).toBe(wanted);
  });
});

describe('T1: a key signs by its own algorithm', () => {
  const algorithms = ['HMAC_SHA1', 'HMAC_SHA256'] as const;
  const secrets = { 'the auth token': AUTH_TOKEN, 'a SharedKey': SHARED_KEY.secret };
  const pairings = Object.entries(secrets).flatMap(([whose, secret]) =>
    algorithms.flatMap((signedBy) =>
      [undefined, ...algorithms].map((named) => ({ whose, secret, signedBy, named: named ?? 'no header' })),
    ),
  );

  it.each(pairings)('$whose signs by $signedBy, and the header says $named', async ({ secret, signedBy, named }) => {
    const event = hold({});
    const form = Object.fromEntries(new URLSearchParams(Buffer.from(event.body ?? '', 'base64').toString()));
    const url = `https://api.example.com${event.rawPath}`;
    event.headers['x-twilio-signature'] = getExpectedTwilioSignature(secret, url, form, signedBy);
    if (named !== 'no header') event.headers[settingsHeader] = `key=webhooks_sharedkey_one,algorithm=${named}`;
    const isToken = secret === AUTH_TOKEN;
    const isRight = isToken ? signedBy === 'HMAC_SHA1' && named !== 'HMAC_SHA256' : [signedBy, named].every(isSha256);
    expect(await gateWith(tokenKey(), SHARED_KEY)(event)).toBe(isRight ? 200 : 403);
  });

  const isSha256 = (name: string) => name === 'HMAC_SHA256';
});

describe('T1: the simulated Twilio', () => {
  const sentBy = async (sharedKey: SharedKey | undefined): Promise<SignedWebhook> => {
    const sent: SignedWebhook[] = [];
    const webhooks = new Webhooks({
      clock: new VirtualClock(0),
      authToken: () => AUTH_TOKEN,
      sharedKey: () => sharedKey,
      send: async (request) => {
        sent.push(request);
        return { kind: 'answer', status: 204, contentType: '', body: '' };
      },
    });
    const url = 'https://api.example.com/queues/support/hold';
    await webhooks.send({ method: 'POST', url, parameters: { CallSid: 'CA1', ToCity: '' } }, () => {});
    const [request] = sent;
    if (!request) throw new Error('nothing was sent');
    return request;
  };

  it('names the key and its algorithm as documented, and signs by it', async () => {
    const sharedKey = { id: 'webhooks_sharedkey_example', secret: published.secret };
    const { headers, url } = await sentBy(sharedKey);
    expect(headers[settingsHeader]).toBe(published.settings);
    const signature = headers['x-twilio-signature'] ?? '';
    expect(signature).toHaveLength(published.signatureLengths['HMAC_SHA256'] ?? 0);
    expect(validateRequest(sharedKey.secret, signature, url, { CallSid: 'CA1', ToCity: '' }, 'HMAC_SHA256')).toBe(true);
  });

  it('names none when the auth token signs', async () => {
    const { headers, url } = await sentBy(undefined);
    expect(headers).not.toHaveProperty(settingsHeader);
    const signature = headers['x-twilio-signature'] ?? '';
    expect(signature).toHaveLength(published.signatureLengths[published.algorithmWithoutHeader] ?? 0);
    expect(validateRequest(AUTH_TOKEN, signature, url, { CallSid: 'CA1', ToCity: '' })).toBe(true);
  });
});
