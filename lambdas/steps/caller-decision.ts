import { decideOffer, type NoOfferReason, type OfferDecision, obstacleToTransfer } from '../domain/offer-decision.ts';
import type { QueuePolicy } from '../domain/queue-config.ts';
import { effectivePolicy, freshSnapshot } from '../domain/queue-snapshot.ts';
import type { WaitEstimate } from '../domain/wait-estimate.ts';
import type { Services } from '../services.ts';
import type { Webhook } from '../webhook.ts';

export interface CallerDecision {
  decision: OfferDecision;
  /** The queue's policy as it is now, overrides included. */
  policy: QueuePolicy;
  /** Absent when unknown. */
  wait: WaitEstimate | undefined;
}

/**
 * Decides about the caller of this webhook. The caller's own record is looked up only when everything else speaks for an
 * offer. When the table does not answer, the wait is unknown and the caller queues without a quote.
 */
export async function decideForCaller(
  webhook: Webhook,
  services: Services,
  heldSeconds: number,
): Promise<CallerDecision> {
  const nowMs = services.nowMs();
  const configured = webhook.queue.policy;
  try {
    const state = await services.queueStates.read(webhook.queue.name);
    const inputs = { policy: configured, state, caller: webhook.caller, callback: undefined, heldSeconds, nowMs };
    const policy = effectivePolicy(configured, state.operator, nowMs);
    const wait = freshSnapshot(state.snapshot, policy.maxAgeSeconds, nowMs)?.wait;
    const first = decideOffer(inputs);
    if (first.kind === 'queue') return { decision: first, policy, wait };
    const callback = await callbackOfAnotherCall(webhook, services);
    return { decision: decideOffer({ ...inputs, callback }), policy, wait };
  } catch (error) {
    services.warn('the table did not answer; deciding without it', error);
    return { decision: { kind: 'queue', because: 'wait-unknown' }, policy: configured, wait: undefined };
  }
}

/** Asks again, past every cache, when the caller has said yes. Rejects when the table does not answer. */
export async function obstacleToAcceptance(webhook: Webhook, services: Services): Promise<NoOfferReason | undefined> {
  const [state, callback] = await Promise.all([
    services.queueStates.readNow(webhook.queue.name),
    callbackOfAnotherCall(webhook, services),
  ]);
  return obstacleToTransfer({
    policy: webhook.queue.policy,
    state,
    caller: webhook.caller,
    callback,
    heldSeconds: 0,
    nowMs: services.nowMs(),
  });
}

async function callbackOfAnotherCall(webhook: Webhook, services: Services) {
  if (!webhook.caller) return undefined;
  const record = await services.callbacks.find(webhook.caller, webhook.queue.name);
  return record?.callSid === webhook.callSid ? undefined : record;
}
