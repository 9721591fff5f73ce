import { cleanText } from './clean-text.ts';
import type { EstimatorName, InQueueOffer, Language, QueuePolicy, Weekday } from './queue-config.ts';

type Check = (value: unknown) => boolean;

/** What the configuration's schema allows, field by field, cheap enough to be asked during a call. */
const checks: Readonly<Record<keyof QueuePolicy, Check>> = {
  offers: isOneOf<QueuePolicy['offers']>({ ask: 1, transfer: 1, off: 1 }),
  offerBeforeQueue: isBoolean,
  offerOnHold: isBoolean,
  thresholdSeconds: isWhole(0, 86_400),
  quoteCapMinutes: isWhole(1, 240),
  estimator: isOneOf<EstimatorName>({
    ...{ 'people-ahead': 1, 'waiting-callbacks': 1, 'queue-length': 1 },
    ...{ 'head-of-line': 1, 'last-accepted': 1, 'average-acceptance': 1 },
  }),
  quoteFrom: isOneOf<QueuePolicy['quoteFrom']>({ estimate: 1, mindful: 1 }),
  maxOpenCallbacks: isWhole(0, 100_000),
  maxAgeSeconds: isWhole(60, 3600),
  inQueueOffer: isInQueueOffer,
  registrationSeconds: isWhole(0, 120),
  priority: isWhole(0, 2_147_483_647),
  returnOrder: isOneOf<QueuePolicy['returnOrder']>({ priority: 1, place: 1 }),
  placeCapSeconds: isWhole(0, 86_400),
  returnGraceSeconds: isWhole(60, 86_400),
  lostCallbackTask: isBoolean,
  taskTimeoutSeconds: isWhole(600, 1_209_600),
  openingHours: isOpeningHours,
  whenClosed: (value) =>
    isObject(value) &&
    (value['kind'] === 'queue' || value['kind'] === 'say' || (value['kind'] === 'redirect' && isUrl(value['url']))),
  language: isOneOf<Language>({ 'en-US': 1, 'es-US': 1 }),
  voice: (value) => typeof value === 'string' && /^(Polly|Google)\.[A-Za-z0-9-]+$/.test(value),
  recordings: (value) => isObject(value) && Object.values(value).every(isUrl),
  musicUrl: isUrl,
  announcement: (value) =>
    typeof value === 'string' && value !== '' && [...value].length <= 500 && value === cleanText(value),
};

/** The fields of a policy in an item of the table. One that a hand has made something else of counts as absent. */
export function readPolicy(value: unknown): Partial<QueuePolicy> {
  const fields = Object.entries(isObject(value) ? value : {}).filter(
    ([name, field]) => isField(name) && checks[name](field),
  );
  return Object.fromEntries(fields);
}

function isField(name: string): name is keyof QueuePolicy {
  return Object.hasOwn(checks, name);
}

/** The names are given as keys, so that the compiler finds one that is missing. */
function isOneOf<Name extends string>(names: Readonly<Record<Name, 1>>): Check {
  return (value) => typeof value === 'string' && Object.hasOwn(names, value);
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isWhole(lowest: number, highest: number): Check {
  return (value) => Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest;
}

const offerChecks: Readonly<Record<keyof InQueueOffer, Check>> = {
  afterSeconds: isWhole(0, 86_400),
  everySeconds: isWhole(30, 86_400),
  atMost: isWhole(0, 20),
};

function isInQueueOffer(value: unknown): boolean {
  return isObject(value) && Object.entries(offerChecks).every(([name, check]) => check(value[name]));
}

const isWeekday = isOneOf<Weekday>({
  ...{ monday: 1, tuesday: 1, wednesday: 1, thursday: 1, friday: 1, saturday: 1, sunday: 1 },
});

function isOpeningHours(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { timeZone, weekly, closedDates } = value;
  return (
    isTimeZone(timeZone) &&
    isObject(weekly) &&
    Object.entries(weekly).every(([weekday, periods]) => isWeekday(weekday) && isListOf(isPeriod)(periods)) &&
    isListOf((date) => typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date))(closedDates)
  );
}

function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

function isPeriod(value: unknown): boolean {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value);
}

function isListOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/[^\s\p{C}]+$/u.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
