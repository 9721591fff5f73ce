import type { PhoneNumber } from '../../domain/phone-number.ts';
import type { CallServices } from '../../services.ts';
import { VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallRequest, Reply, Step } from '../../webhook.ts';
import { returningCaller, sendToQueue } from '../enqueue-caller.ts';

/** Mindful hands a caller back who would rather hold: the ordinary queue, without asking once more. */
export const chooseHold: Step<'choose-hold'> = async (webhook, services) => {
  return backToHold({ ...webhook, caller: returningCaller(webhook) ?? webhook.caller }, services);
};

/** Ends the caller's callback, if there is one, and queues them. */
export async function backToHold(webhook: CallRequest, services: CallServices): Promise<Reply> {
  const document = new VoiceResponse();
  sendToQueue(document, webhook, { withoutOffers: true, sinceSeconds: webhook.state.since });
  const noted = webhook.caller !== undefined && (await noteChoice(webhook, webhook.caller, services));
  return {
    body: { twiml: document.toString() },
    measurements: noted ? [{ name: 'ChoseHold' }] : [],
    log: { decision: 'hold', noted },
  };
}

async function noteChoice({ queue }: CallRequest, caller: PhoneNumber, services: CallServices): Promise<boolean> {
  try {
    const record = await services.callbacks.find(caller, queue.name);
    if (!record) return false;
    const { callSid } = record;
    return await services.callbacks.move({
      caller,
      queue: queue.name,
      callSid,
      to: 'chose-hold',
      nowMs: services.nowMs(),
    });
  } catch (error) {
    services.warn('choiceNotNoted', error);
    return false;
  }
}
