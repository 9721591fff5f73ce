import type { UrlState } from './domain/url-state.ts';

/**
 * The route table: every webhook of this service, one explicit row each. The infrastructure makes API routes of it, the
 * local contact centre serves it, the tests enumerate it, and steps mint their URLs from it.
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

export interface Route {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  function: FunctionName;
  /** Who may ask: Twilio, by its signature, or Mindful, by the key in the path. */
  guard: 'twilio-signature' | 'mindful-key';
  safeAnswer: SafeAnswer;
}

const voice = { method: 'POST', function: 'voice', guard: 'twilio-signature' } as const;
const events = { method: 'POST', function: 'events', guard: 'twilio-signature' } as const;

export const routes = [
  { name: 'incoming-call', path: '/queues/{queue}/incoming-call', safeAnswer: 'enqueue', ...voice },
  { name: 'offer-reply', path: '/queues/{queue}/offer-reply', safeAnswer: 'enqueue', ...voice },
  { name: 'hold', path: '/queues/{queue}/hold', safeAnswer: 'hold-music', ...voice },
  { name: 'hold-reply', path: '/queues/{queue}/hold-reply', safeAnswer: 'back-to-hold', ...voice },
  { name: 'left-queue', path: '/queues/{queue}/left-queue', safeAnswer: 'left-queue', ...voice },
  { name: 'transfer', path: '/queues/{queue}/transfer', safeAnswer: 'enqueue', ...voice },
  { name: 'transfer-progress', path: '/queues/{queue}/transfer-progress', safeAnswer: 'ask-again-later', ...events },
  { name: 'transfer-result', path: '/queues/{queue}/transfer-result', safeAnswer: 'transfer-result', ...voice },
  { name: 'transfer-refer', path: '/queues/{queue}/transfer-refer', safeAnswer: 'enqueue-without-offers', ...voice },
  { name: 'return-call', path: '/queues/{queue}/return-call', safeAnswer: 'enqueue-return', ...voice },
  { name: 'sip', path: '/sip', safeAnswer: 'enqueue-return', ...voice },
  { name: 'choose-hold', path: '/queues/{queue}/choose-hold', safeAnswer: 'enqueue-without-offers', ...voice },
  { name: 'return-hold', path: '/queues/{queue}/return-hold', safeAnswer: 'hold-music', ...voice },
  { name: 'call-ended', path: '/queues/{queue}/call-ended', safeAnswer: 'ask-again-later', ...voice },
  { name: 'wait-time', path: '/queues/{queue}/wait-time', safeAnswer: 'no-offer', ...voice },
  { name: 'wait-time-get', path: '/queues/{queue}/wait-time', safeAnswer: 'no-offer', ...voice, method: 'GET' },
  { name: 'task-events', path: '/task-events', safeAnswer: 'ask-again-later', ...events },
  {
    name: 'mindful-events',
    path: '/mindful-events/{key}',
    safeAnswer: 'ask-again-later',
    ...events,
    guard: 'mindful-key',
  },
] as const satisfies readonly Route[];

export type RouteName = (typeof routes)[number]['name'];
export type RoutesOf<F extends FunctionName> = Extract<(typeof routes)[number], { function: F }>['name'];

/** API Gateway's name for a route: `POST /queues/{queue}/hold`. */
export function routeKey(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method} ${route.path}`;
}

export function routeForKey(key: string): Route | undefined {
  return routes.find((route) => routeKey(route) === key);
}

/** Twilio's signature covers a URL, and this alphabet survives any proxy unchanged. */
const URL_SAFE = /^[A-Za-z0-9._~-]+$/;

/** The absolute URL of a route, for TwiML. Throws on a value outside `[A-Za-z0-9._~-]`. */
export function routeUrl(origin: string, name: RouteName, queue: string, state: UrlState = {}): string {
  const route = routes.find((candidate) => candidate.name === name);
  if (!route) throw new Error(`no route is called ${name}`);
  const query = Object.entries(state)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => `${urlSafe(key)}=${urlSafe(String(value))}`)
    .join('&');
  return `${origin}${route.path.replace('{queue}', urlSafe(queue))}${query && `?${query}`}`;
}

function urlSafe(text: string): string {
  if (!URL_SAFE.test(text))
    throw new Error(`"${text}" cannot travel in a URL: use letters, digits, ".", "_", "~" and "-"`);
  return text;
}
