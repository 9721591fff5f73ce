import { sipDestination } from '../../domain/mindful/sip-destination.ts';
import type { Step } from '../../webhook.ts';
import { chooseHold } from './choose-hold.ts';
import { returnCallBySip } from './return-call.ts';

/** An INVITE to our SIP domain. Its address says which queue it is for and whether the customer was called back. */
export const sip: Step<'sip'> = (webhook, services) => {
  const destination = sipDestination(services.configuration, webhook.parameters.To, webhook.sipHeaders);
  return destination?.purpose === 'choose-hold' ? chooseHold(webhook, services) : returnCallBySip(webhook, services);
};
