import * as v from 'valibot';
import { finite, json, lenient, phoneNumber, readAs } from '../document.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Quote } from '../quote.ts';
import { writtenNumber } from '../written-number.ts';
import type { TaskEstimates } from './task-attributes.ts';

/** The events that something is counted or written for; a workspace sends many more. One that was not told is caught up. */
export const handledEvents = ['task.created', 'task.canceled', 'reservation.accepted'] as const;

/** The events that TaskRouter is asked to tell. An end is only logged, for the handle time: one that is lost is not caught up. */
export const toldEvents = [...handledEvents, 'task.completed'] as const;

/** What a task event tells about a caller, checked; attributes may have been changed by flows and plugins. */
export interface TaskRouterEvent {
  eventType: string;
  /** When it happened, to the second. */
  atMs: number | undefined;
  queue: string | undefined;
  /** How long the task had existed when the event happened. */
  ageSeconds: number | undefined;
  /** What was spoken, if it was. */
  quote: Quote | undefined;
  /** Absent also when the task is not the one that they were made for. */
  estimates: TaskEstimates | undefined;
  /** An agent has had this caller before: the task was transferred. */
  wasAnswered: boolean;
  /** The call that the task stands for. */
  taskCallSid: string | undefined;
  /** Who is on that call; TaskRouter writes it into the task. */
  caller: PhoneNumber | undefined;
  /** How often that call had been queued again before it got this task. */
  queuedAgain: number;
  canceledReason: string | undefined;
  /** The task is a return call: of this customer, of the callback accepted in this call, as far as it says. */
  callback: { caller: PhoneNumber | undefined; callSid: string | undefined } | undefined;
  /** When the task was made, to the second. */
  createdAtMs: number | undefined;
  /** The task is to call the customer of this lost callback. */
  lostCallback: { caller: PhoneNumber; callSid: string } | undefined;
  taskSid: string | undefined;
  reservationSid: string | undefined;
  workerSid: string | undefined;
  /** Since when the caller has had a place in line, where this task is not the first. */
  placeSinceMs: number | undefined;
  /** The fallback put the caller into the queue, because the service could not be reached. */
  byFallback: boolean;
}

const text = v.string();

const spoken = v.variant('kind', [
  v.object({ kind: v.picklist(['about', 'more-than']), minutes: finite }),
  v.object({ kind: v.literal('between'), fromMinutes: finite, toMinutes: finite }),
]);

const quote = v.pipe(
  v.object({ waitSeconds: finite, spoken }),
  v.transform(({ waitSeconds, spoken }): Quote => ({ waitSeconds, ...spoken })),
);

const estimates = v.pipe(
  v.object({
    by: v.string(),
    at: finite,
    waits: v.pipe(
      v.record(v.string(), v.unknown()),
      v.transform((waits) => Object.fromEntries(Object.entries(waits).filter(([, seconds]) => v.is(finite, seconds)))),
    ),
    patienceSeconds: lenient(v.pipe(finite, v.gtValue(0))),
  }),
  v.check(({ by, waits }) => Object.hasOwn(waits, by)),
  v.transform((written) => written as TaskEstimates),
);

/** Flows and plugins may have changed them. */
const attributesSchema = v.object({
  queue: lenient(text),
  quote: lenient(quote),
  estimates: lenient(estimates),
  // As the version before calls the estimates.
  forecast: lenient(estimates),
  conference: v.optional(v.unknown()),
  call_sid: lenient(text),
  from: lenient(phoneNumber),
  queuedAgain: v.fallback(finite, 0),
  callback: lenient(v.looseObject({ firstCallSid: lenient(text), acceptedAt: lenient(text) })),
  // A Studio flow hands the header on as it came.
  customerPhone: lenient(writtenNumber),
  conversations: v.fallback(v.object({ conversation_id: lenient(text) }), {}),
  lost_callback: lenient(text),
  place: v.fallback(v.object({ since: lenient(v.pipe(v.number(), v.integer(), v.minValue(1))) }), {}),
  fallback: v.optional(v.unknown()),
});

const noAttributes = v.parse(attributesSchema, {});

type EventParameter =
  | ('EventType' | 'TaskAge' | 'TaskAttributes' | 'TaskCanceledReason')
  | ('TaskSid' | 'ReservationSid' | 'Timestamp' | 'WorkerSid');

/** https://www.twilio.com/docs/taskrouter/api/event/reference */
export function readTaskEvent(parameters: { readonly [Name in EventParameter]?: string }): TaskRouterEvent {
  const attributes = readAs(json(attributesSchema), parameters.TaskAttributes) ?? noAttributes;
  const { estimates = attributes.forecast, place, customerPhone: customer, lost_callback: lostCallSid } = attributes;
  const age = Number(parameters.TaskAge);
  const atSeconds = readSeconds(parameters.Timestamp);
  const createdAtSeconds = atSeconds - age;
  return {
    eventType: parameters.EventType ?? 'missing',
    atMs: Number.isFinite(atSeconds) ? atSeconds * 1000 : undefined,
    queue: attributes.queue,
    ageSeconds: parameters.TaskAge !== undefined && Number.isFinite(age) && age >= 0 ? age : undefined,
    quote: attributes.quote,
    estimates: isOfTask(estimates, createdAtSeconds) ? estimates : undefined,
    wasAnswered: attributes.conference !== undefined,
    taskCallSid: attributes.call_sid,
    caller: attributes.from,
    queuedAgain: attributes.queuedAgain,
    canceledReason: parameters.TaskCanceledReason,
    lostCallback: customer && lostCallSid !== undefined ? { caller: customer, callSid: lostCallSid } : undefined,
    callback: attributes.callback && { caller: customer, callSid: firstCallSidOf(attributes) },
    createdAtMs: Number.isFinite(createdAtSeconds) ? createdAtSeconds * 1000 : undefined,
    taskSid: sid(parameters.TaskSid),
    reservationSid: sid(parameters.ReservationSid),
    workerSid: sid(parameters.WorkerSid),
    placeSinceMs: place.since && place.since * 1000,
    byFallback: attributes.fallback === true,
  };
}

/**
 * The version before kept the first call's SID in `conversation_id` alone. A task that names a customer but no promise was made by
 * something else, such as a Studio flow, and its conversation may be any.
 */
function firstCallSidOf({ callback, conversations, customerPhone }: v.InferOutput<typeof attributesSchema>) {
  const isOfVersionBefore = callback?.acceptedAt !== undefined || customerPhone === undefined;
  return callback?.firstCallSid ?? (isOfVersionBefore ? conversations.conversation_id : undefined);
}

/** The event callback writes seconds, a sink a date. */
function readSeconds(timestamp = ''): number {
  return /^\d+$/.test(timestamp) ? Number(timestamp) : Math.floor(Date.parse(timestamp) / 1000);
}

/** A caller hears the offer between the estimates and the task; a copy of a task comes later than that. */
const LONGEST_OFFER_SECONDS = 120;

/** The age of a task that was made much later than its estimates is a copy's, and says nothing about the wait. */
function isOfTask(made: TaskEstimates | undefined, createdAtSeconds: number): boolean {
  return made !== undefined && Math.abs(createdAtSeconds - made.at) <= LONGEST_OFFER_SECONDS;
}

function sid(value: string | undefined): string | undefined {
  return value !== undefined && /^[A-Z]{2}[0-9a-f]{32}$/.test(value) ? value : undefined;
}
