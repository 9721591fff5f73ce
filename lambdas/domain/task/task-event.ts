import { type PhoneNumber, parsePhoneNumber, readPhoneNumber } from '../phone-number.ts';
import type { Forecast } from '../wait/forecast.ts';
import type { Quote } from '../wait/quote.ts';
import { finite, object, readForecast, readQuote, text } from './wait-memo.ts';

/** The events that say something to this service; a workspace sends many more. */
export const handledEvents = ['task.created', 'task.canceled', 'reservation.accepted'] as const;

/** What a task event tells about a caller, checked; attributes may have been changed by flows and plugins. */
export interface TaskRouterEvent {
  eventType: string;
  queue: string | undefined;
  /** How long the task had existed when the event happened. */
  ageSeconds: number | undefined;
  quotedWaitSeconds: number | undefined;
  /** What was spoken, if it was. */
  quote: Quote | undefined;
  /** Absent also when the task is not the one that the forecast was made for. */
  forecast: Forecast | undefined;
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
  workerSid: string | undefined;
  /** Since when the caller has had a place in line, where this task is not the first. */
  placeSinceMs: number | undefined;
  /** The fallback put the caller into the queue, because the service could not be reached. */
  byFallback: boolean;
}

type EventParameter =
  | ('EventType' | 'TaskAge' | 'TaskAttributes' | 'TaskCanceledReason')
  | ('TaskSid' | 'Timestamp' | 'WorkerSid');

/** https://www.twilio.com/docs/taskrouter/api/event/reference */
export function readTaskEvent(parameters: { readonly [Name in EventParameter]?: string }): TaskRouterEvent {
  const attributes = parseObject(parameters.TaskAttributes);
  const age = Number(parameters.TaskAge);
  const quote = object(attributes['quote']);
  const ageSeconds = parameters.TaskAge !== undefined && Number.isFinite(age) && age >= 0 ? age : undefined;
  const createdAtSeconds = Number(parameters.Timestamp) - age;
  // A Studio flow hands the header on as it came.
  const customer = readPhoneNumber(text(attributes['customerPhone']));
  const callSid = text(object(attributes['conversations'])['conversation_id']);
  const lostCallSid = text(attributes['lost_callback']);
  const since = object(attributes['place'])['since'];
  const isReturn = typeof attributes['callback'] === 'object' && attributes['callback'] !== null;
  return {
    eventType: parameters.EventType ?? 'missing',
    queue: text(attributes['queue']),
    ageSeconds,
    quotedWaitSeconds: finite(quote['waitSeconds']),
    quote: readQuote(quote['spoken']),
    forecast: readForecast(attributes['forecast'], createdAtSeconds),
    wasAnswered: attributes['conference'] !== undefined,
    taskCallSid: text(attributes['call_sid']),
    caller: parsePhoneNumber(text(attributes['from'])),
    queuedAgain: finite(attributes['queuedAgain']) ?? 0,
    canceledReason: parameters.TaskCanceledReason,
    lostCallback: customer && lostCallSid !== undefined ? { caller: customer, callSid: lostCallSid } : undefined,
    callback: isReturn ? { caller: customer, callSid } : undefined,
    createdAtMs: Number.isFinite(createdAtSeconds) ? createdAtSeconds * 1000 : undefined,
    taskSid: sid(parameters.TaskSid),
    workerSid: sid(parameters.WorkerSid),
    placeSinceMs: typeof since === 'number' && Number.isInteger(since) && since > 0 ? since * 1000 : undefined,
    byFallback: attributes['fallback'] === true,
  };
}

function parseObject(json: string | undefined): Record<string, unknown> {
  try {
    return object(JSON.parse(json ?? '{}'));
  } catch {
    return {};
  }
}

function sid(value: string | undefined): string | undefined {
  return value !== undefined && /^[A-Z]{2}[0-9a-f]{32}$/.test(value) ? value : undefined;
}
