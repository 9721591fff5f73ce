import type { Step } from '../../webhook.ts';
import { customerOf } from '../customer.ts';
import { endLeftTasks } from '../events/left-task.ts';

/**
 * Progress of the leg to Mindful, beside the call. As soon as it begins, the task that the caller left behind is ended; once
 * it is answered, the callback is Mindful's to keep.
 */
export const transferProgress: Step<'transfer-progress'> = async (webhook, services) => {
  const { parameters, queue, state } = webhook;
  const caller = customerOf(webhook);
  const status = parameters.CallStatus ?? 'missing';
  const callSid = parameters.ParentCallSid;
  const leftAtSeconds = state.left;
  const log = { legStatus: status, ...(callSid !== undefined && { callSid }) };
  if (status === 'initiated' && callSid !== undefined && leftAtSeconds !== undefined) {
    const left = { callSid, leftAtMs: leftAtSeconds * 1000 };
    return { body: 'no-content', measurements: await endLeftTasks(left, queue, services), log };
  }
  if (status !== 'in-progress' || !caller || callSid === undefined) return { body: 'no-content', log };
  const nowMs = services.nowMs();
  const moved = await services.callbacks.move({ caller, queue: queue.name, callSid, to: 'transferred', nowMs });
  return { body: 'no-content', measurements: moved ? [{ name: 'TransferAnswered' }] : [], log: { ...log, moved } };
};
