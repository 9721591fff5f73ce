import { standings } from './domain/callback/return-call.ts';
import { cleanText } from './domain/clean-text.ts';

/**
 * The route table: every webhook of this service, one explicit row each. The infrastructure makes API routes of it, the
 * local contact centre serves it, the gate reads requests by it, steps are typed by it and mint their URLs from it.
 */

/** What a caller gets when a step breaks or runs late, chosen from the signed form alone. */
export type SafeAnswer =
  | 'enqueue'
  | 'enqueue-without-offers'
  | 'enqueue-return'
  | 'hold-music'
  | 'back-to-hold'
  | 'left-queue'
  | 'transfer-result'
  | 'no-offer'
  | 'ask-again-later';

export type FunctionName = 'voice' | 'events';

/**
 * What sends a webhook, with the parameters that it always sends, blank at worst. A Studio flow sends what its author chose.
 * https://www.twilio.com/docs/voice/twiml#request-parameters
 * https://www.twilio.com/docs/taskrouter/api/event/reference
 */
export const alwaysSent = {
  call: ['AccountSid', 'CallSid', 'CallStatus', 'Direction', 'From', 'To'],
  'task-router': ['AccountSid', 'EventType'],
  mindful: [],
  studio: [],
} as const satisfies Record<string, readonly string[]>;

type Sender = keyof typeof alwaysSent;

const text = (value: string) => cleanText(value);
const wholeNumber = (value: string) => (/^\d{1,10}$/.test(value) ? Number(value) : undefined);
const flag = (value: string) => (value === '1' ? true : undefined);
const matching = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value : undefined);
const oneOf =
  <Word extends string>(...words: readonly Word[]) =>
  (value: string) =>
    words.find((word) => word === value);

/**
 * Twilio's parameters that steps read, each with its form: the value that its text stands for, `undefined` where the text has
 * another form. A parameter that is always sent refuses the request then; any other counts as not sent.
 */
export const parameterForms = {
  CallSid: matching(/^CA[0-9a-f]{32}$/i),
  /** The digits of a number with the next parameter's name run into them are not what Twilio sends. */
  From: matching(/^(?!\+\d+[A-Z])/),
  /** The address dialled on the SIP domain, at least as far as its host. */
  To: matching(/^\s*<?sips?:[^@]+@./i),
  CallStatus: text,
  Digits: text,
  QueueResult: text,
  QueueTime: wholeNumber,
  DialCallStatus: text,
  DialCallDuration: wholeNumber,
  DialSipResponseCode: matching(/^\d{3}$/),
  ReferTransferTarget: text,
  ParentCallSid: text,
  SipDomain: text,
  EventType: text,
  TaskAge: text,
  TaskAttributes: text,
  TaskCanceledReason: text,
  TaskSid: text,
  ReservationSid: text,
  Timestamp: text,
  WorkerSid: text,
} as const satisfies Record<string, Form>;

/**
 * State that a later step needs travels in the URLs that we mint, each key in its form. The gate refuses every other query, so
 * that nothing of a form can be passed off as part of one.
 */
export const stateForms = {
  /** When the caller joined the queue, in epoch seconds. */
  since: wholeNumber,
  /** When the caller left the queue for Mindful, in epoch seconds. */
  left: wholeNumber,
  /** The language that the caller has chosen. */
  language: matching(/^[A-Za-z0-9-]{2,20}$/),
  greeted: flag,
  /** The caller has heard the queue's announcement. */
  announced: flag,
  /** The caller has been offered a callback before the queue. */
  asked: flag,
  /** The place in line that was said last; 0 where none is to be said. */
  place: wholeNumber,
  /** Offers made while holding. */
  offered: wholeNumber,
  offers: oneOf('none'),
  /** How often this call was queued again because TaskRouter had given its task up. */
  again: wholeNumber,
  /** How often this call found no way into the queue, or fell out of it by a fault. */
  tries: wholeNumber,
  /** The call has found the queue full, and was offered a callback then if there was one to be offered. */
  full: flag,
  /** The quoted wait in seconds. */
  wait: wholeNumber,
  /** The upper end of the quoted wait in seconds. */
  high: wholeNumber,
  /** The offer is heard for the second time. */
  attempt: oneOf('2'),
  /** The number to be called that was keyed in, by its digits. */
  number: matching(/^[1-9]\d{5,14}$/),
  /** That number was keyed in at the second try. */
  entry: oneOf('2'),
  return: oneOf(...standings),
  /** How a wait ended that a Studio flow made: Twilio's QueueResult, which may be blank. */
  result: matching(/^[a-z-]{0,40}$/),
  /** How long that wait lasted, in seconds; blank is no time. */
  waited: (value: string) => (value === '' ? 0 : wholeNumber(value)),
  /** How many times Mindful has been asked about a registration that has no answer yet. */
  looks: wholeNumber,
  /** The call in which the callback was accepted. */
  first: matching(/^CA[0-9a-f]{32}$/i),
} as const satisfies Record<string, Form>;

