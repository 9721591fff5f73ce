import type { Services } from '../services.ts';
import type { Webhook } from '../webhook.ts';
import { admitMindful } from './mindful/gate.ts';
import { type RequestBody, readBody } from './request-body.ts';
import { readWebhook } from './twilio/read-webhook.ts';
import { bodyMatchesHash, isSignedByTwilio } from './twilio/signature.ts';
import { type WebhookEvent, WebhookRefused } from './webhook-event.ts';

/**
 * Lets a webhook in only if Twilio signed it and it is our account's. It has no off switch: the local contact centre signs
 * its webhooks like everybody else.
 */
export async function admit(
  event: WebhookEvent,
  services: Pick<Services, 'authTokens' | 'mindfulKeys' | 'configuration'>,
): Promise<Webhook> {
  const { route } = event;
  if (!route) throw new WebhookRefused(404, 'noSuchRoute');
  if (route.guard === 'mindful-key') return admitMindful(event, services);
  const signature = event.headers['x-twilio-signature'] ?? '';
  if (!isSignature(signature)) throw new WebhookRefused(403, 'notSigned', 'SignatureRejected');
  const body = readBody(event);
  if (!hashIsRight(event, body)) throw new WebhookRefused(403, 'wrongBodyHash', 'SignatureRejected');
  const request = { url: signedUrl(event), signature, form: body.form };
  const read = () => readWebhook(event, body, services.configuration);
  if (!isSignedByTwilio(await services.authTokens.read(), request)) {
    const newer = isWorthAnotherLook(read) ? await services.authTokens.readAgain() : undefined;
    if (!newer || !isSignedByTwilio(newer, request)) {
      throw new WebhookRefused(403, 'wrongSignature', 'SignatureRejected');
    }
  }
  return read();
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
function hashIsRight(event: WebhookEvent, body: RequestBody): boolean {
  const query = new URLSearchParams(event.rawQueryString);
  return body.kind === 'json' || query.has('bodySHA256') ? bodyMatchesHash(query, body.raw) : true;
}
