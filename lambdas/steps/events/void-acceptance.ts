import type { Measurement } from '../../log/metric-catalogue.ts';
import type { CallServices } from '../../services.ts';
import { callbackOfCall } from '../customer.ts';

/** Ends what this call has accepted and Mindful has not heard of: nobody will call back. */
export async function voidAcceptance(
  call: Parameters<typeof callbackOfCall>[0],
  services: Pick<CallServices, 'callbacks' | 'keyedNumbers' | 'nowMs'>,
): Promise<Measurement[]> {
  const record = await callbackOfCall(call, services);
  if (record?.status !== 'requested') return [];
  const { caller, queue, callSid } = record;
  const nowMs = services.nowMs();
  const isVoid = await services.callbacks.move({ caller, queue, callSid, to: 'cancelled', nowMs });
  return isVoid ? [{ name: 'CallbackCancelled' }] : [];
}
