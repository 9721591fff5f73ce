import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type LogMessageName, logMessages } from '../log/log-messages.ts';
import type { Route } from '../routes.ts';
import type { AsRead, Reply, WebhookFrom } from '../webhook.ts';

export type WebhookEvent = APIGatewayProxyEventV2;

/** Any sender's webhook, as its reader has read it. */
export type AdmittedWebhook = AsRead<WebhookFrom[keyof WebhookFrom]>;

/** What the middlewares have found out about a request so far: middy's `request.internal`. */
export type RequestInternal = {
  route?: Route;
  startedAtMs?: number;
  /** Set only when the gate has let it in. */
  webhook?: AdmittedWebhook;
  reply?: Reply;
  /** What went wrong without the caller noticing. */
  warnings?: { message: LogMessageName; problem: string }[];
};

/** The part of middy's request that our middleware uses. */
export interface WebhookRequest {
  event: WebhookEvent;
  context: Context;
  response: APIGatewayProxyStructuredResultV2 | null;
  error: Error | null;
  internal: RequestInternal;
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
