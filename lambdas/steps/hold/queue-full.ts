import { highSecondsOf } from '../../domain/forecast.ts';
import type { Services } from '../../services.ts';
import { closed } from '../../twiml/closed.ts';
import { speak, type VoiceResponse } from '../../twiml/voice-response.ts';
import { numberIn, type Reply, type Webhook } from '../../webhook.ts';
import { decideForCaller } from '../caller-decision.ts';
import { askBeforeQueue } from '../offer/ask.ts';
import { isReturn, queueAgain } from './queue-again.ts';

const SECONDS_UNTIL_ROOM = 20;
const TRIES = 15;

/**
 * No room: a callback if it may be offered, else a short wait and another try, and after five minutes as when closed. A return
 * call tries for as long as it takes: it was promised.
 */
export async function afterQueueFull(
  document: VoiceResponse,
  webhook: Webhook,
  services: Services,
): Promise<Omit<Reply, 'body'>> {
  const tries = numberIn(webhook.state, 'tries') ?? 0;
  const { decision, policy, forecast } = await decideForCaller(webhook, services, 0);
  if (tries === 0 && decision.kind !== 'queue' && mayOffer(webhook)) {
    const { waitSeconds } = decision;
    const highSeconds = highSecondsOf(decision.quote);
    askBeforeQueue(document, webhook, { policy, waitSeconds, highSeconds, forecast, tries: 1 });
    return { measurements: [{ name: 'QueueFull' }, { name: 'OfferMade' }], log: { decision: 'ask', waitSeconds } };
  }
  if (tries < TRIES || isReturn(webhook)) {
    speak(document, policy, 'queueFull');
    document.pause({ length: SECONDS_UNTIL_ROOM });
    await queueAgain(document, webhook, services, { tries: tries + 1 });
    return { measurements: tries === 0 ? [{ name: 'QueueFull' }] : [], log: { decision: 'queue-again', tries } };
  }
  if (!closed(document, policy)) {
    speak(document, policy, 'turnedAway');
    document.hangup();
  }
  return { measurements: [{ name: 'TurnedAway' }], log: { decision: 'turned-away' } };
}

function mayOffer(webhook: Webhook): boolean {
  return !isReturn(webhook) && webhook.state.get('offers') !== 'none';
}
