import { timeOf } from './mindful-event.ts';

/**
 * Whether Mindful knows a callback for the number that was asked about, and when it is due.
 * https://docs.medallia.com/en/mindful/api/scheduler-api/request-callback-status
 */
export function readCallbackStatus(json: unknown): { dueAtMs: number | undefined } | undefined {
  const data = property(json, 'data') ?? json;
  const callback = Array.isArray(data) ? data[0] : data;
  const id = property(callback, 'call_request_id');
  if ((typeof id !== 'string' || id === '') && typeof id !== 'number') return undefined;
  const createdAtMs = timeOf(property(callback, 'created_at'));
  const waitSeconds = property(callback, 'estimated_wait_time');
  const afterWait =
    typeof waitSeconds === 'number' && createdAtMs !== undefined ? createdAtMs + waitSeconds * 1000 : undefined;
  return { dueAtMs: timeOf(property(callback, 'estimated_for')) ?? afterWait };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
