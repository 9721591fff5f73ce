import * as v from 'valibot';
import { readAs } from '../../domain/document.ts';
import type { Configuration } from '../../domain/queue-config.ts';
import { callbackParameters } from '../../domain/task/event-fields.ts';
import { readTaskEvent, type TaskRouterEvent } from '../../domain/task/task-event.ts';
import type { AdmittedRequest, Form } from '../request-body.ts';
import { WebhookRefused } from '../webhook-request.ts';
import { checkWhole, readParameters, readState } from './readers.ts';

/** TaskRouter's event callback, or the same event from an Event Streams sink. */
export function readTaskRouterEvent(request: AdmittedRequest, configuration: Configuration): TaskRouterEvent {
  const { event, route, body } = request;
  if (body.kind === 'json' && !SIGNED_AS_A_WHOLE.test(event.rawQueryString)) {
    throw new WebhookRefused(400, 'ambiguousParameters');
  }
  const form = body.kind === 'json' ? cloudEventForm(body.json) : body.form;
  if (!form) throw new WebhookRefused(415, 'wrongContentType');
  if (body.kind !== 'json') readState(event.rawQueryString, route);
  return readTaskEvent(readParameters(route.parameters, checkWhole(form, route, configuration), route));
}

/** By the hash of its body, so that nothing of it can be cut otherwise. */
const SIGNED_AS_A_WHOLE = /^bodySHA256=[0-9a-f]{64}$/;

/**
 * An Event Streams event as the form of TaskRouter's event callback. `undefined` for any other JSON.
 * https://www.twilio.com/docs/events/event-types/taskrouter/task
 */
export function cloudEventForm(json: Record<string, unknown>): Form | undefined {
  const event = readAs(cloudEvent, json);
  if (!event) return undefined;
  const { eventtype: EventType, ...fields } = event.data.payload;
  return { ...callbackParameters(fields), EventType };
}

const cloudEvent = v.object({
  specversion: v.unknown(),
  data: v.object({ payload: v.looseObject({ eventtype: v.string(), account_sid: v.string() }) }),
});
