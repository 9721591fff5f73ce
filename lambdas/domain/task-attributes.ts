import { type CallbackRecord, dueAtMs } from './callback-record.ts';
import type { PhoneNumber } from './phone-number.ts';

/** What a caller in the queue was told when the task was made; task-events holds it against the real wait. */
export interface QuoteMemo {
  waitSeconds: number;
  estimator: string;
}

/** Attributes of an ordinary caller's task. TaskRouter adds the call's own (`call_sid`, `from`, ...). */
export function queueTaskAttributes(
  queue: string,
  caller: PhoneNumber | undefined,
  quote: QuoteMemo | undefined,
): Record<string, unknown> {
  return {
    type: 'inbound',
    direction: 'inbound',
    name: caller ?? 'Withheld number',
    queue,
    ...(quote && { quote }),
  };
}

/**
 * Attributes of a return call: who is called, what was promised, and the first call's SID as Flex Insights'
 * conversation_id, so that reports join the two calls.
 */
export function returnTaskAttributes(
  queue: string,
  caller: PhoneNumber | undefined,
  record: CallbackRecord | undefined,
  headerName: string,
): Record<string, unknown> {
  return {
    type: 'inbound',
    direction: 'inbound',
    name: caller ?? 'Callback',
    queue,
    ...(caller && { [headerName]: caller, customerPhone: caller }),
    callback: {
      queue,
      ...(record && {
        acceptedAt: new Date(record.acceptedAtMs).toISOString(),
        dueAt: new Date(dueAtMs(record)).toISOString(),
        quotedWaitSeconds: record.quotedWaitSeconds,
      }),
    },
    ...(record && { conversations: { conversation_id: record.callSid } }),
  };
}
