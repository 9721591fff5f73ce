import type { CallbackView } from './callback.ts';

/**
 * What the Scheduler answers about a number's callback, all of it text.
 * https://docs.medallia.com/en/mindful/api/scheduler-api/request-callback-status
 */
export function callbackStatus(callback: CallbackView, callTargetId: string) {
  const { customerNumber, registeredAtMs, dueAtMs } = callback;
  const epochSeconds = (ms: number) => String(Math.floor(ms / 1000));
  return {
    contact_uri: `tel:${customerNumber}`,
    callback_number: customerNumber,
    call_request_id: registeredAtMs.toString(16),
    type: 'asap',
    created_at: epochSeconds(registeredAtMs),
    estimated_for: epochSeconds(dueAtMs),
    forecast_waitlist_position: '1',
    estimated_wait_time: String(Math.round((dueAtMs - registeredAtMs) / 1000)),
    source: 'Phone',
    call_target_id: callTargetId,
    status: 'pending',
  };
}
