import * as v from 'valibot';
import { lenient, readAs } from '../document.ts';
import { type PhoneNumber, readPhoneNumber } from '../phone-number.ts';
import type { CallTarget, QueueConfig } from '../queue-config.ts';
import { identifier, writtenNumber } from '../written-number.ts';

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

const YEAR_2000_MS = 946_684_800_000;
const YEAR_2100_MS = 4_102_444_800_000;

/** Epoch seconds or milliseconds, as number or text, or a date; anything before 2000 or after 2100 is no time. */
export const mindfulTime = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform((written) => {
    const number = typeof written === 'string' && /^\d+(\.\d+)?$/.test(written) ? Number(written) : written;
    if (typeof number === 'string') return Date.parse(number);
    return number < YEAR_2100_MS / 1000 ? number * 1000 : number;
  }),
  v.number(),
  v.minValue(YEAR_2000_MS),
  v.maxValue(YEAR_2100_MS),
  v.transform(Math.round),
);

const call = v.object({
  callTargetId: lenient(identifier),
  ani: lenient(writtenNumber),
  phoneNumber: lenient(writtenNumber),
  metadata: lenient(v.record(v.string(), v.unknown())),
  type: v.optional(v.unknown()),
  createdAt: lenient(mindfulTime),
  estimatedFor: lenient(mindfulTime),
  estimatedCallbackTime: lenient(v.pipe(v.number(), v.minValue(0))),
  scheduledFor: lenient(mindfulTime),
});

type Call = v.InferOutput<typeof call>;

const event = v.object({ event: lenient(v.string()), call: v.fallback(call, {}) });

/** What Mindful's answers and webhooks wrap their content in; older versions do not. */
export const wrapped = v.looseObject({ data: v.optional(v.unknown()) });

/**
 * Both documented versions: `ani` as text or as a number, without its plus sign.
 * https://docs.medallia.com/en/mindful/api/webhooks
 */
export function readMindfulEvent(json: unknown): MindfulEvent {
  const { event: name, call = {} } = readAs(event, readAs(wrapped, json)?.data ?? json) ?? {};
  return {
    // Letters only: no number of a customer's may reach a log by this way.
    name:
      name
        ?.replace(/[^a-z -]/gi, '')
        .trim()
        .slice(0, 60) ?? 'missing',
    callTargetId: call.callTargetId,
    metadata: textsOf(call.metadata ?? {}),
    numbers: [...new Set([call.ani, call.phoneNumber])].filter((number) => number !== undefined),
    dueAtMs: dueTime(call),
    createdAtMs: call.createdAt,
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
function dueTime({ type, createdAt, estimatedFor, estimatedCallbackTime, scheduledFor }: Call): number | undefined {
  const afterEstimate =
    estimatedCallbackTime !== undefined && createdAt !== undefined
      ? createdAt + estimatedCallbackTime * 1000
      : undefined;
  const estimated = estimatedFor ?? afterEstimate;
  const isAsap = type === undefined || (typeof type === 'string' && type.toLowerCase() === 'asap');
  return isAsap ? estimated : (scheduledFor ?? estimated);
}

function textsOf(metadata: Readonly<Record<string, unknown>>): Map<string, string> {
  const texts = Object.entries(metadata).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
  );
  return new Map(texts);
}
