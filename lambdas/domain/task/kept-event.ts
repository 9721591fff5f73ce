import * as v from 'valibot';
import { epochMs, readAs } from '../document.ts';
import { type Configuration, queueNamed } from '../queue-config.ts';
import { callbackParameters } from './event-fields.ts';
import { handledEvents, readTaskEvent, type TaskRouterEvent } from './task-event.ts';

/** A task event of which is known when it happened and what tells it from every other. */
export type KeptEvent = TaskRouterEvent & { atMs: number; key: string };

const keptEvent = v.object({
  event_type: v.string(),
  event_date_ms: epochMs,
  event_data: v.record(v.string(), v.unknown()),
});

/**
 * An event as TaskRouter keeps it for 30 days: `event_data` holds what the event callback told. `undefined` for what is none.
 * https://www.twilio.com/docs/taskrouter/api/event
 */
export function readKeptEvent(written: unknown): KeptEvent | undefined {
  const kept = readAs(keptEvent, written);
  if (!kept) return undefined;
  const atMs = Math.floor(kept.event_date_ms / 1000) * 1000;
  const parameters = {
    ...callbackParameters(kept.event_data),
    EventType: kept.event_type,
    Timestamp: `${atMs / 1000}`,
  };
  return asKept(readTaskEvent(parameters));
}

/** An event without a time or without its task cannot be told from another. */
export function asKept(event: TaskRouterEvent): KeptEvent | undefined {
  const { eventType, reservationSid, taskSid, atMs } = event;
  const sid = eventType.startsWith('reservation.') ? reservationSid : taskSid;
  return atMs === undefined || sid === undefined ? undefined : { ...event, atMs, key: `${eventType} ${sid}` };
}

/**
 * Whether anything is counted or written because of this event. A workspace has tasks of other queues and channels, most types of
 * event change nothing, and the creation of an ordinary caller's task says nothing.
 */
export function concernsUs(event: TaskRouterEvent, configuration: Configuration): boolean {
  const { eventType, byFallback, callback, lostCallback, placeSinceMs } = event;
  if (!handledEvents.some((type) => type === eventType)) return false;
  const isOurs = queueNamed(configuration, event.queue) !== undefined;
  if (eventType !== 'task.created') return isOurs;
  return byFallback || (isOurs && (callback ?? lostCallback ?? placeSinceMs) !== undefined);
}
