import type { CallTarget, Configuration, Language } from '../lambdas/domain/queue-config.ts';
import { defaultVoices, voiceSpeaks } from './voices.ts';

type Json = Record<string, unknown>;

/** What a schema cannot say: names and numbers that must be unique, references that must exist, times that must make sense. */
export function findContradictions(candidate: unknown): string[] {
  const configuration = object(candidate);
  const queues = list(configuration['queues']).map(object);
  return [
    ...duplicates(queues.map((queue, index) => ({ path: `queues[${index}].name`, value: queue['name'] }))),
    ...duplicates(queues.flatMap(numbersOf)),
    ...duplicates(queues.flatMap(sipUsersOf)),
    ...queues.flatMap(needsWidget),
    ...unknownDefaultQueue(configuration['defaultQueue'], queues),
    ...queues.flatMap((queue, index) => policyProblems(object(queue['policy']), `queues[${index}].policy`)),
  ];
}

/**
 * What the configuration leaves open that Mindful's webhook would need to know: of one caller with callbacks in two queues, which
 * one it confirms. Nothing else depends on it, so it is no contradiction.
 */
export function findAmbiguities({ queues }: Configuration): string[] {
  return queues.flatMap(({ callTarget }, index) => {
    const first = queues.findIndex((other) => sharesConfirmations(other.callTarget, callTarget));
    if (first === index) return [];
    const what = callTarget.id === undefined ? 'is missing' : `is ${JSON.stringify(callTarget.id)}`;
    return [
      `queues[${index}].callTarget.id ${what}, as queues[${first}]'s is: where one caller has callbacks in both queues, Mindful's ` +
        "confirmations cannot be told apart, and may confirm neither; write each Call Target's own ID, or a queueHeaderName for both",
    ];
  });
}

function sharesConfirmations(one: CallTarget, other: CallTarget): boolean {
  if (one === other) return true;
  const isNamed = one.queueHeaderName !== undefined && other.queueHeaderName !== undefined;
  return one.id === other.id && !isNamed;
}

/** What only Mindful's widget can tell. */
function needsWidget(queue: Json, index: number): string[] {
  if (object(queue['policy'])['quoteFrom'] !== 'mindful' || object(queue['callTarget'])['widget'] !== undefined)
    return [];
  return [
    `queues[${index}].policy.quoteFrom is "mindful", but callTarget.widget is missing: name the widget, or write "estimate"`,
  ];
}

interface Placed {
  path: string;
  value: unknown;
}

function numbersOf(queue: Json, index: number): Placed[] {
  return ['numbers', 'returnNumbers'].flatMap((field) =>
    list(queue[field]).map((value, position) => ({ path: `queues[${index}].${field}[${position}]`, value })),
  );
}

function sipUsersOf(queue: Json, index: number): Placed[] {
  const target = object(queue['callTarget']);
  const path = `queues[${index}].callTarget`;
  const returnUser = { path: `${path}.returnSipUser`, value: target['returnSipUser'] ?? `return-${queue['name']}` };
  return [
    // Queues whose return calls say which queue they are for may share an address.
    ...(target['queueHeaderName'] === undefined ? [returnUser] : []),
    { path: `${path}.chooseHoldSipUser`, value: target['chooseHoldSipUser'] ?? `hold-${queue['name']}` },
  ];
}

function duplicates(places: Placed[]): string[] {
  const seen = new Map<unknown, string>();
  return places.flatMap(({ path, value }) => {
    const first = seen.get(value);
    if (first === undefined) seen.set(value, path);
    return first === undefined
      ? []
      : [`${path} is ${JSON.stringify(value)}, as ${first} is: write one that is used once`];
  });
}

function unknownDefaultQueue(name: unknown, queues: Json[]): string[] {
  const names = queues.map((queue) => queue['name']);
  if (name === undefined || names.includes(name)) return [];
  return [`defaultQueue is ${JSON.stringify(name)}, which is no queue's name: write one of ${names.join(', ')}`];
}

function policyProblems(policy: Json, path: string): string[] {
  const whenClosed = object(policy['whenClosed']);
  const hours = object(policy['openingHours']);
  return [
    ...(whenClosed['kind'] === 'redirect' && whenClosed['url'] === undefined
      ? [`${path}.whenClosed.url is missing: write the URL of the TwiML that callers get outside opening hours`]
      : []),
    ...foreignVoice(policy, path),
    ...unknownTimeZone(hours['timeZone'], `${path}.openingHours.timeZone`),
    ...Object.entries(object(hours['weekly'])).flatMap(([weekday, periods]) =>
      list(periods).flatMap((period, index) => backwards(period, `${path}.openingHours.weekly.${weekday}[${index}]`)),
    ),
  ];
}

function foreignVoice({ voice, language = 'en-US' }: Json, path: string): string[] {
  if (typeof voice !== 'string' || !isLanguage(language) || voiceSpeaks(voice, language)) return [];
  return [
    `${path}.voice is ${JSON.stringify(voice)}, which does not speak ${language}: write one such as "${defaultVoices[language]}"`,
  ];
}

function isLanguage(language: unknown): language is Language {
  return typeof language === 'string' && Object.hasOwn(defaultVoices, language);
}

function unknownTimeZone(timeZone: unknown, path: string): string[] {
  if (typeof timeZone !== 'string' || timeZone === '') return [];
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return [];
  } catch {
    return [`${path} is ${JSON.stringify(timeZone)}: write an IANA time zone such as "America/New_York"`];
  }
}

function backwards(period: unknown, path: string): string[] {
  const [from = '', to = ''] = String(period).split('-');
  if (from < to) return [];
  return [`${path} is ${JSON.stringify(period)}: write the earlier time first; split a night at "24:00" and "00:00"`];
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
