import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from '../loopback-server.ts';
import { type Answer, altered, inManner, type Manner, mannerDescriptions } from './manners.ts';

/** What the service asks over the network. */
const upstreams = {
  dynamodb: 'DynamoDB',
  secrets: 'Secrets Manager',
  taskrouter: "TaskRouter's REST API",
  mindful: 'Each of the APIs of Mindful, but not its telephony,',
} as const;

export type Upstream = keyof typeof upstreams;

/** Refusals as each of them words them. */
const refusals = {
  'dynamodb-error': { status: 500, body: { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' } },
  'dynamodb-throttled': { status: 400, body: { __type: 'com.amazon.coral.availability#ThrottlingException' } },
  'secrets-error': { status: 500, body: { __type: 'InternalServiceError' } },
  'secrets-throttled': { status: 400, body: { __type: 'ThrottlingException' } },
  'taskrouter-error': { status: 500, body: { code: 20500, message: 'Internal Server Error', status: 500 } },
  'taskrouter-429': { status: 429, body: { code: 20429, message: 'Too Many Requests', status: 429 } },
  'mindful-error': { status: 500, body: { error: 'internal server error' } },
  'mindful-429': { status: 429, body: { error: 'too many requests' } },
} as const;

/** Answers that are whole, and wrong. */
const alterations = {
  'dynamodb-endless': (json: Json) => {
    // The emulator refuses to go on at a key that it has not named itself.
    const { Items = isBeyondTheEnd(json) ? [] : undefined } = json;
    return Items ? { Items, LastEvaluatedKey: NEXT_PAGE } : json;
  },
  'dynamodb-junk': (json: Json) => ({
    ...json,
    ...(Array.isArray(json['Items']) && { Items: json['Items'].map((item) => junkItem(item as Json)) }),
    ...(isObject(json['Item']) && { Item: junkItem(json['Item']) }),
  }),
  'taskrouter-endless': (json: Json, url: string) =>
    isObject(json['meta']) ? { ...json, meta: { ...json['meta'], next_page_url: url } } : json,
  'taskrouter-junk': (json: Json) => junk(json) as Json,
  'mindful-junk': (json: Json) => junk(json) as Json,
} as const;

type Json = Record<string, unknown>;

const NEXT_PAGE = { pk: { S: 'queue#' }, sk: { S: 'next' }, openQueue: { S: 'queue' }, acceptedAtMs: { N: '1' } };

/** DynamoDB Local spells it `Message`. */
function isBeyondTheEnd({ message, Message = message }: Json): boolean {
  return /starting key/.test(String(Message));
}

type RefusalName = keyof typeof refusals;
type AlterationName = keyof typeof alterations;
export type UpstreamFaultName = `${Upstream}-${Manner}` | RefusalName | AlterationName;

const special: Record<RefusalName | AlterationName, string> = {
  'dynamodb-error': 'DynamoDB answers 500 to every request.',
  'dynamodb-throttled': 'DynamoDB throttles every request.',
  'secrets-error': 'Secrets Manager answers 500 to every request.',
  'secrets-throttled': 'Secrets Manager throttles every request.',
  'taskrouter-error': "TaskRouter's REST API answers 500 to every request.",
  'taskrouter-429': "TaskRouter's REST API answers 429 to every request.",
  'mindful-error': "Mindful's APIs answer 500 to every request.",
  'mindful-429': "Mindful's APIs answer 429 to every request.",
  'dynamodb-endless': 'Each page of a list from DynamoDB names another page.',
  'dynamodb-junk': 'No field of an item in DynamoDB is what the service has written.',
  'taskrouter-endless': "Each page of a list from TaskRouter's REST API names another page.",
  'taskrouter-junk': "No field of an answer of TaskRouter's REST API has the right type.",
  'mindful-junk': "No field of an answer of Mindful's APIs has the right type.",
};

/** One for each upstream and manner, and those that only some of them have. */
export const upstreamFaultDescriptions = {
  ...Object.fromEntries(
    Object.entries(upstreams).flatMap(([upstream, subject]) =>
      Object.entries(mannerDescriptions).map(([manner, does]) => [`${upstream}-${manner}`, `${subject} ${does}.`]),
    ),
  ),
  ...special,
} as Record<UpstreamFaultName, string>;

const manners = Object.keys(mannerDescriptions) as Manner[];
const refusalNames = Object.keys(refusals) as RefusalName[];
const alterationNames = Object.keys(alterations) as AlterationName[];

interface UpstreamFaults {
  isOn(name: UpstreamFaultName): boolean;
  delayMs: number;
}

/** A request handler with the upstream's faults in front of it; of several that are on, the first. */
export function withUpstreamFaults(
  faults: UpstreamFaults,
  upstream: Upstream,
  handler: RequestHandler,
): RequestHandler {
  return (request, response) => handlerOf(faults, upstream, handler)(request, response);
}

function handlerOf(faults: UpstreamFaults, upstream: Upstream, handler: RequestHandler): RequestHandler {
  const manner = manners.find((name) => faults.isOn(`${upstream}-${name}`));
  if (manner) return inManner(manner, handler, faults.delayMs);
  const isOnHere = (name: UpstreamFaultName) => name.startsWith(`${upstream}-`) && faults.isOn(name);
  const refusal = refusalNames.find(isOnHere);
  if (refusal) return refusing(refusals[refusal]);
  const alteration = alterationNames.find(isOnHere);
  if (!alteration) return handler;
  return (request, response) => {
    const change = (json: Json) => alterations[alteration](json, urlOf(request));
    return altered(handler, (answer) => changeAnswer(answer, change))(request, response);
  };
}

function refusing({ status, body }: { status: number; body: object }): RequestHandler {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

function urlOf({ headers, url = '' }: IncomingMessage): string {
  return `http://${headers.host}${url}`;
}

function changeAnswer({ status, headers, body }: Answer, change: (json: Json) => Json): Answer {
  const json: unknown = JSON.parse(body.toString('utf8') || '{}');
  const changed = isObject(json) ? change(json) : json;
  const isList = isObject(changed) && 'Items' in changed;
  return { status: isList ? 200 : status, headers, body: Buffer.from(JSON.stringify(changed)) };
}

/** The keys stay, or nobody would find the item. */
function junkItem(item: Json): Json {
  const fields = Object.entries(item).map(([name]) => [name, { L: [{ NULL: true }, { S: 'junk' }] }]);
  const { pk, sk } = item;
  return { ...Object.fromEntries(fields), pk, sk };
}

/** Every text a number, every number a text, every list with items that are none. */
function junk(value: unknown): unknown {
  if (typeof value === 'string') return 1e308;
  if (typeof value === 'number') return 'NaN';
  if (Array.isArray(value)) return [null, 'junk', [], ...value.map(junk)];
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, junk(field)]));
  return { unexpected: true };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
