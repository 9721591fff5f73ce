import { isHalfOpen, probedBy } from '../domain/offer/breaker.ts';
import {
  decideOffer,
  isFull,
  type NoOfferReason,
  type OfferDecision,
  type OfferMoment,
  obstacleToTransfer,
} from '../domain/offer/offer-decision.ts';
import { type QueuePolicy, queueNamed } from '../domain/queue-config.ts';
import { acceptancesWhenFull, effectivePolicy, freshSnapshot } from '../domain/queue-snapshot.ts';
import type { WaitEstimate } from '../domain/wait/estimate.ts';
import { type Forecast, forecastOf } from '../domain/wait/forecast.ts';
import type { Services } from '../services.ts';
import type { Webhook } from '../webhook.ts';

export interface CallerDecision {
  decision: OfferDecision;
  /** The queue's policy as it is now, overrides included. */
  policy: QueuePolicy;
  /** Absent when unknown. */
  wait: WaitEstimate | undefined;
  /** Absent when the wait is unknown. */
  forecast: Forecast | undefined;
}

/**
 * Decides about the caller of this webhook. The caller's own record is looked up only when everything else, or all but
 * Mindful, speaks for an offer: whose callback is open hears that it stands. When the table does not answer, the wait is unknown and the caller queues without a quote.
 */
export async function decideForCaller(
  webhook: Webhook,
  services: Services,
  moment: OfferMoment,
): Promise<CallerDecision> {
  const nowMs = services.nowMs();
  const configured = configuredPolicy(webhook, services);
  try {
    const state = await services.queueStates.read(webhook.queue.name);
    const { caller, callSid } = webhook;
    const inputs = { policy: configured, state, caller, callSid, callback: undefined, nowMs, ...moment };
    const policy = effectivePolicy(configured, state.operator, nowMs);
    const snapshot = freshSnapshot(state.snapshot, policy.maxAgeSeconds, nowMs);
    const known = { policy, wait: snapshot?.wait, forecast: forecastOf(snapshot, nowMs) };
    const first = decideOffer(inputs);
    if (first.kind === 'queue' && !isMindfulsFault(first.because)) return { decision: first, ...known };
    const callback = await callbackOfAnotherCall(webhook, services);
    return { decision: decideOffer({ ...inputs, callback }), ...known };
  } catch (error) {
    services.warn('tableUnreachable', error);
    const decision = { kind: 'queue', because: 'wait-unknown' } as const;
    return { decision, policy: webhook.queue.policy, wait: undefined, forecast: undefined };
  }
}

/** What is forecast for somebody who joins the line now, for later comparison: no reason to keep a caller waiting or to fail. */
export async function forecastNow({ queue }: Webhook, services: Services): Promise<Forecast | undefined> {
  try {
    const nowMs = services.nowMs();
    const { snapshot } = await services.queueStates.read(queue.name);
    return forecastOf(freshSnapshot(snapshot, queue.policy.maxAgeSeconds, nowMs), nowMs);
  } catch {
    return undefined;
  }
}

function isMindfulsFault(because: NoOfferReason): boolean {
  return because.startsWith('mindful-');
}

/**
 * Asks again, past every cache, when the caller has said yes. After a failed transfer only the first who says yes tries it
 * again, and only as many are taken as the policy allows. Rejects when the table does not answer.
 */
export async function obstacleToAcceptance(webhook: Webhook, services: Services): Promise<NoOfferReason | undefined> {
  const { caller, callSid, queue } = webhook;
  const { callbacks, queueStates } = services;
  const [state, record] = await Promise.all([
    queueStates.readNow(queue.name),
    caller && callbacks.find(caller, queue.name),
  ]);
  const nowMs = services.nowMs();
  const isRepeat = record?.callSid === callSid;
  const callback = isRepeat ? undefined : record;
  const inputs = {
    policy: configuredPolicy(webhook, services),
    state,
    caller,
    callSid,
    callback,
    nowMs,
  };
  const obstacle = obstacleToTransfer(inputs);
  if (obstacle || isRepeat) return obstacle;
  if (isFull(inputs)) return 'too-many-callbacks';
  if (isHalfOpen(state.breaker, nowMs) && state.breaker.probeCallSid !== callSid) {
    const probe = { before: state.breaker, after: probedBy(callSid, nowMs) };
    if (!(await queueStates.changeBreaker(queue.name, probe))) return 'mindful-unreachable';
  }
  const { maxOpenCallbacks } = effectivePolicy(inputs.policy, state.operator, nowMs);
  const isCounted = await queueStates.countAcceptance(queue.name, acceptancesWhenFull(state, maxOpenCallbacks));
  return isCounted ? undefined : 'too-many-callbacks';
}

/** Not the webhook's own, on which an operator's override may lie already: the reason for no offer tells them apart. */
function configuredPolicy({ queue }: Webhook, { configuration }: Services): QueuePolicy {
  return queueNamed(configuration, queue.name)?.policy ?? queue.policy;
}

async function callbackOfAnotherCall(webhook: Webhook, services: Services) {
  if (!webhook.caller) return undefined;
  const record = await services.callbacks.find(webhook.caller, webhook.queue.name);
  return record?.callSid === webhook.callSid ? undefined : record;
}
