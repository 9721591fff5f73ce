import type { WebhookEvent } from '../../lambdas/middleware/webhook-request.ts';
import { routeKey, routes } from '../../lambdas/routes.ts';
import { matchRoute } from '../../local/aws/gateway/route-match.ts';
import type { Random } from '../../local/taskrouter/random.ts';
import { setForm, signedEvent } from './signed-event.ts';
import type { GenuineRequest } from './twilio-forms.ts';

const ORIGIN = 'https://api.example.com';

/** A request as the string that is signed: the URL, then names and values in the order of the names. */
export interface Partition {
  url: string;
  pairs: [name: string, value: string][];
}

export function partitionOf({ route: name, query, form }: GenuineRequest): Partition {
  const route = routes.find((candidate) => candidate.name === name);
  const path = (route?.path ?? '').replace('{queue}', 'support');
  const pairs = Object.entries(form).sort(([one], [other]) => (one < other ? -1 : 1));
  return { url: `${ORIGIN}${path}${query ? `?${query}` : ''}`, pairs };
}

export function signedString({ url, pairs }: Partition): string {
  return url + pairs.flat().join('');
}

/**
 * The same signed string cut in other places, one to three times, near the true cuts as a rule; `undefined` when the names are
 * no longer in order, because the string would then be another.
 */
export function cutElsewhere(original: Partition, random: Random): Partition | undefined {
  const partition = { url: original.url, pairs: original.pairs.map(([n, v]): [string, string] => [n, v]) };
  for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1) cutOnce(partition, random);
  return isInOrder(partition) ? partition : undefined;
}

/** Whether the names are in the order in which they are signed; otherwise the signed string would be another. */
export function isInOrder({ pairs }: Partition): boolean {
  return pairs.every(([name], index) => index === 0 || (pairs[index - 1]?.[0] ?? '') < name);
}

/**
 * Every request that differs in one place: a parameter swallowed by the value before it, a name that ends elsewhere, or a boundary
 * between two parameters, or between the URL and the first of them, that lies elsewhere.
 */
export function cutOnceEverywhere({ url, pairs }: Partition): Partition[] {
  const replaced = (index: number, count: number, ...others: [string, string][]): Partition => ({
    url,
    pairs: pairs.toSpliced(index, count, ...others),
  });
  const swallowed = pairs.slice(1).map((next, index) => {
    const [name, value] = pairs[index] ?? ['', ''];
    return replaced(index, 2, [name, value + next.join('')]);
  });
  const renamed = pairs.flatMap(([name, value], index) =>
    cutsOf(name + value, name.length).map((cut) => replaced(index, 1, cut)),
  );
  const moved = pairs.slice(1).flatMap(([nextName, nextValue], index) => {
    const [name, value] = pairs[index] ?? ['', ''];
    return cutsOf(value + nextName, value.length).map(([head, tail]) =>
      replaced(index, 2, [name, head], [tail, nextValue]),
    );
  });
  const [[firstName, firstValue] = ['', ''], ...others] = pairs;
  const ofUrl = cutsOf(url + firstName, url.length).map(([head, tail]) => ({
    url: head,
    pairs: [[tail, firstValue] as [string, string], ...others],
  }));
  const newInUrl = cutsOf(url, url.length).map(([head, tail]) => ({
    url: head,
    pairs: [[tail, ''] as [string, string], ...pairs],
  }));
  return [...swallowed, ...renamed, ...moved, ...ofUrl, ...newInUrl];
}

/** A text in two parts, in every place but one. */
function cutsOf(text: string, but: number): [string, string][] {
  return Array.from({ length: text.length + 1 }, (_, place): [string, string] => [
    text.slice(0, place),
    text.slice(place),
  ]).filter(([head]) => head.length !== but);
}

function cutOnce({ pairs, ...rest }: Partition, random: Random): void {
  const partition = Object.assign(rest, { pairs });
  const index = Math.floor(random() * pairs.length);
  const change = cuts[Math.floor(random() * cuts.length)];
  change?.(partition, index, random);
}

type Cut = (partition: Partition, index: number, random: Random) => void;

const cuts: Cut[] = [
  function swallowNext({ pairs }, index) {
    const [pair, next] = [pairs[index], pairs[index + 1]];
    if (!pair || !next) return;
    pair[1] += next.join('');
    pairs.splice(index + 1, 1);
  },
  function splitValue({ pairs }, index, random) {
    const pair = pairs[index];
    if (!pair) return;
    const at = Math.floor(random() * pair[1].length);
    const nameEnds = at + 1 + Math.floor(random() * (pair[1].length - at));
    pairs.splice(index + 1, 0, [pair[1].slice(at, nameEnds), pair[1].slice(nameEnds)]);
    pair[1] = pair[1].slice(0, at);
  },
  function moveBetweenNameAndValue({ pairs }, index, random) {
    const pair = pairs[index];
    if (!pair) return;
    const text = pair.join('');
    const at = nearby(pair[0].length, random);
    pair.splice(0, 2, text.slice(0, at), text.slice(at));
  },
  function moveBetweenPairs({ pairs }, index, random) {
    const [pair, next] = [pairs[index], pairs[index + 1]];
    if (!pair || !next) return;
    const text = pair[1] + next[0];
    const at = nearby(pair[1].length, random);
    pair[1] = text.slice(0, at);
    next[0] = text.slice(at);
  },
  function nameTakesValue({ pairs }, index) {
    const pair = pairs[index];
    if (pair) pair.splice(0, 2, pair.join(''), '');
  },
  function urlTakesFirst(partition) {
    const first = partition.pairs.shift();
    partition.url += (first ?? []).join('');
  },
  function urlTakesSome(partition, _, random) {
    const [first] = partition.pairs;
    const taken = 1 + Math.floor(random() * 12);
    if (!first) return;
    partition.url += first[0].slice(0, taken);
    first[0] = first[0].slice(taken);
  },
  function urlGivesSome(partition, _, random) {
    const [first] = partition.pairs;
    const kept = partition.url.length - 1 - Math.floor(random() * 12);
    if (first) first[0] = partition.url.slice(kept) + first[0];
    partition.url = partition.url.slice(0, kept);
  },
];

function nearby(place: number, random: Random): number {
  return Math.max(0, place + Math.round((random() - 0.5) * 8));
}

/** The event that reaches the function with the original's signature, or `undefined` where the gateway has no such route. */
export function eventOf({ url, pairs }: Partition, signature: string): WebhookEvent | undefined {
  const [path = '', ...query] = url.slice(ORIGIN.length).split('?');
  const match = matchRoute('POST', path);
  if (!match) return undefined;
  const event = signedEvent('hold');
  event.routeKey = routeKey(match.route);
  event.rawPath = path;
  event.rawQueryString = query.join('?');
  event.pathParameters = match.pathParameters;
  event.headers['x-twilio-signature'] = signature;
  setForm(event, new URLSearchParams(pairs).toString());
  return event;
}
