import * as v from 'valibot';
import { lenient, readAs } from '../document.ts';
import { identifier } from '../written-number.ts';
import { isOfItsTransfer, isOlder } from './registration-time.ts';
import { mindfulTime, wrapped } from './webhook-event.ts';

/** The callback that is asked about. */
interface AskedFor {
  acceptedAtMs: number;
  /** Mindful's ID of its Call Target, where it is configured. */
  callTargetId: string | undefined;
}

interface MindfulCallback {
  dueAtMs: number | undefined;
  /** A status that no document names, as far as a log may show it. It confirms all the same. */
  unknownStatus?: string;
}

/** The one status in Mindful's published examples. */
const KNOWN_STATUS = 'pending';

const seconds = v.pipe(v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))]), v.minValue(0));

const callback = v.object({
  call_request_id: v.pipe(identifier, v.nonEmpty()),
  call_target_id: v.optional(v.unknown()),
  // Letters only: no number of a customer's may reach a log by this way.
  status: v.pipe(
    v.fallback(v.string(), ''),
    v.transform((status) => status.replace(/[^a-z _-]/gi, '').slice(0, 40)),
  ),
  created_at: lenient(mindfulTime),
  estimated_for: lenient(mindfulTime),
  estimated_wait_time: lenient(seconds),
});

type Callback = v.InferOutput<typeof callback>;

/**
 * The callback that Mindful has registered for this acceptance. One that was cancelled, one of before the acceptance and one of
 * another Call Target confirm nothing.
 * https://docs.medallia.com/en/mindful/api/scheduler-api/request-callback-status
 */
export function readCallbackStatus(json: unknown, askedFor: AskedFor): MindfulCallback | undefined {
  const data = readAs(wrapped, json)?.data ?? json;
  const callbacks: unknown[] = Array.isArray(data) ? data : [data];
  const read = callbacks.map((one) => readAs(callback, one)).filter((one) => one !== undefined);
  const standing = read.find((one) => confirms(one, askedFor));
  if (!standing) return undefined;
  const { status, created_at: createdAtMs, estimated_for: dueAtMs, estimated_wait_time: waitSeconds } = standing;
  const afterWait =
    waitSeconds !== undefined && createdAtMs !== undefined ? createdAtMs + waitSeconds * 1000 : undefined;
  const isKnown = status === '' || status.toLowerCase() === KNOWN_STATUS;
  return { dueAtMs: dueAtMs ?? afterWait, unknownStatus: isKnown ? undefined : status };
}

function confirms(callback: Callback, { acceptedAtMs, callTargetId }: AskedFor): boolean {
  const { status, call_target_id: target, created_at: createdAtMs } = callback;
  if (/cancel/i.test(status)) return false;
  if (callTargetId !== undefined && target !== undefined && String(target) !== callTargetId) return false;
  // Where no ID tells the Call Targets apart, the time must.
  if (callTargetId === undefined && createdAtMs !== undefined) return isOfItsTransfer(createdAtMs, { acceptedAtMs });
  return !isOlder(createdAtMs, { acceptedAtMs });
}