type Form = (text: string) => unknown;
type ValuesOf<Forms extends Record<string, Form>> = { readonly [Key in keyof Forms]?: ReturnType<Forms[Key]> };

export type Parameters = ValuesOf<typeof parameterForms>;
export type UrlState = ValuesOf<typeof stateForms>;

export interface Route {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  function: FunctionName;
  sender: Sender;
  /** What lets a request in: Twilio's signature, or Mindful's key in the path. */
  guard: 'twilio-signature' | 'mindful-key';
  safeAnswer: SafeAnswer;
  /** What the step reads of the request, beside what every request of its sender tells. */
  parameters: readonly (keyof Parameters)[];
  /** The headers of the INVITE are read too, whose names are configuration. */
  sipHeaders?: true;
  /** What the query of its URL may hold. */
  state: readonly (keyof UrlState)[];
}

/** What most rows have: a step of a call to one of the queues, which reads no more than every step of a call. */
const usual = {
  method: 'POST',
  function: 'voice',
  sender: 'call',
  guard: 'twilio-signature',
  parameters: [],
  state: [],
} as const;

/** A row, with what it has unlike most. */
function row<const Name extends string, const Own extends Partial<Route> & Pick<Route, 'safeAnswer'>>(
  name: Name,
  own: Own,
) {
  type Whole = Omit<typeof usual, keyof Own> & Own & { name: Name; path: string };
  return { ...usual, path: `/queues/{queue}/${name}`, ...own, name } as unknown as Whole;
}

/** The wait, for a Studio flow or a Twilio Function. */
const wait = { path: '/queues/{queue}/wait-time', sender: 'studio', safeAnswer: 'no-offer' } as const;
/** What happens beside the calls. */
const beside = { function: 'events', safeAnswer: 'ask-again-later' } as const;
const withoutOffers = { safeAnswer: 'enqueue-without-offers' } as const;
const attempts = ['again', 'tries', 'full'] as const;
/** Wherever something is said, in the language that the caller has chosen. */
const spoken = ['language'] as const;
const holding = [...spoken, 'since', 'greeted', 'offered', 'offers', 'again', 'announced', 'asked', 'place'] as const;
/** Until the caller is in the queue, or is asked about a callback there. */
const offered = [...spoken, 'wait', 'high', 'attempt', ...attempts] as const;
const offeredOnHold = [...holding, 'wait', 'attempt'] as const;
const keyedIn = ['number', 'entry'] as const;
const queued = [
  ...spoken,
  ...attempts,
  'offers',
  'since',
  'wait',
  'high',
  'return',
  'first',
  'result',
  'waited',
] as const;
const ended = ['DialCallStatus', 'DialCallDuration', 'DialSipResponseCode', 'CallStatus'] as const;
const task = [
  'TaskAge',
  'TaskAttributes',
  'TaskCanceledReason',
  'TaskSid',
  'ReservationSid',
  'Timestamp',
  'WorkerSid',
] as const;

export const routes = [
  row('incoming-call', { safeAnswer: 'enqueue', state: spoken }),
  row('choose-language', { safeAnswer: 'enqueue', parameters: ['Digits'], state: ['attempt'] }),
  row('offer-reply', {
    safeAnswer: 'enqueue',
    parameters: ['Digits'],
    state: offered,
  }),
  row('key-number', { safeAnswer: 'enqueue', parameters: ['Digits'], state: offered }),
  row('confirm-number', { safeAnswer: 'enqueue', parameters: ['Digits'], state: [...offered, ...keyedIn] }),
  row('hold', { safeAnswer: 'hold-music', parameters: ['QueueTime'], state: holding }),
  row('hold-reply', { safeAnswer: 'back-to-hold', parameters: ['Digits'], state: [...holding, 'wait'] }),
  row('hold-key-number', { safeAnswer: 'back-to-hold', parameters: ['Digits'], state: offeredOnHold }),
  row('hold-confirm-number', {
    safeAnswer: 'back-to-hold',
    parameters: ['Digits'],
    state: [...offeredOnHold, ...keyedIn],
  }),
  row('left-queue', { safeAnswer: 'left-queue', parameters: ['QueueResult', 'QueueTime'], state: queued }),
  row('transfer', { safeAnswer: 'enqueue', state: [...spoken, 'wait', 'high'] }),
  row('transfer-progress', { ...beside, parameters: ['CallStatus', 'ParentCallSid'], state: ['left', 'number'] }),
  row('transfer-result', { safeAnswer: 'transfer-result', parameters: ended, state: [...spoken, 'since', 'number'] }),
  row('transfer-refer', {
    ...withoutOffers,
    parameters: ['ReferTransferTarget'],
    state: [...spoken, 'since', 'number'],
  }),
  row('register', { ...withoutOffers, function: 'events', state: [...spoken, 'since', 'left', 'looks', 'number'] }),
  row('open-callback', { ...withoutOffers, parameters: ['Digits'], state: [...spoken, 'attempt'] }),
  row('cancel-callback', { ...withoutOffers, function: 'events', state: spoken }),
  row('return-call', { safeAnswer: 'enqueue-return', parameters: ['SipDomain'], sipHeaders: true }),
  row('sip', { path: '/sip', safeAnswer: 'enqueue-return', parameters: ['To', 'SipDomain'], sipHeaders: true }),
  row('choose-hold', { ...withoutOffers, sipHeaders: true }),
  row('return-hold', { safeAnswer: 'hold-music', state: [...spoken, 'greeted', 'again', 'first'] }),
  row('call-ended', { safeAnswer: 'ask-again-later' }),
  row('wait-time', wait),
  row('wait-time-get', { ...wait, method: 'GET' }),
  row('task-events', { ...beside, path: '/task-events', sender: 'task-router', parameters: ['EventType', ...task] }),
  row('mindful-events', { ...beside, path: '/mindful-events/{key}', sender: 'mindful', guard: 'mindful-key' }),
] as const satisfies readonly Route[];

