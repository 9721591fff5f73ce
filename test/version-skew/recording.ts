import { DOMParser, type Element } from '@xmldom/xmldom';

/** An item as DynamoDB's JSON. */
export type RecordedItem = Record<string, { S: string } | { N: string }>;

/** One webhook that a build was asked, with the table at that moment and what it answered. */
export interface RecordedWebhook {
  /** The scene it is from, whose configuration holds. */
  scene: string;
  atMs: number;
  method: string;
  /** Path and query. */
  target: string;
  /** A form or JSON, as it was sent. */
  body?: string;
  /** The table before, as places in the recording's items. */
  table: number[];
  answer: Answer;
  /** Callback records and breakers that are otherwise after it: by key, as `statusOf` tells. */
  changes: Record<string, string>;
  /** Metrics that the answer's log line counts. */
  counted: Record<string, number>;
}

/** Where an answer sends the call. */
export interface Answer {
  status: number;
  /** TwiML verbs in their order, each with the steps that its URLs lead to. */
  verbs: string[];
  /** Our own URLs in it: path and query. */
  urls: string[];
  /** Attributes of the task that it makes. */
  task?: Record<string, unknown>;
  json?: unknown;
}

/** What one build did, from the files of its folder. */
export interface Recording {
  configurations: { scene: string; written: object }[];
  items: RecordedItem[];
  webhooks: RecordedWebhook[];
}

const urlAttributes = ['action', 'waitUrl', 'referUrl', 'statusCallback', 'url'];

export function readAnswer(status: number, body: string): Answer {
  if (body.startsWith('{')) return { status, verbs: [], urls: urlsIn(body), json: JSON.parse(withoutOverrides(body)) };
  const answer: Answer = { status, verbs: [], urls: [] };
  if (!body.includes('<Response')) return answer;
  const root = new DOMParser().parseFromString(body, 'text/xml').documentElement;
  if (root) for (const child of elementsOf(root)) readVerb(child, answer);
  return answer;
}

function readVerb(element: Element, answer: Answer): void {
  const targets = urlAttributes.map((name) => [name, element.getAttribute(name) ?? ''] as const);
  if (element.tagName === 'Redirect') targets.push(['to', element.textContent ?? '']);
  const ours = targets.flatMap(([name, url]) => (isOurs(url) ? [{ name, url: pathOf(url) }] : []));
  const leadsTo = ours.map(({ name, url }) => `${name}=${stepOf(url)}`);
  answer.verbs.push([element.tagName, ...leadsTo, ...priorityOf(element)].join(' '));
  answer.urls.push(...ours.map(({ url }) => url));
  if (element.tagName === 'Task') answer.task = JSON.parse(element.textContent ?? '{}');
  for (const child of elementsOf(element)) readVerb(child, answer);
}

function priorityOf(element: Element): string[] {
  return element.tagName === 'Task' ? [`priority=${element.getAttribute('priority') ?? 'none'}`] : [];
}

function elementsOf(parent: Element): Element[] {
  return [...Array(parent.childNodes.length).keys()]
    .map((index) => parent.childNodes[index])
    .filter((node): node is Element => node?.nodeType === 1);
}

function isOurs(url: string): boolean {
  return /^https:\/\/localhost\//.test(url);
}

function pathOf(url: string): string {
  return url.slice('https://localhost'.length).split('#')[0] ?? '';
}

/** How Twilio asks a URL may change with a build. */
function withoutOverrides(text: string): string {
  return text.replace(/(https:\/\/localhost\/[^"#]*)#[^"]*/g, '$1');
}

function urlsIn(text: string): string[] {
  return [...text.matchAll(/https:\/\/localhost\/[^"]*/g)].map(([url]) => pathOf(url));
}

function stepOf(url: string): string {
  return url.split('?')[0]?.split('/').at(-1) ?? '';
}

/** Words and marks of a URL's state; times, counts and SIDs by name only. */
export function shapeOf(target: string): string {
  const [path = '', query = ''] = target.split('?');
  const state = [...new URLSearchParams(query)].map(([name, value]) =>
    /^(\d{2,}|CA\w+|\+.*)$/.test(value) || isCount(name) ? name : `${name}=${value}`,
  );
  return [path, ...state.sort()].join(' ');
}

function isCount(name: string): boolean {
  return ['offered', 'tries'].includes(name);
}

/** Keys and types of a document, to tell what is distinct. */
export function shapeOfDocument(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value;
  if (Array.isArray(value)) return `[${[...new Set(value.map(shapeOfDocument))].join()}]`;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${name}:${shapeOfDocument(inner)}`).join()}}`;
}

export function shapeOfItem(item: RecordedItem): string {
  const kind = `${text(item, 'pk').split('#')[0]} ${text(item, 'sk')
    .split('#')[0]
    ?.replace(/^([A-Z]{2})\w{32}$/, '$1')}`;
  const names = Object.keys(item).sort().join();
  const document = text(item, 'document') || text(item, 'remembered');
  return [kind, text(item, 'status'), names, document && shapeOfDocument(JSON.parse(document))].join(' ');
}

export function text(item: RecordedItem, name: string): string {
  const value = item[name];
  return value && 'S' in value ? value.S : '';
}

/** A note that a call's task is gone is the same at whichever address. */
function keyOf(item: RecordedItem): string {
  const key = `${text(item, 'pk')} ${text(item, 'sk')}`;
  return /abandoned-call#\S+/.exec(key)?.[0] ?? key;
}

/** What a webhook may change of an item; `undefined` where it says nothing. */
export function statusOf(item: RecordedItem): string | undefined {
  if (text(item, 'pk').startsWith('caller#')) return text(item, 'status');
  if (text(item, 'sk') === 'breaker') return text(item, 'document');
  return keyOf(item).startsWith('abandoned-call#') ? 'noted' : undefined;
}

/** Records and breakers that are not what they were. */
export function changesBetween(before: RecordedItem[], after: RecordedItem[]): Record<string, string> {
  const known = new Map(before.map((item) => [keyOf(item), statusOf(item)]));
  const changed = after.flatMap((item) => {
    const status = statusOf(item);
    return status !== undefined && known.get(keyOf(item)) !== status ? [[keyOf(item), status] as const] : [];
  });
  return Object.fromEntries(changed.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Names of metrics begin with a capital letter; how long a function took says nothing about the call. */
export function countedIn(line: unknown): Record<string, number> {
  const counts = Object.entries(line as object).filter(
    ([name, value]) => /^[A-Z]/.test(name) && typeof value === 'number' && !aboutTheFunction.includes(name),
  );
  return Object.fromEntries(counts.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const aboutTheFunction = ['WebhookLatency', 'ColdStart'];
