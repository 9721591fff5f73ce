import { wasNotAnswered } from '../../domain/callback/transfer-outcome.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { CallServices } from '../../services.ts';
import { goToRegistration } from '../../twiml/transfer.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook, Step } from '../../webhook.ts';
import { claimWay } from '../caller-decision.ts';
import { customerOf, keyedNumberOf } from '../customer.ts';
import { sendToQueue } from '../enqueue-caller.ts';
import {
  type NotedRefusal,
  noteRefusal,
  noteTaken,
  noteTrial,
  outcomeOfTransfer,
  wasHandedBack,
} from './ended-transfer.ts';

/** A repeated webhook is not counted again, and a breaker that is open already has stopped the offers before. */
const failureCounts: Record<NotedRefusal, Measurement[]> = {
  'offers-stopped': [{ name: 'TransferFailed' }, { name: 'OffersStopped' }],
  noted: [{ name: 'TransferFailed' }],
  registered: [],
  'not-noted': [],
};

/**
 * The leg to Mindful is over: goodbye, or one sentence of apology and the queue, without a second offer. Where Twilio's words
 * do not tell what happened, the caller is queued as well, and the callback stays as it is: Mindful may have taken it.
 */
export const transferResult: Step<'transfer-result'> = async (webhook, services) => {
  const { parameters, queue } = webhook;
  const { policy } = queue;
  const ended = outcomeOfTransfer(webhook);
  const ofCustomer = { ...webhook, caller: customerOf(webhook) };
  const refusal = ended === 'failed' ? await noteRefusal(ofCustomer, services) : undefined;
  const outcome = refusal === 'registered' ? 'taken' : ended;
  const { DialCallStatus: dialCallStatus = 'missing', DialSipResponseCode: sipResponseCode } = parameters;
  const log = { outcome, dialCallStatus, sipResponseCode };
  const document = new VoiceResponse();

  if (outcome === 'failed' && wasNotAnswered(parameters.DialCallStatus) && (await mayAskApi(webhook, services))) {
    goToRegistration(document, { ...webhook, keyedNumber: keyedNumberOf(webhook), sinceSeconds: webhook.state.since });
    const body = { twiml: document.toString() };
    return { body, measurements: failureCounts[refusal ?? 'not-noted'], log: { ...log, way: 'api' } };
  }
  if (outcome === 'failed' || outcome === 'unknown') {
    speak(document, policy, 'transferFailed');
    sendToQueue(document, webhook, { withoutOffers: true, sinceSeconds: webhook.state.since });
    return {
      body: { twiml: document.toString() },
      measurements: outcome === 'unknown' ? [{ name: 'TransferFailed' }] : failureCounts[refusal ?? 'not-noted'],
      log,
    };
  }
  const measurements = ended === 'taken' ? await noteTaken(ofCustomer, services) : [];
  if (outcome === 'taken' && measurements.length === 0 && (await wasHandedBack(ofCustomer, services))) {
    sendToQueue(document, webhook, { withoutOffers: true, sinceSeconds: webhook.state.since });
    return { body: { twiml: document.toString() }, log: { ...log, outcome: 'handed-back' } };
  }
  await noteTrial(outcome, webhook, services);
  if (outcome === 'taken') {
    speak(document, policy, 'goodbye');
    document.hangup();
  }
  return { body: { twiml: document.toString() }, measurements, log };
};

/** The second way, which is tried only where Mindful has not spoken with the caller on the first. */
async function mayAskApi({ callSid, queue }: CallWebhook, services: CallServices): Promise<boolean> {
  if (queue.ways.length === 1) return false;
  try {
    return (await claimWay(callSid, { ...queue, ways: ['api'] }, services)) === 'api';
  } catch (error) {
    services.warn('refusalNotNoted', error);
    return false;
  }
}
