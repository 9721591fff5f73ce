import * as v from 'valibot';
import { lenient, readAs } from '../document.ts';
import { wrapped } from './webhook-event.ts';

/** Everything that Mindful's page names as a refusal of a request for a callback as soon as possible. */
export const requestRefusals = [
  'ContactRequired',
  'InvalidContact',
  'InvalidTimeZone',
  'InvalidRequest',
  'InvalidParameters',
  'RequestRefusedDueToOperationMode',
] as const;

export type RequestAnswer =
  /** With the seconds until the callback, where Mindful says so. */
  | { kind: 'requested'; waitSeconds: number | undefined }
  /** A request for this number is in process, which may be this call's own: only the callback's status tells. */
  | { kind: 'duplicate' }
  | { kind: 'refused'; because: (typeof requestRefusals)[number] }
  | { kind: 'unknown' };

const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(24 * 60 * 60));
const answer = v.object({ status: v.string(), ewt: lenient(seconds) });

/**
 * What became of a request. No page shows the form of a refusal: its status is looked for where that of a success stands.
 * https://docs.medallia.com/en/mindful/api/scheduler-api/register-a-callback
 */
export function readRequestAnswer(json: unknown): RequestAnswer {
  const { status, ewt } = statusIn(json);
  if (status === 'Requested') return { kind: 'requested', waitSeconds: ewt };
  if (status === 'DuplicateRequest') return { kind: 'duplicate' };
  const because = requestRefusals.find((known) => known === status);
  return because ? { kind: 'refused', because } : { kind: 'unknown' };
}

/**
 * Whether the callback is cancelled. `InteractionNotFound`, `TooManyInteractions`, `FAILED` and whatever no page names mean that it
 * stands.
 * https://docs.medallia.com/en/mindful/api/scheduler-api/cancel-a-callback
 */
export function isCanceled(json: unknown): boolean {
  return statusIn(json).status === 'Canceled';
}

function statusIn(json: unknown): Partial<v.InferOutput<typeof answer>> {
  const data = readAs(wrapped, json)?.data ?? json;
  return readAs(answer, Array.isArray(data) ? data[0] : data) ?? {};
}
