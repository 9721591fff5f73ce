import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { SafeAnswer } from '../routes.ts';
import type { CallRequest, Reply, SafeAnswers } from '../webhook.ts';
import { WebhookRefused, type WebhookRequest } from './webhook-request.ts';

/** API Gateway's answer. TwiML needs its content type: as JSON, Twilio would refuse it and the call would end. */
export function respond(body: Reply['body']): APIGatewayProxyStructuredResultV2 {
  if (body === 'no-content') return { statusCode: 204 };
  if ('twiml' in body) return { statusCode: 200, headers: { 'content-type': 'text/xml' }, body: body.twiml };
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body.json) };
}

/**
 * The one place that catches. A refused webhook gets its status; a signed one gets its route's safe answer, whatever broke;
 * a webhook that could not even be checked gets 503, and Twilio takes the fallback URL to the queue.
 */
export function safeAnswer(safeAnswers: Partial<SafeAnswers<SafeAnswer>>) {
  return {
    onError: (request: WebhookRequest): void => {
      const { route, webhook } = request.internal;
      if (request.error instanceof WebhookRefused) {
        request.response = { statusCode: request.error.statusCode };
        return;
      }
      if (!route || !webhook) {
        request.response = { statusCode: 503 };
        return;
      }
      const answer = safeAnswers[route.safeAnswer];
      // Only a call's rows name an answer that is made from the webhook.
      const body = typeof answer === 'function' ? answer(webhook as CallRequest) : answer;
      request.response = body ? respond(body) : { statusCode: 500 };
    },
  };
}
