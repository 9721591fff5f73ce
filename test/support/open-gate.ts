import { type AdmittedWebhook, type WebhookEvent, WebhookRefused } from '../../lambdas/middleware/webhook-request.ts';
import { routeForKey } from '../../lambdas/routes.ts';
import { type AllServices, services } from './fakes.ts';
import { gatesOf, readers } from './service.ts';

export interface GateAnswer {
  status: number;
  webhook?: AdmittedWebhook;
}

/** The gate alone: the webhook, or the status of a refusal. Anything else that it throws is thrown. */
export function gateOf(overrides: Partial<AllServices> = {}): (event: WebhookEvent) => Promise<GateAnswer> {
  const given = services(overrides);
  const guards = gatesOf(given);
  return async (event) => {
    const route = routeForKey(event.routeKey);
    if (!route) return { status: 404 };
    try {
      const read = readers[route.sender];
      const webhook = await guards[route.guard](event, (body) => read({ event, route, body }, given.configuration));
      return { status: 200, webhook };
    } catch (error) {
      if (error instanceof WebhookRefused) return { status: error.statusCode };
      throw error;
    }
  };
}

export const openGate = gateOf();
