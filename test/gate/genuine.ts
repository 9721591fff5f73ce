import type { SigningKey } from '../../lambdas/domain/twilio-credentials.ts';
import type { WebhookEvent } from '../../lambdas/middleware/webhook-request.ts';
import { alwaysSent, routes } from '../../lambdas/routes.ts';
import type { Random } from '../../local/taskrouter/random.ts';
import { SHARED_KEY, tokenKey } from '../support/builders.ts';
import { setForm, signedBy, signedEvent } from '../support/signed-event.ts';
import { type GenuineRequest, genuineRequests, phoneCall, sipCall } from '../support/twilio-forms.ts';

/*
 * Webhooks as Twilio may send them any day, signed by its own SDK: the forms of every route, with whatever a caller's name, an
 * INVITE's header or a parameter of tomorrow may hold.
 */

const secondKey: SigningKey = {
  ...SHARED_KEY,
  name: 'webhooks_sharedkey_two',
  secret: 'another-shared-key-of-some-length',
};
/** What the gate knows: the auth token and two SharedKeys. */
export const gateKeys = [tokenKey(), SHARED_KEY, secondKey];
export const sharedKeys = [SHARED_KEY, secondKey];

export type Form = Record<string, string | string[]>;

/** A request of which every part can be signed and sent. */
export interface Webhook {
  source: GenuineRequest;
  form: Form;
  key: SigningKey;
}

const ORIGIN = 'https://api.example.com';

const words = [
  ...[
    'Ann',
    'Señor Núñez',
    'Łukasz',
    'Иван',
    'Ελένη',
    'محمد',
    'שרה',
    'अनिल',
    'สมชาย',
    '田中',
    '김민수',
    'თამარ',
    'አበበ',
  ],
  ...[
    'e\u0301',
    '👩🏽‍💻',
    '\u200Fabc',
    '&',
    '=',
    '+',
    '%41',
    '#',
    '?',
    '"',
    "'",
    '<b>',
    '{}',
    '\n',
    '\t',
    '\u0000',
    '  ',
  ],
];
const names = Object.keys({ ...phoneCall, ...sipCall }).concat(
  ...[
    'Digits',
    'QueueResult',
    'QueueTime',
    'DialCallStatus',
    'TaskAttributes',
    'EventType',
    'Timestamp',
    'SipHeader_X-Note',
  ],
);
const inOtherScripts = [
  'Имя',
  '名前',
  'Ñame',
  'SipHeader_X-Имя',
  'SipHeader_X-名',
  'zone',
  'x-note',
  '_hidden',
  'ключ',
];

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

function times<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: Math.floor(random() * (most + 1)) }, make);
}

function value(random: Random): string {
  const kind = random();
  if (kind < 0.15) return pick(random, ['', ' ', '   ', '\u00A0']);
  if (kind < 0.5) return times(random, 4, () => pick(random, words)).join(' ');
  if (kind < 0.9) return times(random, 5, () => pick(random, [...names, '1', '+14155550199', ' '])).join('');
  return pick(random, words).repeat(1 + Math.floor(random() * 400));
}

/** What no step of the route acts on, so that it may hold anything. */
function ignoredNames({ route: name }: GenuineRequest): string[] {
  const route = routes.find((candidate) => candidate.name === name);
  if (!route) throw new Error(`no route ${name}`);
  const acted = new Set<string>([
    ...alwaysSent[route.sender],
    ...route.parameters,
    ...['AccountSid', 'CallSid', 'From', 'SipHeader_x-user-to-user'],
  ]);
  return [...names, ...inOtherScripts].filter((candidate) => !acted.has(candidate));
}

const ignored = new Map(genuineRequests.map((request) => [request, ignoredNames(request)]));

/** Half of them are signed by SHA-256. */
export function genuineWebhook(random: Random, index: number): Webhook {
  const source = genuineRequests[index % genuineRequests.length] as GenuineRequest;
  const form: Form = { ...source.form };
  for (const name of times(random, 6, () => pick(random, ignored.get(source) ?? [])))
    form[name] =
      random() < 0.3 ? [value(random), value(random), ...times(random, 2, () => value(random))] : value(random);
  const isSha256 = Math.floor(index / genuineRequests.length) % 2 === 1;
  return { source, form, key: isSha256 ? pick(random, sharedKeys) : tokenKey() };
}

/** What the string that is signed begins with, and the form that is signed with it. */
export function signedParts({ source, form }: Webhook): { url: string; signed: Form; query: string } {
  const route = routes.find((candidate) => candidate.name === source.route);
  if (!route) throw new Error(`no route ${source.route}`);
  const isGet = route.method === 'GET';
  const query = isGet ? encoded(form) : (source.query ?? '');
  const url = `${ORIGIN}${route.path.replace('{queue}', 'support')}${query && `?${query}`}`;
  return { url, signed: isGet ? {} : form, query };
}

/** As it reaches the function, with these headers of its signature. */
export function eventWith(webhook: Webhook, headers: Record<string, string>): WebhookEvent {
  const { source, form } = webhook;
  const { query } = signedParts(webhook);
  const blank = blankEvent(source);
  const requestContext = { ...blank.requestContext };
  const event = {
    ...blank,
    requestContext,
    rawQueryString: query,
    headers: { host: blank.headers['host'], ...headers },
  };
  if (requestContext.http.method !== 'GET') setForm(event, encoded(form));
  return event;
}

const blanks = new Map<GenuineRequest, WebhookEvent>();

function blankEvent(source: GenuineRequest): WebhookEvent {
  const known = blanks.get(source) ?? signedEvent(source.route);
  blanks.set(source, known);
  return known;
}

export function signatureOf(webhook: Webhook, key: SigningKey = webhook.key): Record<string, string> {
  const { url, signed } = signedParts(webhook);
  return signedBy(key, url, signed);
}

function encoded(form: Form): string {
  const text = new URLSearchParams();
  for (const name in form) for (const one of [form[name] ?? []].flat()) text.append(name, one);
  return text.toString();
}
