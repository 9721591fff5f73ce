import { isOfItsTransfer, isOlder } from './registration-time.ts';
import { timeOf } from './webhook-event.ts';

/** The callback that is asked about. */
interface AskedFor {
  acceptedAtMs: number;
  /** Mindful's ID of its Call Target, where it is configured. */
  callTargetId: string | undefined;
}

export interface CallbackStatus {
  dueAtMs: number | undefined;
  /** A status that no document names, as far as a log may show it. It confirms all the same. */
  unknownStatus?: string;
}

/** The one status in Mindful's published examples. */
const KNOWN_STATUS = 'pending';

/**
 * The callback that Mindful has registered for this acceptance. One that was cancelled, one of before the acceptance and one of
 * another Call Target confirm nothing.
 * https://docs.medallia.com/en/mindful/api/scheduler-api/request-callback-status
 */
export function readCallbackStatus(json: unknown, askedFor: AskedFor): CallbackStatus | undefined {
  const data = property(json, 'data') ?? json;
  const callbacks: unknown[] = Array.isArray(data) ? data : [data];
  const standing = callbacks.find((callback) => confirms(callback, askedFor));
  if (standing === undefined) return undefined;
  const createdAtMs = timeOf(property(standing, 'created_at'));
  const waitSeconds = secondsOf(property(standing, 'estimated_wait_time'));
  const afterWait =
    waitSeconds !== undefined && createdAtMs !== undefined ? createdAtMs + waitSeconds * 1000 : undefined;
  const status = statusOf(standing);
  return {
    dueAtMs: timeOf(property(standing, 'estimated_for')) ?? afterWait,
    ...(status !== '' && status.toLowerCase() !== KNOWN_STATUS && { unknownStatus: status }),
  };
}

function confirms(callback: unknown, { acceptedAtMs, callTargetId }: AskedFor): boolean {
  const id = property(callback, 'call_request_id');
  if ((typeof id !== 'string' || id === '') && typeof id !== 'number') return false;
  if (/cancel/i.test(statusOf(callback))) return false;
  const target = property(callback, 'call_target_id');
  if (callTargetId !== undefined && target !== undefined && String(target) !== callTargetId) return false;
  const createdAtMs = timeOf(property(callback, 'created_at'));
  // Where no ID tells the Call Targets apart, the time must.
  if (callTargetId === undefined && createdAtMs !== undefined) return isOfItsTransfer(createdAtMs, { acceptedAtMs });
  return !isOlder(createdAtMs, { acceptedAtMs });
}

/** Letters only: no number of a customer's may reach a log by this way. */
function statusOf(callback: unknown): string {
  const status = property(callback, 'status');
  return typeof status === 'string' ? status.replace(/[^a-z _-]/gi, '').slice(0, 40) : '';
}

function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && seconds >= 0 ? seconds : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
