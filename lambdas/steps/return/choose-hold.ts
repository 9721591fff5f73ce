import type { PhoneNumber } from '../../domain/phone-number.ts';
import { inLanguage, type Language } from '../../domain/queue-config.ts';
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
  const { caller, state } = webhook;
  const { noted, firstCallSid, language } = caller ? await noteChoice(webhook, caller, services) : nothingNoted;
  const queue = inLanguage(webhook.queue, language, services.configuration);
  sendToQueue(document, { ...webhook, queue }, { withoutOffers: true, sinceSeconds: state.since, firstCallSid });
  return {
    body: { twiml: document.toString() },
    measurements: noted ? [{ name: 'ChoseHold' }] : [],
    log: { decision: 'hold', noted },
  };
}

interface Choice {
  noted: boolean;
  /** The call in which the callback was accepted that the caller gives up. */
  firstCallSid: string | undefined;
  /** What that call was spoken to in. */
  language: Language | undefined;
}

const nothingNoted: Choice = { noted: false, firstCallSid: undefined, language: undefined };

async function noteChoice({ queue }: CallRequest, caller: PhoneNumber, services: CallServices): Promise<Choice> {
  const { callbacks, nowMs } = services;
  try {
    const record = await callbacks.find(caller, queue.name);
    if (!record) return nothingNoted;
    const { callSid, status, language } = record;
    const move = { caller, queue: queue.name, callSid, to: 'chose-hold', nowMs: nowMs() } as const;
    const noted = await callbacks.move(move);
    return noted || status === 'chose-hold' ? { noted, firstCallSid: callSid, language } : nothingNoted;
  } catch (error) {
    services.warn('choiceNotNoted', error);
    return nothingNoted;
  }
}
