import { sipDestination } from '../../domain/mindful/sip-destination.ts';
import { inLanguage } from '../../domain/queue-config.ts';
import { VoiceResponse } from '../../twiml/voice-response.ts';
import type { Step } from '../../webhook.ts';
import { customerOf } from '../customer.ts';
import { sendToQueue } from '../enqueue-caller.ts';
import { backToHold } from '../return/choose-hold.ts';
import { returnCallOf } from '../return/return-call.ts';

/**
 * Mindful hands the caller back by SIP REFER. The target's user part says where to: one of our own addresses means the queue,
 * and so does everything else. It is never dialled: a REFER could name any address in the world. Without a target the caller is
 * queued and the callback stays as it is, for nobody said that it is over.
 * https://www.twilio.com/docs/voice/twiml/dial#referurl
 */
export const transferRefer: Step<'transfer-refer'> = async (webhook, services) => {
  const address = webhook.parameters.ReferTransferTarget;
  if (address === undefined) {
    const document = new VoiceResponse();
    sendToQueue(document, webhook, { withoutOffers: true, sinceSeconds: webhook.state.since });
    return { body: { twiml: document.toString() }, log: { target: 'missing' } };
  }
  const destination = sipDestination(services.configuration, address);
  const target = destination ? `${destination.purpose} ${destination.queue.name}` : 'a stranger';
  const { chosenLanguage } = webhook.queue;
  const queue = destination ? inLanguage(destination.queue, chosenLanguage, services.configuration) : webhook.queue;
  const here = { ...webhook, queue, caller: customerOf(webhook) };
  if (destination?.purpose === 'return') {
    const reply = await returnCallOf(here.caller, here, services);
    return { ...reply, log: { ...reply.log, target } };
  }
  const reply = await backToHold(here, services);
  return { ...reply, log: { ...reply.log, target } };
};
