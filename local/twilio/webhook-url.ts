export type RetryReason = 'ct' | 'rt' | '4xx' | '5xx';

/**
 * How Twilio sends a webhook, from the fragment of its URL; times in milliseconds of real time.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export interface ConnectionOverrides {
  connectTimeoutMs: number;
  readTimeoutMs: number;
  totalTimeoutMs: number;
  retryCount: number;
  retryOn: ReadonlySet<RetryReason>;
  /** Edges that the requests leave from, one attempt after the other in turn; empty where the URL names none. */
  edges: readonly string[];
}

const defaultOverrides: ConnectionOverrides = {
  connectTimeoutMs: 5000,
  readTimeoutMs: 15_000,
  totalTimeoutMs: 15_000,
  retryCount: 1,
  retryOn: new Set(['ct']),
  edges: [],
};

export interface WebhookUrl {
  /** As it is requested and signed: without the fragment. */
  url: string;
  overrides: ConnectionOverrides;
}

/** Throws on a fragment that Twilio would not understand. */
export function parseWebhookUrl(text: string): WebhookUrl {
  const [url = '', fragment] = text.split('#', 2);
  const overrides = { ...defaultOverrides };
  for (const pair of fragment ? fragment.split('&') : []) {
    const [key = '', value = ''] = pair.split('=', 2);
    if (!Object.hasOwn(settings, key)) throw new Error(`connection override "${key}" is not one of ${keys()}`);
    settings[key as keyof typeof settings](overrides, value);
  }
  return { url, overrides };
}

const settings = {
  ct: (overrides: ConnectionOverrides, value: string) => {
    overrides.connectTimeoutMs = within(value, 'ct', [100, 10_000]);
  },
  rt: (overrides: ConnectionOverrides, value: string) => {
    overrides.readTimeoutMs = within(value, 'rt', [100, 15_000]);
  },
  tt: (overrides: ConnectionOverrides, value: string) => {
    overrides.totalTimeoutMs = within(value, 'tt', [100, 15_000]);
  },
  rc: (overrides: ConnectionOverrides, value: string) => {
    overrides.retryCount = within(value, 'rc', [0, 5]);
  },
  rp: (overrides: ConnectionOverrides, value: string) => {
    overrides.retryOn = retryPolicy(value);
  },
  e: (overrides: ConnectionOverrides, value: string) => {
    overrides.edges = edgeList(value);
  },
};

const retryReasons: readonly RetryReason[] = ['ct', 'rt', '4xx', '5xx'];

function retryPolicy(value: string): ReadonlySet<RetryReason> {
  const reasons = value === 'all' ? retryReasons : value.split(',');
  const unknown = reasons.filter((reason) => !retryReasons.some((known) => known === reason));
  if (unknown.length > 0) throw new Error(`retry policy "${unknown.join(',')}" is not of ${retryReasons}, or all`);
  return new Set(reasons as RetryReason[]);
}

/** https://www.twilio.com/docs/global-infrastructure/understanding-edge-locations */
const edges = ['ashburn', 'dublin', 'frankfurt', 'sao-paulo', 'singapore', 'sydney', 'tokyo', 'umatilla'];

/** Another one is error 11241. https://www.twilio.com/docs/api/errors/11241 */
function edgeList(value: string): string[] {
  const named = value.split(',');
  const unknown = named.filter((edge) => !edges.includes(edge));
  if (unknown.length > 0) throw new Error(`edge "${unknown.join(',')}" is not of ${edges}`);
  return named;
}

function within(value: string, key: string, [min, max]: readonly [number, number]): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= min && number <= max) return number;
  throw new Error(`connection override ${key}=${value} is not from ${min} to ${max}`);
}

function keys(): string {
  return Object.keys(settings).join(', ');
}
