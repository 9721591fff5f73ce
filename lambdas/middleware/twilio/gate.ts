import { createHash } from 'node:crypto';
import { getSignatureAlgorithm, validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { SigningAlgorithm, SigningKey } from '../../domain/twilio-credentials.ts';
import type { RotatingKeys } from '../../services.ts';
import { type Form, type RequestBody, readBody } from '../request-body.ts';
import type { Guard } from '../webhook-handler.ts';
import { type WebhookEvent, WebhookRefused } from '../webhook-request.ts';

/**
 * Lets a webhook in only if Twilio signed it and its reader takes it. It has no off switch: the local contact centre signs
 * its webhooks like everybody else.
 */
export function twilioGate(signingKeys: RotatingKeys<SigningKey>): Guard {
  return async (event, read) => {
    const signature = event.headers['x-twilio-signature'] ?? '';
    const algorithm = algorithmOf(event);
    if (!algorithm || !SIGNATURES[algorithm].test(signature))
      throw new WebhookRefused(403, 'notSigned', 'SignatureRejected');
    const body = readBody(event);
    if (!hashIsRight(event, body)) throw new WebhookRefused(403, 'wrongBodyHash', 'SignatureRejected');
    const request = { url: signedUrl(event), signature, algorithm, form: body.form };
    if (!isSignedByTwilio(await signingKeys.read(), request)) {
      const newer = isWorthAnotherLook(() => read(body)) ? await signingKeys.readAgain() : undefined;
      if (!newer || !isSignedByTwilio(newer, request)) {
        throw new WebhookRefused(403, 'wrongSignature', 'SignatureRejected');
      }
    }
    return read(body);
  };
}

export interface SignedRequest {
  /** The full URL as Twilio asked it, query included. */
  url: string;
  signature: string;
  algorithm: SigningAlgorithm;
  /** Empty for GET and JSON. */
  form: Form;
}

/**
 * Whether one of the keys signed the request, by Twilio's own validator, which throws on input it can't read: that is
 * a no. A key signs by its own algorithm only, whatever the request says.
 * https://www.twilio.com/docs/usage/security
 */
export function isSignedByTwilio(keys: readonly SigningKey[], request: SignedRequest): boolean {
  const { signature, url, form, algorithm } = request;
  return keys.some((key) => {
    try {
      return key.algorithm === algorithm && validateRequest(key.secret, signature, url, form, algorithm);
    } catch {
      return false;
    }
  });
}

/** An HMAC in base64, by its algorithm. */
const SIGNATURES: Readonly<Record<SigningAlgorithm, RegExp>> = {
  HMAC_SHA1: /^[A-Za-z0-9+/]{27}=$/,
  HMAC_SHA256: /^[A-Za-z0-9+/]{43}=$/,
};

/**
 * What the request says it is signed by: without a header, SHA-1. The header is not signed, so it does no more than name the
 * keys that are tried; `undefined` for an algorithm that none of ours has.
 * https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
 */
function algorithmOf({ headers }: WebhookEvent): SigningAlgorithm | undefined {
  const named = getSignatureAlgorithm(headers['x-twilio-webhooks-signature-settings']).toUpperCase();
  return named === 'HMAC_SHA1' || named === 'HMAC_SHA256' ? named : undefined;
}

/** A request that would be refused even with a good signature is no reason to ask for another key. */
function isWorthAnotherLook(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/**
 * The URL that Twilio signed, from the gateway's own context: never from a header, which anybody can send. The `$default`
 * stage adds no prefix, and our paths and queries hold nothing that a proxy would encode differently.
 */
function signedUrl(event: WebhookEvent): string {
  const query = event.rawQueryString ? `?${event.rawQueryString}` : '';
  return `https://${event.requestContext.domainName}${event.rawPath}${query}`;
}

/** JSON is signed by its hash in the query; with the hash in the query nothing else may be the body. */
function hashIsRight(event: WebhookEvent, { kind, raw }: RequestBody): boolean {
  const query = new URLSearchParams(event.rawQueryString);
  return kind === 'json' || query.has('bodySHA256') ? bodyMatchesHash(query, raw) : true;
}

/** For a JSON body Twilio signs the URL alone and puts the body's hash into its query. */
export function bodyMatchesHash(query: URLSearchParams, body: Buffer): boolean {
  return query.get('bodySHA256') === createHash('sha256').update(body).digest('hex');
}
