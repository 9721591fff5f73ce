import { gate } from '../../lambdas/middleware/gate.ts';
import { type WebhookEvent, WebhookRefused } from '../../lambdas/middleware/webhook-event.ts';
import type { Services } from '../../lambdas/services.ts';
import type { Webhook } from '../../lambdas/webhook.ts';
import { lambdaContext, services } from './fakes.ts';

export interface GateAnswer {
  status: number;
  webhook?: Webhook;
}

/** The gate alone: the webhook, or the status of a refusal. Anything else that it throws is thrown. */
export function gateOf(overrides: Partial<Services> = {}): (event: WebhookEvent) => Promise<GateAnswer> {
  const { before } = gate(services(overrides));
  const context = lambdaContext();
  return async (event) => {
    try {
      await before({ event, context });
    } catch (error) {
      if (error instanceof WebhookRefused) return { status: error.statusCode };
      throw error;
    }
    return { status: 200, ...(event.webhook && { webhook: event.webhook }) };
  };
}

export const openGate = gateOf();
