import { type CallbackRecord, isWaitingAtHome } from '../../domain/callback/callback-record.ts';
import { readCallbackStatus } from '../../domain/mindful/callback-status.ts';
import { isCanceled } from '../../domain/mindful/scheduler-answers.ts';
import type { MindfulWidget } from '../../domain/queue-config.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { EventServices } from '../../services.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook, Step } from '../../webhook.ts';
import { sendToQueue } from '../enqueue-caller.ts';

/**
 * A caller would rather hold than be called back. Mindful cancels by the number alone, so it is asked first whether what it would
 * cancel is this queue's callback. Unless it says that the callback is cancelled, the callback stands, and the caller hears so.
 */
export const cancelCallback: Step<'cancel-callback'> = async (webhook, services) => {
  const { caller, queue } = webhook;
  const { widget } = queue.callTarget;
  const record = caller && (await services.callbacks.find(caller, queue.name));
  const document = new VoiceResponse();
  if (!record || !isWaitingAtHome(record, queue.nowMs)) {
    sendToQueue(document, webhook, { withoutOffers: true });
    return { body: { twiml: document.toString() }, log: { cancelled: false, open: false } };
  }
  const cancelled = widget !== undefined && (await cancelAtMindful(record, widget, webhook, services));
  const measurements = cancelled ? await noteCalledOff(record, services) : [];
  speak(document, queue.policy, cancelled ? 'callbackCancelled' : 'callbackStands');
  sendToQueue(document, webhook, { withoutOffers: true });
  return {
    body: { twiml: document.toString() },
    measurements,
    log: { cancelled, firstCallSid: record.callSid },
  };
};

async function cancelAtMindful(
  { caller, acceptedAtMs }: CallbackRecord,
  widget: MindfulWidget,
  { queue }: CallWebhook,
  { scheduler, warn }: EventServices,
): Promise<boolean> {
  try {
    const known = await scheduler.callbackStatus(widget, caller);
    if (!readCallbackStatus(known, { acceptedAtMs, callTargetId: queue.callTarget.id })) return false;
    return isCanceled(await scheduler.cancelCallback(widget, caller));
  } catch (error) {
    warn('callbackNotCancelled', error);
    return false;
  }
}

/** Mindful calls nobody any more; a record that does not hear of it would count as lost, and be found cancelled then. */
async function noteCalledOff(
  { caller, queue, callSid }: CallbackRecord,
  { callbacks, nowMs, warn }: EventServices,
): Promise<Measurement[]> {
  try {
    const moved = await callbacks.move({ caller, queue, callSid, to: 'called-off', nowMs: nowMs() });
    return moved ? [{ name: 'CallbackCalledOff' }] : [];
  } catch (error) {
    warn('callbackNotCancelled', error);
    return [];
  }
}
