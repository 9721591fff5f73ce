import type { Step } from '../../webhook.ts';
import { callbackOfCall } from '../customer.ts';

/**
 * A caller's call is over: an acceptance that never reached Mindful is void, since nobody will call back. Most calls have none, and
 * a look costs a fifth of a write that is refused.
 */
export const callEnded: Step<'call-ended'> = async (webhook, services) => {
  const record = await callbackOfCall(webhook, services);
  if (record?.status !== 'requested') return { body: 'no-content', log: { cancelled: false } };
  const { caller, queue, callSid } = record;
  const cancelled = await services.callbacks.move({ caller, queue, callSid, to: 'cancelled', nowMs: services.nowMs() });
  return { body: 'no-content', measurements: cancelled ? [{ name: 'CallbackCancelled' }] : [], log: { cancelled } };
};
