import { parsePhoneNumber } from '../domain/phone-number.ts';
import { type Configuration, defaultQueue, queueNamed } from '../domain/queue-config.ts';
import { sipDestination } from '../domain/sip-destination.ts';
import type { Webhook } from '../webhook.ts';
import { cloudEventParameters } from './cloud-event.ts';
import type { RequestBody } from './request-body.ts';
import { type WebhookEvent, WebhookRefused } from './webhook-event.ts';

/** A signed request as the steps see it. Refuses another account's webhooks and repeated parameters. */
export function readWebhook(event: WebhookEvent, body: RequestBody, configuration: Configuration): Webhook {
  const state = single(new URLSearchParams(event.rawQueryString));
  const parameters = body.kind === 'json' ? jsonParameters(body.json) : single(entriesOf(body.form));
  const values = event.route?.method === 'GET' ? state : parameters;
  const accountSid = values.get('AccountSid');
  if (accountSid !== undefined && accountSid !== configuration.accountSid) {
    throw new WebhookRefused(403, 'another account');
  }
  const queue = queueOf(event, values, configuration);
  return {
    queue: queue ?? defaultQueue(configuration),
    queueUnknown: queue === undefined,
    origin: `https://${event.requestContext.domainName}`,
    callSid: values.get('CallSid') ?? '',
    caller: parsePhoneNumber(values.get('From')),
    parameters: values,
    state,
  };
}

function queueOf(event: WebhookEvent, parameters: ReadonlyMap<string, string>, configuration: Configuration) {
  const name = event.pathParameters?.['queue'];
  if (name !== undefined) return queueNamed(configuration, name);
  if (event.route?.name === 'sip') return sipDestination(configuration, parameters.get('To'))?.queue;
  return defaultQueue(configuration);
}

/** Twilio sends each parameter once; a second value could mean one thing to the signature and another to a step. */
function single(pairs: Iterable<[string, string]>): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (values.has(name)) throw new WebhookRefused(400, 'a parameter is repeated');
    values.set(name, value);
  }
  return values;
}

function entriesOf(form: Record<string, string | string[]>): [string, string][] {
  return Object.entries(form).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one]),
  );
}

function jsonParameters(json: Record<string, unknown>): Map<string, string> {
  return cloudEventParameters(json) ?? textsOf(json);
}

function textsOf(json: Record<string, unknown>): Map<string, string> {
  return new Map(Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
