import { describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { WebhookEvent } from '../../lambdas/middleware/webhook-request.ts';
import { AUTH_TOKEN } from '../support/builders.ts';
import { openGate } from '../support/open-gate.ts';
import { setForm, signedEvent } from '../support/signed-event.ts';
import { phoneCall } from '../support/twilio-forms.ts';

const URL = 'https://api.example.com/queues/support/hold';
const complete = new URLSearchParams(phoneCall).toString();

const many = (count: number) => Array.from({ length: count }, (_, index) => `p${index}=1`).join('&');

/** Bodies as forms, each signed over what the function itself would read. */
const forms: Record<string, string> = {
  empty: '',
  'one ampersand': '&',
  'ampersands only': '&'.repeat(5000),
  'one equals sign': '=',
  'a name without value': 'Digits',
  'a value without name': '=1',
  'a parameter repeated with another value': `${complete}&From=%2B14155559999`,
  '201 parameters': `${complete}&${many(201)}`,
  '1,001 parameters': many(1001),
  '10,000 parameters': many(10_000),
  '64 KB and one byte': `a=${'b'.repeat(64 * 1024 - 1)}`,
  '1 MB': `a=${'b'.repeat(1024 * 1024)}`,
  '10 MB': `a=${'b'.repeat(10 * 1024 * 1024)}`,
  '10 MB of escapes': '%41'.repeat(3_500_000),
  'constructor and prototype': 'constructor=1&prototype=2&toString=3&hasOwnProperty=4',
  '__proto__ twice': '__proto__=a&__proto__=b',
  'brackets as in PHP': 'From[]=1&From[a]=2&Call[Sid]=3',
  'a semicolon as separator': complete.replaceAll('&', ';'),
  'a bad escape': 'From=%zz&To=%',
  'an escape cut short': 'From=%2',
  'escapes that are no UTF-8': 'From=%FF%FE&To=%C0%80',
  'an overlong escape': 'Fr%C1%AFm=1',
  'a lone surrogate': 'From=%ED%A0%80',
  'an escaped name': 'Call%53id=CA1&%46rom=%2B14155551234',
  'a BOM first': `%EF%BB%BF${complete}`,
  'two question marks first': `??${complete}`,
  'a fragment': `#${complete}`,
  XML: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  'JSON as a form': '{"CallSid":"CA1","From":"+14155551234"}',
  multipart: '--x\r\nContent-Disposition: form-data; name="From"\r\n\r\n+14155551234\r\n--x--',
  'a chunked body as it is': '5\r\nFrom=\r\n0\r\n\r\n',
  'control characters': '\u0001\u0002=\u0003',
  'no call': 'AccountSid=AC00000000000000000000000000000001',
  'a call without its caller': new URLSearchParams(
    Object.entries(phoneCall).filter(([name]) => name !== 'From'),
  ).toString(),
  'a call SID too short': new URLSearchParams({ ...phoneCall, CallSid: 'CA1' }).toString(),
  'a call SID too long': new URLSearchParams({ ...phoneCall, CallSid: `${phoneCall.CallSid}0` }).toString(),
  'a name of 10,000 letters': `${'N'.repeat(10_000)}=1`,
};

/** Strange, but of no weight to any step: no reason to take a call's webhook away. */
const odd: Record<string, string> = {
  'a repeated parameter': `${complete}&From=%2B14155551234`,
  'a parameter repeated 100 times': complete + '&Digits=1'.repeat(100),
  __proto__: `${complete}&__proto__=x`,
  'the form twice': `${complete}&${complete}`,
  'a parameter of no weight repeated with another value': `${complete}&CallerName=Bob`,
  'a key repeated with another key': `${complete}&Digits=1&Digits=2`,
  'a name in other letters': `${complete}&%D0%98%D0%BC%D1%8F=1`,
  'NUL in a value': complete.replace('in-progress', 'in%00-progress'),
  'NUL in a name': `${complete}&Dig%00its=1`,
  'a line break in a name': `${complete}&X%0D%0AY=1`,
  'a space in a name': `${complete}&Digits =1`,
  'a plus in a name': `${complete}&Digits+=1`,
  'keys that are none': new URLSearchParams({ ...phoneCall, Digits: '1;DROP' }).toString(),
  'a negative queue time': new URLSearchParams({ ...phoneCall, QueueTime: '-1' }).toString(),
  'a queue time of 1e308': new URLSearchParams({ ...phoneCall, QueueTime: '1e308' }).toString(),
};

/** What else may be wrong with an event that carries a good form. */
const envelopes: Record<string, (event: WebhookEvent) => void> = {
  'base64 that is said to be text': (event) => Object.assign(event, { isBase64Encoded: false }),
  'text that is said to be base64': (event) => Object.assign(event, { body: complete }),
  'base64 twice': (event) => Object.assign(event, { body: Buffer.from(event.body ?? '').toString('base64') }),
  'base64 cut short': (event) => Object.assign(event, { body: event.body?.slice(0, -5) }),
  'no body': (event) => Object.assign(event, { body: undefined }),
  'no content type': (event) => Object.assign(event.headers, { 'content-type': undefined }),
  'text/plain': (event) => Object.assign(event.headers, { 'content-type': 'text/plain' }),
  'text/xml': (event) => Object.assign(event.headers, { 'content-type': 'text/xml' }),
  'multipart/form-data': (event) => Object.assign(event.headers, { 'content-type': 'multipart/form-data; boundary=x' }),
  'application/json that is a form': (event) => Object.assign(event.headers, { 'content-type': 'application/json' }),
  'application/json that is a list': (event) => {
    Object.assign(event.headers, { 'content-type': 'application/json' });
    Object.assign(event, { body: '[]', isBase64Encoded: false });
  },
  'application/json of 10,000 brackets': (event) => {
    Object.assign(event.headers, { 'content-type': 'application/json' });
    Object.assign(event, { body: '['.repeat(10_000), isBase64Encoded: false });
  },
  'two content types': (event) =>
    Object.assign(event.headers, { 'content-type': 'application/json,application/x-www-form-urlencoded' }),
};

function signedOver(body: string): WebhookEvent {
  const parameters: Record<string, string | string[]> = Object.create(null);
  if (body.length < 200_000) {
    for (const [name, value] of new URLSearchParams(body)) {
      const before = parameters[name];
      parameters[name] = before === undefined ? value : [before, value].flat();
    }
  }
  const signed = signedEvent('hold');
  setForm(signed, body);
  signed.headers['x-twilio-signature'] = getExpectedTwilioSignature(AUTH_TOKEN, URL, parameters);
  return signed;
}

describe('a body that is odd in what no step acts on', () => {
  it.each(Object.entries(odd))('is let in if it is signed: %s', async (_, body) =>
    expect((await openGate(signedOver(body))).status).toBe(200),
  );
});

describe('a body that Twilio would never send', () => {
  it('comes in 60 shapes', () =>
    expect([forms, odd, envelopes].flatMap((shapes) => Object.keys(shapes)).length).toBeGreaterThanOrEqual(60));

  it.each(Object.entries(forms))('is refused unsigned and signed: %s', async (_, body) => {
    const event = signedEvent('hold');
    setForm(event, body);
    expect((await openGate(event)).status).toBeGreaterThanOrEqual(400);
    expect((await openGate(signedOver(body))).status).toBeGreaterThanOrEqual(400);
  });

  it.each(Object.entries(envelopes))('is refused in a wrong envelope: %s', async (_, change) => {
    const event = signedEvent('hold', { form: phoneCall });
    change(event);
    expect((await openGate(event)).status).toBeGreaterThanOrEqual(400);
  });
});
