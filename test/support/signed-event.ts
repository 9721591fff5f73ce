import { createHash } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { SigningKey } from '../../lambdas/domain/twilio-credentials.ts';
import type { WebhookEvent } from '../../lambdas/middleware/webhook-request.ts';
import { type Route, type RouteName, routeKey, routes } from '../../lambdas/routes.ts';
import { ACCOUNT_SID, AUTH_TOKEN, tokenKey } from './builders.ts';

const DOMAIN = 'api.example.com';

export interface EventOptions {
  form?: Record<string, string>;
  query?: string;
  queue?: string;
  authToken?: string;
  /** Signs instead of the auth token. */
  key?: SigningKey;
  /** Changes the event after it was signed. */
  tamper?: (event: WebhookEvent) => void;
}

const callParameters = {
  AccountSid: ACCOUNT_SID,
  CallSid: 'CA00000000000000000000000000000001',
  From: '+14155551234',
  To: '+14155550100',
  CallStatus: 'ringing',
  Direction: 'inbound',
  ApiVersion: '2010-04-01',
};

/** A webhook as API Gateway hands it to the function, signed as Twilio signs it. */
export function signedEvent(name: RouteName, options: EventOptions = {}): WebhookEvent {
  const route = routes.find((candidate) => candidate.name === name);
  if (!route) throw new Error(`no route ${name}`);
  return signedEventFor(route, options);
}

function signedEventFor(route: Pick<Route, 'method' | 'path'>, options: EventOptions = {}): WebhookEvent {
  const { queue = 'support', authToken = AUTH_TOKEN, key = tokenKey(authToken) } = options;
  const rawPath = route.path.replace('{queue}', queue);
  const isGet = route.method === 'GET';
  const form: Record<string, string> = { ...standardForm(rawPath), ...options.form };
  const query = isGet ? new URLSearchParams(form).toString() : (options.query ?? '');
  const url = `https://${DOMAIN}${rawPath}${query && `?${query}`}`;
  const event = gatewayEvent(routeKey(route), rawPath, query);
  event.pathParameters = route.path.includes('{queue}') ? { queue } : {};
  Object.assign(event.headers, signedBy(key, url, isGet ? {} : form));
  if (!isGet) setForm(event, new URLSearchParams(form).toString());
  options.tamper?.(event);
  return event;
}

/** What Twilio always sends: a call's parameters, or a task event's. */
function standardForm(rawPath: string): Record<string, string> {
  return rawPath === '/task-events' ? { AccountSid: ACCOUNT_SID, EventType: 'task.created' } : callParameters;
}

/** A JSON webhook, for which Twilio signs the URL with the body's hash in it. */
export function signedJsonEvent(
  body: string,
  tamper?: (event: WebhookEvent) => void,
  key: SigningKey = tokenKey(),
): WebhookEvent {
  const rawPath = '/queues/support/wait-time';
  const query = `bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
  const event = gatewayEvent('POST /queues/{queue}/wait-time', rawPath, query);
  event.pathParameters = { queue: 'support' };
  event.headers['content-type'] = 'application/json;charset=utf-8';
  Object.assign(event.headers, signedBy(key, `https://${DOMAIN}${rawPath}?${query}`, {}));
  event.body = body;
  tamper?.(event);
  return event;
}

/** The headers by which Twilio says who signed, as its SDK signs. */
export function signedBy(
  { algorithm, name, secret }: SigningKey,
  url: string,
  form: Record<string, string | string[]>,
): Record<string, string> {
  const signature = { 'x-twilio-signature': getExpectedTwilioSignature(secret, url, form, algorithm) };
  if (algorithm === 'HMAC_SHA1') return signature;
  return { ...signature, 'x-twilio-webhooks-signature-settings': `key=${name},algorithm=${algorithm}` };
}

export function setForm(event: WebhookEvent, form: string): void {
  event.headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  event.body = Buffer.from(form).toString('base64');
  event.isBase64Encoded = true;
}

function gatewayEvent(key: string, rawPath: string, rawQueryString: string): WebhookEvent {
  return {
    version: '2.0',
    routeKey: key,
    rawPath,
    rawQueryString,
    headers: { host: DOMAIN },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: DOMAIN,
      domainPrefix: 'api',
      http: {
        method: key.split(' ')[0] ?? '',
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: '',
      },
      requestId: 'request',
      routeKey: key,
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    isBase64Encoded: false,
  };
}
