import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { Route } from '../../lambdas/routes.ts';
import { type ContactCentre, defaultAuthToken } from '../../local/contact-centre.ts';

/** Sends a webhook to the contact centre as Twilio would; answers with the body of an error, and nothing for what went well. */
export async function ask(
  centre: ContactCentre,
  route: Pick<Route, 'method' | 'path'>,
  form: Record<string, string>,
): Promise<string> {
  const isGet = route.method === 'GET';
  const path = route.path.replace('{queue}', 'support') + (isGet ? `?${new URLSearchParams(form)}` : '');
  const signature = getExpectedTwilioSignature(defaultAuthToken, `https://localhost${path}`, isGet ? {} : form);
  const response = await fetch(`${centre.url}${path}`, {
    method: route.method,
    headers: { 'x-twilio-signature': signature },
    ...(!isGet && { body: new URLSearchParams(form) }),
  });
  const body = await response.text();
  return response.ok ? '' : body;
}
