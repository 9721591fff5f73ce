import { sipUsersOf } from './call-target-schema.ts';
import { sipEdges } from './names.ts';
import type { CallTarget, Configuration, QueueConfig } from './schema.ts';
import { voices } from './voices.ts';

/** A configuration of which parts may be missing; what is there has been checked by itself. */
export type Sound<T> = T extends readonly (infer Item)[]
  ? (Sound<Item> | undefined)[]
  : T extends object
    ? { [Name in keyof T]?: Sound<T[Name]> | undefined }
    : T;

type Queue = Sound<QueueConfig>;

/** What a schema cannot say: names and numbers that must be unique, and references that must exist. */
export function findContradictions({ defaultQueue, queues: written = [], stack }: Sound<Configuration>): string[] {
  const queues = Array.from(written, (queue) => queue ?? {});
  return [
    ...duplicates([
      ...queues.map(({ name }, index) => ({ path: `queues[${index}].name`, value: name })),
      ...queues.flatMap((queue, index) => listed(queue.formerNames, `queues[${index}].formerNames`)),
    ]),
    ...duplicates(queues.flatMap(numbersOf)),
    ...duplicates(sipUsers(queues)),
    ...duplicates(sharedByHeader(queues, 'id', ({ callTarget }) => callTarget?.id)),
    ...queues.flatMap(sameHeader),
    ...queues.flatMap(twoEdges),
    ...queues.flatMap(needsWidget),
    ...queues.flatMap(registersUnasked),
    ...queues.flatMap(keysInAnything),
    ...unknownDefaultQueue(defaultQueue, queues),
    ...queues.flatMap(foreignVoice),
    ...queues.flatMap(choiceOfLanguages),
    ...tooFewReserved(stack),
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
    return [
      `queues[${index}].callTarget.id is missing, as queues[${first}]'s is: where one caller has callbacks in both queues, Mindful's ` +
        "confirmations cannot be told apart, and may confirm neither; write each Call Target's own ID, or a queueHeaderName for both",
    ];
  });
}

function sharesConfirmations(one: CallTarget, other: CallTarget): boolean {
  if (one === other) return true;
  const isNamed = one.queueHeaderName !== undefined && other.queueHeaderName !== undefined;
  return one.id === undefined && other.id === undefined && !isNamed;
}

/** Lambda keeps instances warm within a function's reserved concurrency only. */
function tooFewReserved({
  provisionedConcurrency = 0,
  reservedConcurrency,
}: Sound<Configuration['stack']> = {}): string[] {
  const { voice = provisionedConcurrency } = reservedConcurrency ?? {};
  if (provisionedConcurrency <= voice) return [];
  return [
    `stack.provisionedConcurrency is ${provisionedConcurrency}, more than stack.reservedConcurrency.voice (${voice}): write at most that`,
  ];
}

interface Placed {
  path: string;
  value: unknown;
}

function numbersOf(queue: Queue, index: number): Placed[] {
  return (['numbers', 'returnNumbers'] as const).flatMap((field) => listed(queue[field], `queues[${index}].${field}`));
}

function listed(values: readonly unknown[] = [], path: string): Placed[] {
  return values.map((value, position) => ({ path: `${path}[${position}]`, value }));
}

function sipUsers(queues: readonly Queue[]): Placed[] {
  return [
    ...sharedByHeader(queues, 'returnSipUser', (queue) => sipUsersOf(queue).returnSipUser),
    ...queues.map((queue, index) => ({
      path: `queues[${index}].callTarget.chooseHoldSipUser`,
      value: sipUsersOf(queue).chooseHoldSipUser,
    })),
  ];
}

/** Queues that a header tells apart may share a value, which is then no other queue's. */
function sharedByHeader(queues: readonly Queue[], field: string, read: (queue: Queue) => unknown): Placed[] {
  const shared = new Set<unknown>();
  return queues.flatMap((queue, index) => {
    const value = read(queue);
    if (shared.has(value) && queue.callTarget?.queueHeaderName !== undefined) return [];
    if (queue.callTarget?.queueHeaderName !== undefined) shared.add(value);
    return [{ path: `queues[${index}].callTarget.${field}`, value }];
  });
}

function duplicates(places: Placed[]): string[] {
  const seen = new Map<unknown, string>();
  return places.flatMap(({ path, value }) => {
    const first = seen.get(value);
    if (first === undefined) seen.set(value, path);
    if (first === undefined || value === undefined) return [];
    return [`${path} is ${JSON.stringify(value)}, as ${first} is: write one that is used once`];
  });
}

