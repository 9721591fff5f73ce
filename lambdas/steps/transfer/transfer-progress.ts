import type { Step } from '../../webhook.ts';

/** Progress of the leg to Mindful: once it is answered, the callback is Mindful's to keep. */
export const transferProgress: Step = async (webhook, services) => {
  const status = webhook.parameters.get('CallStatus') ?? 'missing';
  const parentCallSid = webhook.parameters.get('ParentCallSid');
  if (status !== 'in-progress' || !webhook.caller || !parentCallSid) {
    return { body: 'no-content', log: { legStatus: status } };
  }
  const moved = await services.callbacks.move({
    caller: webhook.caller,
    queue: webhook.queue.name,
    callSid: parentCallSid,
    to: 'transferred',
    nowMs: services.nowMs(),
  });
  return {
    body: 'no-content',
    measurements: moved ? [{ name: 'TransferAnswered' }] : [],
    log: { legStatus: status, moved, callSid: parentCallSid },
  };
};
