import { cleanText } from '../../domain/clean-text.ts';
import { sipDestination } from '../../domain/mindful/sip-destination.ts';
import { parsePhoneNumber } from '../../domain/phone-number.ts';
import { type Configuration, defaultQueue, queueNamed } from '../../domain/queue-config.ts';
import { isUrlState } from '../../domain/url-state.ts';
import type { Route } from '../../routes.ts';
import type { Webhook } from '../../webhook.ts';
import type { RequestBody } from '../request-body.ts';
import { type WebhookEvent, WebhookRefused } from '../webhook-event.ts';
import { isAmbiguous } from './ambiguity.ts';
import { cloudEventParameters } from './cloud-event.ts';
import { senderOf } from './parameters.ts';

/**
 * A signed request as the steps see it, caller-controlled text cleaned. Refuses another account's webhooks, and those that say
 * one thing to the signature and could say another to a step.
 */
export function readWebhook(event: WebhookEvent, body: RequestBody, configuration: Configuration): Webhook {
  const { route, rawQueryString } = event;
  if (!route) throw new WebhookRefused(404, 'noSuchRoute');
  const state = single(new URLSearchParams(rawQueryString));
  const values = valuesOf(route, body, state);
  const accountSid = values.get('AccountSid');
  if (accountSid !== undefined && accountSid !== configuration.accountSid) {
    throw new WebhookRefused(403, 'anotherAccount');
  }
  if (couldBeAnother({ route, rawQueryString, kind: body.kind }, values)) {
    throw new WebhookRefused(400, 'ambiguousParameters');
  }
  const queue = queueOf(event, values, configuration);
  return {
    queue: queue ?? defaultQueue(configuration),
    queueUnknown: queue === undefined,
    origin: `https://${event.requestContext.domainName}`,
    callSid: values.get('CallSid') ?? '',
    caller: parsePhoneNumber(values.get('From')),
    parameters: cleaned(values),
    state,
  };
}

interface Signed {
  route: Route;
  rawQueryString: string;
  kind: RequestBody['kind'];
}

/** An event from Event Streams is signed by the hash of its body, as a whole: nothing of it can be cut otherwise. */
function couldBeAnother({ route, rawQueryString, kind }: Signed, values: ReadonlyMap<string, string>): boolean {
  if (kind === 'json' && senderOf(route) === 'task-router') return !/^bodySHA256=[0-9a-f]{64}$/.test(rawQueryString);
  const isQueryOurs = rawQueryString === '' || senderOf(route) === 'studio' || isUrlState(rawQueryString);
  return !isQueryOurs || isAmbiguous(route, values);
}

function valuesOf(route: Route, body: RequestBody, query: Map<string, string>): Map<string, string> {
  if (route.method === 'GET') return query;
  if (body.kind !== 'json') return single(entriesOf(body.form));
  if (senderOf(route) === 'studio') return textsOf(body.json);
  const event = senderOf(route) === 'task-router' ? cloudEventParameters(body.json) : undefined;
  if (!event) throw new WebhookRefused(415, 'wrongContentType');
  return event;
}

function queueOf(event: WebhookEvent, parameters: ReadonlyMap<string, string>, configuration: Configuration) {
  const name = event.pathParameters?.['queue'];
  if (name !== undefined) return queueNamed(configuration, name);
  if (event.route?.name === 'sip') return sipDestination(configuration, parameters.get('To'), parameters)?.queue;
  return defaultQueue(configuration);
}

/** Twilio sends each parameter once; a second value could mean one thing to the signature and another to a step. */
function single(pairs: Iterable<[string, string]>): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (values.has(name)) throw new WebhookRefused(400, 'repeatedParameter');
    values.set(name, value);
  }
  return values;
}

function entriesOf(form: Record<string, string | string[]>): [string, string][] {
  return Object.entries(form).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one]),
  );
}

function textsOf(json: Record<string, unknown>): Map<string, string> {
  return new Map(Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function cleaned(values: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...values].map(([name, value]) => [name, cleanText(value)]));
}
