import { safeAnswers } from '../steps/safe-answers.ts';
import { respond } from './respond.ts';
import { WebhookRefused, type WebhookRequest } from './webhook-event.ts';

/**
 * The one place that catches. A refused webhook gets its status; a signed one gets its route's safe answer, whatever broke;
 * a webhook that could not even be checked gets 503, and Twilio takes the fallback URL to the queue.
 */
export function safeAnswer() {
  return {
    onError: (request: WebhookRequest): void => {
      const { route, webhook } = request.event;
      if (request.error instanceof WebhookRefused) {
        request.response = { statusCode: request.error.statusCode };
        return;
      }
      if (!route || !webhook) {
        request.response = { statusCode: 503 };
        return;
      }
      const body = safeAnswers[route.safeAnswer](webhook);
      request.response = body ? respond(body) : { statusCode: 500 };
    },
  };
}
