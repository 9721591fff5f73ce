import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { QueueConfig } from '../domain/queue-config.ts';
import { type QueueNow, queueNow, readQueueNow } from '../domain/queue-now.ts';
import { type LogLine, problemOf } from '../log/log-line.ts';
import { type FunctionName, type Route, routeForKey } from '../routes.ts';
import type { Services } from '../services.ts';
import type { Step } from '../webhook.ts';
import { admit } from './gate.ts';
import { requestLog } from './request-log.ts';
import { respond } from './respond.ts';
import { safeAnswer } from './safe-answer.ts';
import type { WebhookEvent } from './webhook-event.ts';

/**
 * How long a webhook may take with everything it does, the gate included, until it gets its safe answer. A caller listens to
 * the silence; reports on calls have more to ask of others.
 */
const ANSWER_WITHIN_MS: Readonly<Record<FunctionName, number>> = { voice: 3000, events: 4000 };

/** The answer must leave the function before Lambda ends it, or the caller hears an error and nothing else. */
const ANSWER_MARGIN_MS = 1000;

export type WebhookHandler = (event: WebhookEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** Every webhook of a function, through the gate to the step that its route names. */
export function webhookHandler(
  steps: Readonly<Record<string, Step>>,
  services: Services,
  write: (line: LogLine) => void,
): WebhookHandler {
  const serve = async (event: WebhookEvent, late: AbortSignal) => {
    const webhook = await admit(event, services);
    // The caller has had the answer by now: a step must not begin what nobody will hear of.
    late.throwIfAborted();
    event.webhook = webhook;
    const step = event.route && steps[event.route.name];
    if (!step) throw new Error(`no step for route ${event.routeKey}`);
    const warnings: NonNullable<WebhookEvent['warnings']> = [];
    event.warnings = warnings;
    const warn: Services['warn'] = (message, error) => warnings.push({ message, problem: problemOf(error) });
    const queue = await resolve(webhook.queue, event.route, services);
    late.throwIfAborted();
    event.webhook = { ...webhook, queue };
    event.reply = await step({ ...webhook, queue }, { ...services, warn });
    return respond(event.reply.body);
  };
  const handler = middy((event: WebhookEvent, context: Context) => {
    event.route = routeForKey(event.routeKey);
    const ownMs = ANSWER_WITHIN_MS[event.route?.function ?? 'voice'];
    return within(Math.min(ownMs, context.getRemainingTimeInMillis() - ANSWER_MARGIN_MS), (late) => serve(event, late));
  })
    .use(requestLog(write))
    .use(safeAnswer());
  return (event, context) => handler(event, context);
}

/** A report to which nobody listens does not wait for the table: what its step needs of it, the step asks. */
async function resolve(queue: QueueConfig, route: Route | undefined, services: Services): Promise<QueueNow> {
  const { queueStates, nowMs } = services;
  if (route?.safeAnswer === 'ask-again-later') return queueNow(queue, {}, nowMs());
  return readQueueNow(queue, () => queueStates.read(queue.name), nowMs);
}

/** Rejects when the work is not done in time; the signal tells the work so. */
async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(new Error(`not answered within ${ms} ms`));
    }, ms);
  });
  try {
    return await Promise.race([work(late.signal), limit]);
  } finally {
    clearTimeout(timer);
  }
}
