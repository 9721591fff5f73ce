import { admit } from '../../lambdas/middleware/gate.ts';
import { type WebhookEvent, WebhookRefused } from '../../lambdas/middleware/webhook-event.ts';
import { routeForKey } from '../../lambdas/routes.ts';
import type { Services } from '../../lambdas/services.ts';
import type { Webhook } from '../../lambdas/webhook.ts';
import { services } from './fakes.ts';

export interface GateAnswer {
  status: number;
  webhook?: Webhook;
}

/** The gate alone: the webhook, or the status of a refusal. Anything else that it throws is thrown. */
export function gateOf(overrides: Partial<Services> = {}): (event: WebhookEvent) => Promise<GateAnswer> {
  const given = services(overrides);
  return async (event) => {
    event.route = routeForKey(event.routeKey);
    try {
      return { status: 200, webhook: await admit(event, given) };
    } catch (error) {
      if (error instanceof WebhookRefused) return { status: error.statusCode };
      throw error;
    }
  };
}

export const openGate = gateOf();
