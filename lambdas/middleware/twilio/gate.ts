import { createHash } from 'node:crypto';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { AuthTokens } from '../../services.ts';
import { type Form, type RequestBody, readBody } from '../request-body.ts';
import type { Guard } from '../webhook-handler.ts';
import { type WebhookEvent, WebhookRefused } from '../webhook-request.ts';

/**
 * Lets a webhook in only if Twilio signed it and its reader takes it. It has no off switch: the local contact centre signs
 * its webhooks like everybody else.
 */
export function twilioGate(authTokens: AuthTokens): Guard {
  return async (event, read) => {
    const signature = event.headers['x-twilio-signature'] ?? '';
    if (!isSignature(signature)) throw new WebhookRefused(403, 'notSigned', 'SignatureRejected');
    const body = readBody(event);
    if (!hashIsRight(event, body)) throw new WebhookRefused(403, 'wrongBodyHash', 'SignatureRejected');
    const request = { url: signedUrl(event), signature, form: body.form };
    if (!isSignedByTwilio(await authTokens.read(), request)) {
      const newer = isWorthAnotherLook(() => read(body)) ? await authTokens.readAgain() : undefined;
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
  /** Empty for GET and JSON. */
  form: Form;
}

/**
 * Whether one of the tokens signed the request, by Twilio's own validator, which throws on input it can't read: that is
 * a no.
 * https://www.twilio.com/docs/usage/security
 */
export function isSignedByTwilio(tokens: readonly string[], request: SignedRequest): boolean {
  return tokens.some((token) => {
    try {
      return validateRequest(token, request.signature, request.url, request.form);
    } catch {
      return false;
    }
  });
}

/** An HMAC-SHA1 in base64. */
function isSignature(text: string): boolean {
  return /^[A-Za-z0-9+/]{27}=$/.test(text);
}

/** A request that would be refused even with a good signature is no reason to ask for another token. */
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
