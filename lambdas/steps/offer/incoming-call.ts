import { taskEstimates } from '../../domain/task/task-attributes.ts';
import type { CallServices } from '../../services.ts';
import { dialMindful } from '../../twiml/transfer.ts';
import { closed, speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook, Reply, Step } from '../../webhook.ts';
import { askAboutCallback } from '../again/open-callback.ts';
import { acceptCallback, decideForCaller } from '../caller-decision.ts';
import { sendToQueue } from '../enqueue-caller.ts';
import { askBeforeQueue } from './ask.ts';
import { askForLanguage } from './ask-for-language.ts';

/** A caller dials one of the queue's numbers: first the choice of a language, where there is one. */
export const incomingCall: Step<'incoming-call'> = async (webhook, services) => {
  const { languageChoice, chosenLanguage } = webhook.queue;
  const isAsked = languageChoice.length > 0 && chosenLanguage === undefined;
  const reply = isAsked ? askForLanguage(webhook, services) : await receiveCaller(webhook, services);
  return { ...reply, measurements: [{ name: 'CallArrived' }, ...(reply.measurements ?? [])] };
};

/** Quote the wait and ask, hand over to Mindful, or queue. */
export async function receiveCaller(webhook: CallWebhook, services: CallServices): Promise<Reply> {
  const { policy } = webhook.queue;
  const decision = await decideForCaller(webhook, services, { place: 'before-queue', heldSeconds: 0 });
  const estimates = taskEstimates(webhook.queue);
  const document = new VoiceResponse();
  const offered = { name: 'OfferMade' } as const;
  const enqueue = (withoutOffers: boolean) => sendToQueue(document, webhook, { withoutOffers, estimates });
  const answer = () => ({ twiml: document.toString() });

  if (decision.kind === 'queue') {
    const { because } = decision;
    const pending = because === 'callback-pending';
    if (decision.callback && policy.callingAgain === 'ask') {
      askAboutCallback(document, webhook, { callback: decision.callback });
      return { body: answer(), log: { decision: 'queue', because } };
    }
    if (pending) speak(document, policy, 'callbackPending');
    if (because !== 'closed' || !closed(document, policy)) enqueue(pending);
    return { body: answer(), log: { decision: 'queue', because } };
  }

  const { quote } = decision;
  const { waitSeconds } = quote;
  if (decision.kind === 'ask') {
    askBeforeQueue(document, webhook, { quote, estimates });
    return { body: answer(), measurements: [offered], log: { decision: 'ask', waitSeconds } };
  }

  const acceptance = await acceptCallback(webhook, services, { waitSeconds });
  if (!acceptance.accepted) {
    const pending = acceptance.because === 'callback-pending';
    if (pending) speak(document, policy, 'callbackPending');
    enqueue(pending);
    return { body: answer(), log: { decision: 'queue', because: acceptance.because } };
  }
  dialMindful(document, {
    ...webhook,
    caller: acceptance.caller,
    sinceSeconds: Math.floor(services.nowMs() / 1000),
  });
  const measurements = acceptance.isNew ? [offered] : [];
  return { body: answer(), measurements, log: { decision: 'transfer', waitSeconds } };
}
