import { taskEstimates } from '../../domain/task/task-attributes.ts';
import { dialMindful } from '../../twiml/transfer.ts';
import { closed, speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { Step } from '../../webhook.ts';
import { askAboutCallback } from '../again/open-callback.ts';
import { acceptCallback, decideForCaller } from '../caller-decision.ts';
import { sendToQueue } from '../enqueue-caller.ts';
import { askBeforeQueue } from './ask.ts';

/** A caller dials one of the queue's numbers: quote the wait and ask, hand over to Mindful, or queue. */
export const incomingCall: Step<'incoming-call'> = async (webhook, services) => {
  const { policy } = webhook.queue;
  const decision = await decideForCaller(webhook, services, { place: 'before-queue', heldSeconds: 0 });
  const estimates = taskEstimates(webhook.queue);
  const document = new VoiceResponse();
  const arrived = { name: 'CallArrived' } as const;
  const offered = { name: 'OfferMade' } as const;
  const enqueue = (withoutOffers: boolean) => sendToQueue(document, webhook, { withoutOffers, estimates });
  const answer = () => ({ twiml: document.toString() });

  if (decision.kind === 'queue') {
    const { because } = decision;
    const pending = because === 'callback-pending';
    if (decision.callback && policy.callingAgain === 'ask') {
      askAboutCallback(document, webhook, { callback: decision.callback });
      return { body: answer(), measurements: [arrived], log: { decision: 'queue', because } };
    }
    if (pending) speak(document, policy, 'callbackPending');
    if (because !== 'closed' || !closed(document, policy)) enqueue(pending);
    return { body: answer(), measurements: [arrived], log: { decision: 'queue', because } };
  }

  const { quote } = decision;
  const { waitSeconds } = quote;
  if (decision.kind === 'ask') {
    askBeforeQueue(document, webhook, { quote, estimates });
    return { body: answer(), measurements: [arrived, offered], log: { decision: 'ask', waitSeconds } };
  }

  const acceptance = await acceptCallback(webhook, services, waitSeconds);
  if (!acceptance.accepted) {
    const pending = acceptance.because === 'callback-pending';
    if (pending) speak(document, policy, 'callbackPending');
    enqueue(pending);
    return { body: answer(), measurements: [arrived], log: { decision: 'queue', because: acceptance.because } };
  }
  dialMindful(document, {
    ...webhook,
    caller: acceptance.caller,
    sinceSeconds: Math.floor(services.nowMs() / 1000),
  });
  const measurements = acceptance.isNew ? [arrived, offered] : [arrived];
  return { body: answer(), measurements, log: { decision: 'transfer', waitSeconds } };
};
