import type { Faults } from './faults.ts';
import type { WebhookFaults } from './twilio/webhooks.ts';

/** What may happen to webhooks on their way from Twilio. */
export function webhookFaults(faults: Faults): WebhookFaults {
  return {
    around: async (request, send) => {
      const reply = await send(request);
      return faults.isOn('webhook-repeat') ? send(request) : reply;
    },
  };
}
