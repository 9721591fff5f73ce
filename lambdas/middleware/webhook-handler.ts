import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type Configuration, inLanguage, type QueueConfig } from '../domain/queue-config.ts';
import { type QueueNow, queueNow, readQueueNow } from '../domain/queue-now.ts';
import { type LogLine, problemOf } from '../log/log-line.ts';
import { type FunctionName, type Route, type RoutesOf, type RowOf, routeForKey } from '../routes.ts';
import type { CallServices, ServicesOf } from '../services.ts';
import type { AsRead, CallWebhook, Reply, SafeAnswers, Step, WebhookFrom } from '../webhook.ts';
import { respond, safeAnswer } from './answer.ts';
import type { AdmittedRequest, RequestBody } from './request-body.ts';
import { requestLog } from './request-log.ts';
import {
  type AdmittedWebhook,
  type RequestInternal,
  type WebhookEvent,
  WebhookRefused,
  type WebhookRequest,
} from './webhook-request.ts';

/**
 * How long a webhook may take with everything it does, the gate included, until it gets its safe answer. A caller listens to
 * the silence; reports on calls have more to ask of others.
 */
const ANSWER_WITHIN_MS: Readonly<Record<FunctionName, number>> = { voice: 3000, events: 4000 };

/**
 * What the table may take of all that a webhook asks of it, one request after the other: a caller is led on within a second without
 * it. Beside calls a record that moves late is better than one that does not move.
 */
const TABLE_WITHIN_MS = 900;

/** The answer must leave the function before Lambda ends it, or the caller hears an error and nothing else. */
const ANSWER_MARGIN_MS = 1000;

/** Refuses a request, or reads it. */
export type Guard = <Webhook>(event: WebhookEvent, read: (body: RequestBody) => Webhook) => Promise<Webhook>;

type Reader<Webhook> = (request: AdmittedRequest, configuration: Configuration) => Webhook;

/** Everything that a function's routes need, by their rows. */
export interface Wiring<F extends FunctionName> {
  guards: Readonly<Record<RowOf<RoutesOf<F>>['guard'], Guard>>;
  readers: { readonly [S in RowOf<RoutesOf<F>>['sender']]: Reader<AsRead<WebhookFrom[S]>> };
  steps: { readonly [Name in RoutesOf<F>]: Step<Name> };
  safeAnswers: SafeAnswers<RowOf<RoutesOf<F>>['safeAnswer']>;
  services: ServicesOf<F>;
  write(line: LogLine): void;
}

/** The same without the types of the rows: a route finds its own parts by its row. */
interface AnyWiring {
  guards: Partial<Record<Route['guard'], Guard>>;
  readers: Partial<Record<Route['sender'], Reader<AdmittedWebhook>>>;
  steps: Record<string, ((webhook: AdmittedWebhook, services: CallServices) => Promise<Reply>) | undefined>;
  services: CallServices;
}

