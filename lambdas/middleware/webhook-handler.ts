import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type LogLine, problemOf } from '../log-line.ts';
import type { Services } from '../services.ts';
import type { Step } from '../webhook.ts';
import { gate } from './gate.ts';
import { underOperatorPolicy } from './operator-policy.ts';
import { requestLog } from './request-log.ts';
import { respond } from './respond.ts';
import { safeAnswer } from './safe-answer.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** The answer must leave the function before Lambda ends it, or the caller hears an error and nothing else. */
const ANSWER_MARGIN_MS = 1000;

export type WebhookHandler = (event: WebhookEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** Every webhook of a function, through the same four middlewares, to the step that its route names. */
export function webhookHandler(
  steps: Readonly<Record<string, Step>>,
  services: Services,
  write: (line: LogLine) => void,
): WebhookHandler {
  const handle = async (event: WebhookEvent) => {
    const step = event.route && steps[event.route.name];
    if (!step || !event.webhook) throw new Error(`no step for route ${event.routeKey}`);
    const warnings: NonNullable<WebhookEvent['warnings']> = [];
    event.warnings = warnings;
    const warn: Services['warn'] = (message, error) => warnings.push({ message, problem: problemOf(error) });
    if (event.route?.function === 'voice') event.webhook = await underOperatorPolicy(event.webhook, services);
    event.reply = await step(event.webhook, { ...services, warn });
    return respond(event.reply.body);
  };
  const handler = middy(handle, { timeoutEarlyInMillis: ANSWER_MARGIN_MS })
    .use(requestLog(write))
    .use(safeAnswer())
    .use(gate(services));
  return (event, context) => handler(event, context);
}
