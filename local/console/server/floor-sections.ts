import { decideOffer } from '../../../lambdas/domain/offer/offer-decision.ts';
import { parsePhoneNumber } from '../../../lambdas/domain/phone-number.ts';
import { type QueueFacts, queueNow } from '../../../lambdas/domain/queue-now.ts';
import type { QueueState } from '../../../lambdas/domain/queue-snapshot.ts';
import type { CallbackView } from '../../mindful/callback.ts';
import type { TaskView } from '../../taskrouter/tasks.ts';
import type { CallRecord } from '../../twilio/calls/call.ts';
import type { QueueFloor } from '../../world/floors/queue-floor.ts';
import type { Controls } from '../control/controls.ts';
import type { CallbackSection, EstimateSection, QueueSection, WaitingSection } from '../wire.ts';

const SOMEBODY = parsePhoneNumber('+14155550123');

/** The most entries that are sent of each list; the counts cover all of them. */
const LISTED = 40;
const AGENTS_LISTED = 120;

/** What a queue looks like now; `state` is what the service's table says. */
export function queueSection(
  controls: Pick<Controls, 'clock' | 'sampling' | 'mindful' | 'twilio'>,
  floor: QueueFloor,
  state: QueueState | undefined,
): QueueSection {
  const { clock, sampling, mindful, twilio } = controls;
  const { queue, conditions } = floor;
  const nowMs = clock.nowMs();
  const waiting = floor.tasks().filter(({ status }) => status === 'pending' || status === 'reserved');
  const callbacks = openCallbacks(mindful.callbacks(), queue.name);
  const calls = twilio.list();
  const now = queueNow(queue, state ?? {}, nowMs);
  return {
    name: queue.name,
    numbers: queue.numbers,
    conditions,
    waitSeconds: sampling.forcedWaitSeconds(queue.name),
    estimate: estimateSection(state),
    ...(state ? offerNow(now) : { offer: null, quote: null }),
    thresholdSeconds: now.policy.thresholdSeconds,
    overridden: now.override !== undefined,
    counts: { waiting: waiting.length, atHome: callbacks.length },
    waiting: waiting.slice(0, LISTED).map(waitingSection),
    agents: agentSections(floor),
    callbacks: callbacks.slice(0, LISTED).map((callback) => callbackSection(callback, calls)),
  };
}

function agentSections(floor: QueueFloor): QueueSection['agents'] {
  const agents = floor.agents().slice(0, AGENTS_LISTED);
  return agents.map(({ name, state }) => ({ name, state }));
}

/** What a caller with a number would be offered, or why nothing. */
function offerNow(queue: QueueFacts): Pick<QueueSection, 'offer' | 'quote'> {
  const decision = decideOffer({ queue, caller: SOMEBODY, callback: undefined, place: 'before-queue', heldSeconds: 0 });
  if (decision.kind === 'queue') return { offer: decision.because, quote: null };
  return { offer: decision.kind, quote: decision.quote };
}

function waitingSection({ sid, attributes, priority, createdAtMs, status }: TaskView): WaitingSection {
  const { name, callback, call_sid: callSid } = attributes;
  return {
    taskSid: sid,
    name: typeof name === 'string' ? name : 'Caller',
    priority,
    sinceMs: createdAtMs,
    ringing: status === 'reserved',
    isCallback: typeof callback === 'object' && callback !== null,
    callSid: typeof callSid === 'string' ? callSid : null,
  };
}

function isAtHome(state: CallbackView['state']): boolean {
  return state === 'waiting' || state === 'calling-customer';
}

/** Soonest first. */
function openCallbacks(callbacks: readonly CallbackView[], queue: string): CallbackView[] {
  return callbacks
    .filter(({ queue: name, state }) => name === queue && isAtHome(state))
    .sort((one, other) => one.dueAtMs - other.dueAtMs);
}

function callbackSection(callback: CallbackView, calls: readonly CallRecord[]): CallbackSection {
  const { customerNumber: number, dueAtMs, registeredAtMs, state } = callback;
  const call = calls.findLast(({ from, startedAtMs }) => from === number && startedAtMs <= registeredAtMs);
  return { number, dueAtMs, state, callSid: call?.callSid ?? null };
}

function estimateSection(state: QueueState | undefined): EstimateSection {
  const snapshot = state?.snapshot;
  const isMissing = state !== undefined && snapshot === undefined;
  return {
    seconds: snapshot?.wait ? Math.round(snapshot.wait.quoteSeconds) : null,
    estimator: snapshot?.estimator ?? null,
    sampledAtMs: snapshot?.sampledAtMs ?? null,
    freeAgents: snapshot?.freeAgents ?? 0,
    problem: isMissing ? 'The table holds no snapshot, or cannot be read.' : (snapshot?.problem ?? null),
  };
}
