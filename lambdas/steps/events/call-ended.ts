import type { Step } from '../../webhook.ts';

/** A caller's call is over: an acceptance that never reached Mindful is void, since nobody will call back. */
export const callEnded: Step<'call-ended'> = async (webhook, services) => {
  if (!webhook.caller) return { body: 'no-content' };
  const cancelled = await services.callbacks.move({
    caller: webhook.caller,
    queue: webhook.queue.name,
    callSid: webhook.callSid,
    to: 'cancelled',
    nowMs: services.nowMs(),
  });
  return { body: 'no-content', measurements: cancelled ? [{ name: 'CallbackCancelled' }] : [], log: { cancelled } };
};
