import { type PhoneNumber, readPhoneNumber } from '../phone-number.ts';
import type { CallTarget, QueueConfig } from '../queue-config.ts';

/** A webhook of Mindful's, checked: everything in it but the key of its URL could be anybody's. */
export interface MindfulEvent {
  name: string;
  callTargetId: string | undefined;
  /** The items that the Call Target keeps of the transferred call, by their names in lower case. */
  metadata: ReadonlyMap<string, string>;
  /** Mindful's caller ID and the number to call. */
  numbers: PhoneNumber[];
  /** When Mindful will call back, if it says so. */
  dueAtMs: number | undefined;
  createdAtMs: number | undefined;
}

export const REGISTERED = 'Registered Callback';

/**
 * Both documented versions: `ani` as text or as a number, without its plus sign.
 * https://docs.medallia.com/en/mindful/api/webhooks
 */
export function readMindfulEvent(json: unknown): MindfulEvent {
  const data = property(json, 'data') ?? json;
  const call = property(data, 'call');
  const name = property(data, 'event');
  const createdAtMs = timeOf(property(call, 'createdAt'));
  return {
    name: typeof name === 'string' ? name.replace(/[^\w -]/g, '').slice(0, 60) : 'missing',
    callTargetId: identifier(property(call, 'callTargetId')),
    metadata: textsOf(property(call, 'metadata')),
    numbers: unique([numberOf(property(call, 'ani')), numberOf(property(call, 'phoneNumber'))]),
    dueAtMs: dueTime(call, createdAtMs),
    createdAtMs,
  };
}

/** The number that came along in the header of this Call Target; the other numbers may be anybody's. */
export function callerSentAlong({ metadata }: MindfulEvent, { headerName }: CallTarget): PhoneNumber | undefined {
  return readPhoneNumber(metadata.get(headerName.toLowerCase()));
}

/** The queue that came along, where queues share a return address; a queue without such a header could be meant by any event. */
export function mayBeAbout({ metadata }: MindfulEvent, { name, callTarget }: QueueConfig): boolean {
  const named = callTarget.queueHeaderName && metadata.get(callTarget.queueHeaderName.toLowerCase());
  return named === undefined || named === name;
}

/**
 * A callback as soon as possible is due when Mindful estimates it; its `scheduledFor` lies seconds after its creation and says
 * nothing of that. For an appointment, `scheduledFor` is taken to be the time chosen: a guess, as no document says so.
 */
function dueTime(call: unknown, createdAtMs: number | undefined): number | undefined {
  const estimate = property(call, 'estimatedCallbackTime');
  const afterEstimate =
    typeof estimate === 'number' && estimate >= 0 && createdAtMs !== undefined
      ? createdAtMs + estimate * 1000
      : undefined;
  const estimated = timeOf(property(call, 'estimatedFor')) ?? afterEstimate;
  const type = property(call, 'type');
  const isAsap = type === undefined || (typeof type === 'string' && type.toLowerCase() === 'asap');
  return isAsap ? estimated : (timeOf(property(call, 'scheduledFor')) ?? estimated);
}

function textsOf(metadata: unknown): Map<string, string> {
  if (typeof metadata !== 'object' || metadata === null) return new Map();
  const texts = Object.entries(metadata).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
  );
  return new Map(texts);
}

function numberOf(value: unknown): PhoneNumber | undefined {
  return typeof value === 'number' || typeof value === 'string' ? readPhoneNumber(String(value)) : undefined;
}

const YEAR_2000_MS = 946_684_800_000;
const YEAR_2100_MS = 4_102_444_800_000;

/** Epoch seconds or milliseconds, as number or text, or a date; anything before 2000 or after 2100 is no time. */
export function timeOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  const ms = typeof number === 'number' ? (number < YEAR_2100_MS / 1000 ? number * 1000 : number) : dateOf(value);
  return ms >= YEAR_2000_MS && ms <= YEAR_2100_MS ? Math.round(ms) : undefined;
}

function dateOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function identifier(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function unique(numbers: (PhoneNumber | undefined)[]): PhoneNumber[] {
  return [...new Set(numbers.filter((number) => number !== undefined))];
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
