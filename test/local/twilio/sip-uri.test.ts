import { describe, expect, it } from '@jest/globals';
import { parseSipUri } from '../../../local/twilio/sip-uri.ts';

function read(uri: string) {
  const reading = parseSipUri(uri);
  if (!reading.ok) throw new Error(reading.problem);
  return { ...reading.uri, headers: Object.fromEntries(reading.uri.headers), dropped: reading.dropped };
}

describe('a SIP address', () => {
  it('is read with its number, host, port, transport and headers', () => {
    expect(
      read('sip:+14155550123@sip-callback.mindful.cx:5566;transport=tls?x-user-to-user=%2B14155550100&X-b=a%20b'),
    ).toEqual({
      user: '+14155550123',
      host: 'sip-callback.mindful.cx',
      port: 5566,
      transport: 'tls',
      edge: 'ashburn',
      headers: { 'x-user-to-user': '+14155550100', 'X-b': 'a b' },
      dropped: [],
    });
  });

  it.each([
    ['sip:a@b', 5060, 'udp'],
    ['sip:a@b;transport=tcp', 5060, 'tcp'],
    ['sip:a@b;transport=TLS', 5061, 'tls'],
    ['sips:a@b', 5061, 'udp'],
    ['sip:a@10.0.0.1:1', 1, 'udp'],
    ['sip:a@b:65535;region=us1', 65_535, 'udp'],
    ['sip:a@[::1]:5566', 5566, 'udp'],
  ])('%s is dialled at port %i over %s', (uri, port, transport) => {
    expect(read(uri)).toMatchObject({ port, transport });
  });

  it.each([
    '',
    'a@b',
    'tel:+14155550123',
    'sip:b',
    'sip:@b',
    'sip:a b@c',
    'sip:a@b c',
    'sip:a@b:0',
    'sip:a@b:65536',
    'sip:a@b:',
    'sip:a@b:5566x',
    'sip:a@-b',
    'sip:a@b;transport=ws',
    'sip:a@b?',
    'sip:a@b?x-a',
    'sip:a@b?x-a=1;encoding=hex',
    'sip:a@b?x-a=1?x-b=2&',
    'sip:a@b?x-a=1&&x-b=2',
    'sip:a@b?x-a=%ZZ',
    'sip:a@b?x-a=%FF',
    'sip:a@b?x-a=a b',
    'sip:a@b?x-a=1\r\nx-b: 2',
    'sip:a@evil.com@b',
    'sip:<a>@b',
    ` sip:a@b`,
  ])('is refused when it is malformed: %s', (uri) => {
    expect(parseSipUri(uri)).toMatchObject({ ok: false });
  });

  it.each([
    ['x-user-to-user=+14155550100', 'its value is not percent-encoded (32110)'],
    ['x-user-to-user=a%0d%0ab', 'its value has control characters (32112)'],
    ['From=a', 'only X- headers are sent (32111)'],
    ['X-Twilio-CallSid=a', 'Twilio keeps X-Twilio headers to itself (32113)'],
  ])('loses the header %s', (header, reason) => {
    expect(read(`sip:a@b?${header}`)).toMatchObject({ headers: {}, dropped: [expect.stringContaining(reason)] });
  });

  it.each(['User-to-User', 'Remote-Party-ID', 'P-Preferred-Identity', 'P-Called-Party-ID'])(
    'keeps the header %s',
    (name) => {
      expect(read(`sip:a@b?${name}=1%3Bencoding%3Dhex`).headers).toEqual({ [name]: '1;encoding=hex' });
    },
  );

  it.each([
    [`sip:${'a'.repeat(248)}@b`, true],
    [`sip:${'a'.repeat(249)}@b`, false],
    [`sip:a@b?x-a=${'1'.repeat(1018)}`, true],
    [`sip:a@b?x-a=${'1'.repeat(1019)}`, false],
  ])('may be so long and no longer (%#)', (uri, ok) => {
    expect(parseSipUri(uri).ok).toBe(ok);
  });
});
