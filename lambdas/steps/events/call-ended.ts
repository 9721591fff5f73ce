import type { Step } from '../../webhook.ts';

/**
 * A caller's call is over: an acceptance that never reached Mindful is void, since nobody will call back. Most calls have none, and
 * a look costs a fifth of a write that is refused.
 */
export const callEnded: Step<'call-ended'> = async ({ caller, queue: { name: queue }, callSid }, services) => {
  if (!caller) return { body: 'no-content' };
  const record = await services.callbacks.find(caller, queue);
  const cancelled =
    record?.callSid === callSid &&
    record.status === 'requested' &&
    (await services.callbacks.move({ caller, queue, callSid, to: 'cancelled', nowMs: services.nowMs() }));
  return { body: 'no-content', measurements: cancelled ? [{ name: 'CallbackCancelled' }] : [], log: { cancelled } };
};
