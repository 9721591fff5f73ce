import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Route } from '../routes.ts';
import type { Reply, Webhook } from '../webhook.ts';

/** API Gateway's event, and what the middleware has found out about it so far. */
export interface WebhookEvent extends APIGatewayProxyEventV2 {
  route?: Route;
  /** Set only when Twilio signed it. */
  webhook?: Webhook;
  reply?: Reply;
}

/** The part of middy's request that our middleware uses. */
export interface WebhookRequest {
  event: WebhookEvent;
  context: Context;
  response?: APIGatewayProxyStructuredResultV2 | undefined;
  error?: unknown;
}

/** A webhook that must have no effect: answered with its status and nothing else. */
export class WebhookRefused extends Error {
  readonly statusCode: number;
  readonly metric: 'SignatureRejected' | 'WebhookRefused';

  constructor(statusCode: number, reason: string, metric: 'SignatureRejected' | 'WebhookRefused' = 'WebhookRefused') {
    super(reason);
    this.name = 'WebhookRefused';
    this.statusCode = statusCode;
    this.metric = metric;
  }
}
