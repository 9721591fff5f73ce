import { type CallbackRecord, dueAtMs } from '../../domain/callback/callback-record.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { CallServices } from '../../services.ts';

/** Mindful has brought the customer back in this call. A repeat changes and counts nothing. */
export async function noteReturn(
  record: CallbackRecord,
  returnCallSid: string,
  { callbacks, nowMs }: Pick<CallServices, 'callbacks' | 'nowMs'>,
): Promise<Measurement[]> {
  const { caller, queue, callSid } = record;
  const moved = await callbacks.move({ caller, queue, callSid, to: 'returned', nowMs: nowMs(), returnCallSid });
  return moved ? promiseKept(record, nowMs()) : [];
}

/** What the callback was worth to the customer, and how well the promised time was kept. A clock may have been put back meanwhile. */
function promiseKept(record: CallbackRecord, nowMs: number): Measurement[] {
  return [
    { name: 'CallbackReturned' },
    { name: 'TimeSaved', value: Math.max(0, Math.round((nowMs - record.acceptedAtMs) / 1000)) },
    { name: 'Punctuality', value: Math.round((nowMs - dueAtMs(record)) / 1000) },
  ];
}