export type WebhookHandler = (event: WebhookEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** Every webhook of a function, through the gate to the step that its route names. */
export function webhookHandler<F extends FunctionName>(wiring: Wiring<F>): WebhookHandler {
  const handler = middy<WebhookEvent, APIGatewayProxyStructuredResultV2, Error, Context, RequestInternal>()
    .use(requestLog(wiring.write))
    .use(safeAnswer(wiring.safeAnswers))
    .use(serve(wiring as unknown as AnyWiring));
  return (event, context) => handler(event, context);
}

function serve({ guards, readers, steps, services }: AnyWiring) {
  const admit = async ({ event, internal }: WebhookRequest, late: AbortSignal): Promise<void> => {
    const { route } = internal;
    if (!route) throw new WebhookRefused(404, 'noSuchRoute');
    const { guard, sender, name } = route;
    const [check, read, step] = [guards[guard], readers[sender], steps[name]];
    if (!check || !read || !step) throw new Error(`no step for route ${event.routeKey}`);
    const webhook = await check(event, (body) => read({ event, route, body }, services.configuration));
    const bounded = isHeard(route) ? { ...services, ...withinTableTime(services) } : services;
    // The caller has had the answer by now: a step must not begin what nobody will hear of.
    late.throwIfAborted();
    internal.webhook = webhook;
    const warnings: NonNullable<RequestInternal['warnings']> = [];
    internal.warnings = warnings;
    const warn: CallServices['warn'] = (message, error) => warnings.push({ message, problem: problemOf(error) });
    if ('queueUnknown' in webhook) {
      internal.webhook = { ...webhook, queue: await resolve(webhook.queue, route, bounded) };
      late.throwIfAborted();
    }
    internal.reply = await step(internal.webhook, { ...bounded, warn });
  };
  return {
    before: async (request: WebhookRequest): Promise<void> => {
      const route = routeForKey(request.event.routeKey);
      request.internal.route = route;
      const leftMs = request.context.getRemainingTimeInMillis() - ANSWER_MARGIN_MS;
      await within(Math.min(ANSWER_WITHIN_MS[route?.function ?? 'voice'], leftMs), (late) => admit(request, late));
    },
    after: (request: WebhookRequest): void => {
      if (request.internal.reply) request.response = respond(request.internal.reply.body);
    },
  };
}

/** The calls' own function, and whatever else a caller waits for. */
function isHeard({ function: name, safeAnswer }: Route): boolean {
  return name === 'voice' || safeAnswer !== 'ask-again-later';
}

/** A report to which nobody listens does not wait for the table: what its step needs of it, the step asks. */
async function resolve(
  { chosenLanguage, ownPolicy, ...read }: AsRead<CallWebhook>['queue'],
  { safeAnswer }: Route,
  services: CallServices,
): Promise<QueueNow> {
  const { configuration, queueStates, nowMs } = services;
  const queue: QueueConfig = { ...read, policy: ownPolicy ?? read.policy };
  if (safeAnswer === 'ask-again-later') return queueNow(queue, {}, nowMs());
  const now = await readQueueNow(queue, () => queueStates.read(queue.name), nowMs);
  const { language, voice } = now.configured;
  // An override may be older than this deploy, or written by hand: what is not deployed cannot be said.
  const isSpoken = Object.hasOwn(configuration.spoken, now.policy.language);
  const own = isSpoken ? now : { ...now, policy: { ...now.policy, language, voice } };
  return inLanguage<QueueNow>(own, chosenLanguage, configuration);
}

/**
 * The table with one time for a whole webhook: only that counts in which an answer of the table is awaited, not what Mindful takes
 * in between. When it is over, every request is refused at once.
 */
function withinTableTime({ queueStates, callbacks }: CallServices): Pick<CallServices, 'queueStates' | 'callbacks'> {
  let spentMs = 0;
  let awaited = 0;
  let awaitedSinceMs = 0;
  const begin = () => {
    if (awaited === 0) awaitedSinceMs = performance.now();
    awaited += 1;
  };
  const end = () => {
    awaited -= 1;
    if (awaited === 0) spentMs += performance.now() - awaitedSinceMs;
  };
  const bound = <Table extends object>(table: Table): Table =>
    new Proxy(table, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...parameters: unknown[]) => Promise<unknown>;
        return (...parameters: unknown[]) => {
          const awaitedMs = awaited === 0 ? 0 : performance.now() - awaitedSinceMs;
          const leftMs = TABLE_WITHIN_MS - spentMs - awaitedMs;
          if (leftMs <= 0) return Promise.reject(tableTimeIsOver());
          begin();
          return within(leftMs, () => method.apply(target, parameters), tableTimeIsOver).finally(end);
        };
      },
    });
  return { queueStates: bound(queueStates), callbacks: bound(callbacks) };
}

function tableTimeIsOver(): Error {
  return Object.assign(new Error(`the table did not answer within ${TABLE_WITHIN_MS} ms`), { name: 'TimeoutError' });
}

/** Rejects when the work is not done in time; the signal tells the work so. */
async function within<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  tooLate = () => new Error(`not answered within ${ms} ms`),
): Promise<T> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(tooLate());
    }, ms);
  });
  try {
    return await Promise.race([work(late.signal), limit]);
  } finally {
    clearTimeout(timer);
  }
}
