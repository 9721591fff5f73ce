import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { SigningKey } from '../domain/twilio-credentials.ts';

/**
 * The headers of a webhook that Twilio signs with this key. A SharedKey is named beside the signature.
 * https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
 */
export function signatureHeaders(
  { algorithm, name, secret }: SigningKey,
  url: string,
  form: Record<string, string>,
): Record<string, string> {
  const signature = { 'x-twilio-signature': getExpectedTwilioSignature(secret, url, form, algorithm) };
  if (algorithm === 'HMAC_SHA1') return signature;
  return { ...signature, 'x-twilio-webhooks-signature-settings': `key=${name},algorithm=${algorithm}` };
}