type Row = (typeof routes)[number];
export type RouteName = Row['name'];
export type RowOf<Name extends RouteName> = Extract<Row, { name: Name }>;
export type RoutesOf<F extends FunctionName> = Extract<Row, { function: F }>['name'];
/** The routes whose webhooks come from this sender. */
export type RoutesFrom<S extends Sender> = Extract<Row, { sender: S }>['name'];
export type StateOf<Name extends RouteName> = Pick<UrlState, RowOf<Name>['state'][number]>;

/** API Gateway's name for a route: `POST /queues/{queue}/hold`. */
export function routeKey(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method} ${route.path}`;
}

const byKey = new Map<string, Route>(routes.map((route) => [routeKey(route), route]));

export function routeForKey(key: string): Route | undefined {
  return byKey.get(key);
}

const paths = new Map<RouteName, string>(routes.map(({ name, path }) => [name, path]));

/** Twilio's signature covers a URL, and this alphabet survives any proxy unchanged. */
const URL_SAFE = /^[A-Za-z0-9._~-]+$/;

/**
 * What Twilio reads after the `#` of a URL, and neither sends nor signs. Twilio gives a document 15 s in all: three attempts of
 * 4.5 s fit in, and what is left is for the fallback URL. Without these Twilio would try again only where it got no connection,
 * and wait 15 s for the one answer; while a caller holds, nothing but another attempt stands between one 5xx and a lost place.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const documentOverrides = '#rc=2&rp=ct,rt,5xx&ct=2000&rt=4500&tt=14000';

/** No caller waits for these, so a lost one is worth more attempts. */
const notificationOverrides = '#rc=4&rp=ct,rt,5xx&ct=2000&rt=5000&tt=15000';

const overrides = new Map<RouteName, string>(
  routes.map(({ name, safeAnswer }) => [
    name,
    safeAnswer === 'ask-again-later' ? notificationOverrides : documentOverrides,
  ]),
);

const speaking = new Set<RouteName>(
  routes.filter(({ state }: Route) => state.includes('language')).map(({ name }) => name),
);

/** What a URL says about its queue. Every URL of a route that may speak to the caller carries the chosen language. */
export interface QueueInUrl {
  name: string;
  chosenLanguage?: string | undefined;
}

/** The absolute URL of a route as Twilio is given it, in TwiML and in the settings of the account. */
export function routeUrl<Name extends RouteName>(
  origin: string,
  name: Name,
  queue: QueueInUrl,
  state?: Omit<StateOf<Name>, 'language'>,
): string {
  return `${routeAddress(origin, name, queue, state)}${overrides.get(name)}`;
}

/** The same for whoever sends what it says as it is. Throws on a value outside `[A-Za-z0-9._~-]`. */
export function routeAddress<Name extends RouteName>(
  origin: string,
  name: Name,
  queue: QueueInUrl,
  state?: Omit<StateOf<Name>, 'language'>,
): string {
  const language = speaking.has(name) ? queue.chosenLanguage : undefined;
  const query = Object.entries<unknown>({ ...state, language })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value === true ? 1 : urlSafe(String(value))}`)
    .join('&');
  return `${origin}${paths.get(name)?.replace('{queue}', urlSafe(queue.name))}${query && `?${query}`}`;
}

function urlSafe(text: string): string {
  if (!URL_SAFE.test(text))
    throw new Error(`"${text}" cannot travel in a URL: use letters, digits, ".", "_", "~" and "-"`);
  return text;
}
