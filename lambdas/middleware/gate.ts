import { routeForKey } from '../routes.ts';
import type { Services } from '../services.ts';
import { admitMindful } from './mindful-gate.ts';
import { readWebhook } from './read-webhook.ts';
import { type RequestBody, readBody } from './request-body.ts';
import { bodyMatchesHash, isSignedByTwilio } from './signature.ts';
import { type WebhookEvent, WebhookRefused, type WebhookRequest } from './webhook-event.ts';

/**
 * Lets a webhook in only if Twilio signed it and it is our account's. It has no off switch: the local contact centre signs
 * its webhooks like everybody else.
 */
export function gate(services: Pick<Services, 'authTokens' | 'mindfulKeys' | 'configuration'>) {
  return {
    before: async ({ event }: WebhookRequest): Promise<void> => {
      const route = routeForKey(event.routeKey);
      if (!route) throw new WebhookRefused(404, 'noSuchRoute');
      event.route = route;
      if (route.guard === 'mindful-key') {
        event.webhook = await admitMindful(event, services);
        return;
      }
      const signature = event.headers['x-twilio-signature'];
      if (!signature) throw new WebhookRefused(403, 'notSigned', 'SignatureRejected');
      const body = readBody(event);
      const request = { url: signedUrl(event), signature, form: body.form };
      if (!hashIsRight(event, body)) throw new WebhookRefused(403, 'wrongBodyHash', 'SignatureRejected');
      if (!isSignedByTwilio(await services.authTokens.read(), request)) {
        const newer = await services.authTokens.readAgain();
        if (!newer || !isSignedByTwilio(newer, request)) {
          throw new WebhookRefused(403, 'wrongSignature', 'SignatureRejected');
        }
      }
      event.webhook = readWebhook(event, body, services.configuration);
    },
  };
}

/**
 * The URL that Twilio signed, from the gateway's own context: never from a header, which anybody can send. The `$default`
 * stage adds no prefix, and our paths and queries hold nothing that a proxy would encode differently.
 */
function signedUrl(event: WebhookEvent): string {
  const query = event.rawQueryString ? `?${event.rawQueryString}` : '';
  return `https://${event.requestContext.domainName}${event.rawPath}${query}`;
}

function hashIsRight(event: WebhookEvent, body: RequestBody): boolean {
  return body.kind !== 'json' || bodyMatchesHash(new URLSearchParams(event.rawQueryString), body.raw);
}
