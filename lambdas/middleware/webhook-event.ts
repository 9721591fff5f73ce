import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type LogMessageName, logMessages } from '../log/log-messages.ts';
import type { Route } from '../routes.ts';
import type { Reply, Webhook } from '../webhook.ts';

/** API Gateway's event, and what the middleware has found out about it so far. */
export interface WebhookEvent extends APIGatewayProxyEventV2 {
  route?: Route | undefined;
  /** Set only when the gate has let it in. */
  webhook?: Webhook;
  reply?: Reply;
  /** What went wrong without the caller noticing. */
  warnings?: { message: LogMessageName; problem: string }[];
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
  readonly reason: LogMessageName;
  readonly metric: 'SignatureRejected' | 'WebhookRefused';

  constructor(
    statusCode: number,
    reason: LogMessageName,
    metric: 'SignatureRejected' | 'WebhookRefused' = 'WebhookRefused',
  ) {
    super(logMessages[reason].text);
    this.name = 'WebhookRefused';
    this.statusCode = statusCode;
    this.reason = reason;
    this.metric = metric;
  }
}