function sameHeader({ callTarget: { headerName, queueHeaderName } = {} }: Queue, index: number): string[] {
  if (headerName === undefined || headerName !== queueHeaderName) return [];
  const path = `queues[${index}].callTarget`;
  return [
    `${path}.queueHeaderName is ${JSON.stringify(headerName)}, as ${path}.headerName is: write another header's name`,
  ];
}

/** A call leaves from one place. */
function twoEdges({ callTarget: { sipEdge, sipRegion } = {} }: Queue, index: number): string[] {
  if (sipEdge === undefined || sipRegion === undefined || sipEdges[sipRegion] === sipEdge) return [];
  const path = `queues[${index}].callTarget`;
  return [
    `${path}.sipEdge is "${sipEdge}", but ${path}.sipRegion is "${sipRegion}", which is ${sipEdges[sipRegion]}: write "${sipEdges[sipRegion]}", or one of the two fields alone`,
  ];
}

/** What only Mindful's widget can tell or do, and what else may be written. */
const onlyWithWidget = [
  ['quoteFrom', 'mindful', 'estimate'],
  ['registerBy', 'api', 'transfer'],
  ['registerBy', 'transfer-then-api', 'transfer'],
  ['callingAgain', 'ask', 'hold'],
] as const;

function needsWidget({ policy, callTarget }: Queue, index: number): string[] {
  if (callTarget?.widget !== undefined) return [];
  return onlyWithWidget
    .filter(([field, value]) => policy?.[field] === value)
    .map(
      ([field, value, instead]) =>
        `queues[${index}].policy.${field} is "${value}", but callTarget.widget is missing: name the widget, or write "${instead}"`,
    );
}

/** Where Mindful makes the offer, nobody has said yes before the transfer. */
function registersUnasked({ policy }: Queue, index: number): string[] {
  if (policy?.offers !== 'transfer' || policy.registerBy === undefined || policy.registerBy === 'transfer') return [];
  return [
    `queues[${index}].policy.registerBy is "${policy.registerBy}", but offers is "transfer": write "transfer", or "ask" for offers`,
  ];
}

/** A number is keyed in as people dial it in some country, and where this service makes the offer. */
function keysInAnything({ policy, callableCountries = [] }: Queue, index: number): string[] {
  const { anotherNumber = 'nobody', offers } = policy ?? {};
  if (anotherNumber === 'nobody') return [];
  const path = `queues[${index}].policy.anotherNumber is "${anotherNumber}", but`;
  return [
    ...(callableCountries.length === 0
      ? [`${path} callableCountries is empty: name the countries that may be called, or write "nobody"`]
      : []),
    ...(offers === 'transfer'
      ? [`${path} offers is "transfer", where Mindful asks for the number: write "nobody", or "ask" for offers`]
      : []),
  ];
}

/** While a queue's own name has to be mended, the default may be meant for that. */
function unknownDefaultQueue(name: string | undefined, queues: readonly Queue[]): string[] {
  const names = queues.map((queue) => queue.name);
  if (name === undefined || names.includes(name) || names.includes(undefined)) return [];
  return [`defaultQueue is ${JSON.stringify(name)}, which is no queue's name: write one of ${names.join(', ')}`];
}

/** A question needs two answers, and an answer one key. */
function choiceOfLanguages({ languageChoice: choice = [] }: Queue, index: number): string[] {
  const path = `queues[${index}].languageChoice`;
  return [
    ...(choice.length === 1 ? [`${path} has one language: write two or more, or none`] : []),
    ...(['key', 'language'] as const).flatMap((field) =>
      duplicates(choice.map((one, position) => ({ path: `${path}[${position}].${field}`, value: one?.[field] }))),
    ),
  ];
}

/** The voices of other languages are not listed here, so any voice that is configured for them is accepted. */
function foreignVoice({ policy: { voice, language } = {} }: Queue, index: number): string[] {
  const known = language === undefined ? undefined : voices[language];
  if (!voice || !known || known.some((pattern) => pattern.test(voice))) return [];
  return [
    `queues[${index}].policy.voice is ${JSON.stringify(voice)}, a voice that Twilio does not have, or one that does not speak ` +
      `${language}: write one that does, or leave it out for the one in config/languages/${language}.json`,
  ];
}
