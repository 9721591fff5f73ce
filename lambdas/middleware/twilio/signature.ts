import { createHash } from 'node:crypto';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';

export interface SignedRequest {
  /** The full URL as Twilio asked it, query included. */
  url: string;
  signature: string;
  /** Decoded form parameters; a repeated one as an array. Empty for GET and JSON. */
  form: Record<string, string | string[]>;
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

/** For a JSON body Twilio signs the URL alone and puts the body's hash into its query. */
export function bodyMatchesHash(query: URLSearchParams, body: Buffer): boolean {
  return query.get('bodySHA256') === createHash('sha256').update(body).digest('hex');
}
