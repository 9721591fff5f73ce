import { sipDestination } from '../../domain/sip-destination.ts';
import type { Step } from '../../webhook.ts';
import { backToHold } from '../return/choose-hold.ts';
import { returnCallOf } from '../return/return-call.ts';

/**
 * Mindful hands the caller back by SIP REFER. The target's user part says where to: one of our own addresses means the queue,
 * and so does everything else. It is never dialled: a REFER could name any address in the world.
 * https://www.twilio.com/docs/voice/twiml/dial#referurl
 */
export const transferRefer: Step = async (webhook, services) => {
  const destination = sipDestination(services.configuration, webhook.parameters.get('ReferTransferTarget'));
  const target = destination ? `${destination.purpose} ${destination.queue.name}` : 'a stranger';
  const here = { ...webhook, queue: destination?.queue ?? webhook.queue };
  if (destination?.purpose === 'return') {
    const reply = await returnCallOf(webhook.caller, here, services);
    return { ...reply, log: { ...reply.log, target } };
  }
  const reply = await backToHold(here, services);
  return { ...reply, log: { ...reply.log, target } };
};
