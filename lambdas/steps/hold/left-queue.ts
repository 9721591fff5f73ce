import { isServed } from '../../domain/callback/queue-result.ts';
import type { CallServices } from '../../services.ts';
import { goToMindful } from '../../twiml/transfer.ts';
import { VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook, Reply, Step } from '../../webhook.ts';
import { wayOf } from '../caller-decision.ts';
import { callbackOfCall } from '../customer.ts';
import { afterFault, afterLostTask, afterQueueFull, queuedSince } from '../requeue.ts';

/**
 * Twilio, or a Studio flow whose own widget queued the caller, asks this whenever a caller has left the queue, for any reason,
 * even after a conversation with an agent. A caller who left on purpose, with a record from this very call, goes to Mindful.
 * A served caller is done. A caller who fell out by a fault, or for a reason that we don't know, goes back into the queue.
 * https://www.twilio.com/docs/voice/twiml/enqueue
 */
export const leftQueue: Step<'left-queue'> = async (webhook, services) => {
  const { parameters, state } = webhook;
  const queueResult = parameters.QueueResult ?? (state.result || 'missing');
  const document = new VoiceResponse();
  const reply = await afterQueue(document, queueResult, webhook, services);
  return { ...reply, body: { twiml: document.toString() }, log: { queueResult, ...reply.log } };
};

type Outcome = Omit<Reply, 'body'>;

async function afterQueue(
  document: VoiceResponse,
  queueResult: string,
  webhook: CallWebhook,
  services: CallServices,
): Promise<Outcome> {
  switch (queueResult) {
    case 'leave':
      return afterLeave(document, webhook, services);
    case 'queue-full':
      return afterQueueFull(document, webhook, services);
    default:
      return isServed(queueResult) ? {} : afterFault(document, queueResult, webhook, services);
  }
}

/** If our answer to an acceptance reaches Twilio too late, the caller keeps holding and may leave the queue later for another reason. */
const TOLD_LASTS_MS = 60_000;

async function afterLeave(document: VoiceResponse, webhook: CallWebhook, services: CallServices): Promise<Outcome> {
  const { caller, callSid, queue } = webhook;
  const record = await callbackOfCall(webhook, services);
  if (record?.status !== 'requested') return afterLostTask(document, webhook, services);
  const nowMs = services.nowMs();
  const leftAtSeconds = Math.floor(nowMs / 1000);
  const sinceSeconds = queuedSince(webhook, services);
  const way = wayOf(queue, callSid);
  const keyedNumber = record.caller === caller ? undefined : record.caller;
  const { caller: customer, acceptedAtMs } = record;
  const toldWay = nowMs < acceptedAtMs + TOLD_LASTS_MS ? record.toldWay : undefined;
  goToMindful(document, way, { ...webhook, caller: customer, keyedNumber, sinceSeconds, leftAtSeconds, toldWay });
  return { log: { decision: 'transfer', way } };
}
