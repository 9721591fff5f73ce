import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { bodyMatchesHash, isSignedByTwilio } from '../../../lambdas/middleware/twilio/gate.ts';
import { tokenKey } from '../../support/builders.ts';

/** What every published vector is signed by. */
const algorithm = 'HMAC_SHA1' as const;

interface Vector {
  name: string;
  authToken: string;
  url: string;
  params: Record<string, string | string[]>;
  body?: string;
  signature: string;
  note: string;
}

const vectors: Vector[] = JSON.parse(readFileSync('test/data/signature-vectors.json', 'utf8'));

describe("Twilio's published signatures", () => {
  it('are fifteen', () => {
    expect(vectors).toHaveLength(15);
  });

  it.each(vectors)('$name is accepted ($note)', ({ authToken, url, params, body, signature }) => {
    expect(isSignedByTwilio([tokenKey(authToken)], { url, signature, algorithm, form: params })).toBe(true);
    if (body !== undefined) expect(bodyMatchesHash(new URL(url).searchParams, Buffer.from(body))).toBe(true);
  });

  it.each(vectors)('$name is refused with another token, another URL or another body', (vector) => {
    const { authToken, url, params, body, signature } = vector;
    expect(isSignedByTwilio([tokenKey('another-token')], { url, signature, algorithm, form: params })).toBe(false);
    expect(isSignedByTwilio([tokenKey(authToken)], { url: `${url}x`, signature, algorithm, form: params })).toBe(false);
    if (body !== undefined) expect(bodyMatchesHash(new URL(url).searchParams, Buffer.from(`${body} `))).toBe(false);
  });
});

describe('a signature', () => {
  const url = 'https://api.example.com/hold';

  it('that any of several tokens made is good, as during a rotation', () => {
    const [first] = vectors;
    if (!first) throw new Error('no vectors');
    const request = { url: first.url, signature: first.signature, algorithm, form: first.params };
    expect(isSignedByTwilio([tokenKey('the-old-token'), tokenKey(first.authToken)], request)).toBe(true);
  });

  it.each([
    ['no tokens at all', [], url],
    ['a URL that is none', [tokenKey('token')], '/hold'],
  ])('is refused, not an exception, with %s', (_scenario, tokens, badUrl) => {
    expect(isSignedByTwilio(tokens, { url: badUrl, signature: 'x', algorithm, form: {} })).toBe(false);
  });
});
