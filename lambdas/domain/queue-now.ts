import type { MindfulStatus } from './mindful/widget-status.ts';
import type { Way } from './offer/breaker.ts';
import { activeOverride, type OperatorOverride } from './operator-override.ts';
import type { CallableNumbers, CallTarget, InChosenLanguage, QueueConfig, QueuePolicy } from './queue-config.ts';
import type { QueueSnapshot, QueueState } from './queue-snapshot.ts';

/** Where a caller is when a callback may be offered; each place has a switch of its own. */
export type OfferPlace = 'before-queue' | 'on-hold';

/** Who has switched offers off: the configuration, or an operator by hand. */
type SwitchedOff = 'offers-off' | 'operator-off';

/** What holds of a queue at one moment. */
export interface QueueFacts
  extends Pick<QueueState, 'breaker' | 'apiBreaker' | 'abandonedCallsUntilMs' | 'abandonedCalls'> {
  nowMs: number;
  /** With the operator's override on top. */
  policy: QueuePolicy;
  configured: QueuePolicy;
  /** The numbers that the queue may call back; absent if it may call any number. */
  callable?: CallableNumbers | undefined;
  /** How a callback gets to Mindful. */
  ways: readonly Way[];
  /** The operator's override, as long as it lasts. */
  override?: OperatorOverride;
  /** Why there are no offers at a place, or anywhere; absent where they are on. */
  switchedOff: Partial<Record<OfferPlace | 'everywhere', SwitchedOff>>;
  /** Absent when it is missing or too old to be believed. */
  snapshot?: QueueSnapshot;
  /** What Mindful's widget says, `unknown` when it said so too long ago; absent when no widget is configured. */
  mindful?: MindfulStatus;
  /** How many callbacks have been accepted in this queue, ever, and the number at which the queue is full. */
  acceptances: number;
  acceptancesWhenFull: number;
  /** Why the table could not be read; absent when it could. */
  unreadable?: { error: unknown };
}

/** A queue as it is now: resolved once for a webhook, from its configuration and from what the table says. */
export type QueueNow = QueueConfig & QueueFacts & InChosenLanguage;

/** `queue` has the policy as it is configured. */
export function queueNow<
  Queue extends Pick<QueueFacts, 'callable'> & { policy: QueuePolicy; callTarget?: Pick<CallTarget, 'widget'> },
>(queue: Queue, state: QueueState, nowMs: number): Queue & QueueFacts {
  const { breaker, apiBreaker, abandonedCallsUntilMs, abandonedCalls, acceptances = 0 } = state;
  const configured = queue.policy;
  const override = activeOverride(state.operator, nowMs);
  const policy = { ...configured, ...override?.policy };
  const snapshot = isFresh(state.snapshot, policy.maxAgeSeconds, nowMs) ? state.snapshot : undefined;
  return {
    ...queue,
    ...{
      nowMs,
      policy,
      configured,
      override,
      snapshot,
      breaker,
      apiBreaker,
      abandonedCallsUntilMs,
      abandonedCalls,
      acceptances,
    },
    ways: waysOf(policy, queue.callTarget?.widget !== undefined),
    switchedOff: switchedOff(policy, configured),
    mindful: state.snapshot?.mindful && (snapshot?.mindful ?? { kind: 'unknown', problem: 'the snapshot is too old' }),
    acceptancesWhenFull: acceptancesWhenFull(state, policy.maxOpenCallbacks),
  };
}

/** While the table does not answer, the configured policy holds and nothing else is known. */
export async function readQueueNow(
  queue: QueueConfig,
  read: () => Promise<QueueState>,
  nowMs: () => number,
): Promise<QueueNow> {
  try {
    return queueNow(queue, await read(), nowMs());
  } catch (error) {
    return { ...queueNow(queue, {}, nowMs()), unreadable: { error } };
  }
}

/** Where Mindful makes the offer, or no widget is known, only a transfer can register anybody. */
function waysOf({ offers, registerBy }: QueuePolicy, hasWidget: boolean): readonly Way[] {
  if (offers === 'transfer' || !hasWidget || registerBy === 'transfer') return ['transfer'];
  return registerBy === 'api' ? ['api'] : ['transfer', 'api'];
}

function switchedOff(policy: QueuePolicy, configured: QueuePolicy): QueueFacts['switchedOff'] {
  const reason = (isOn: (of: QueuePolicy) => boolean) => {
    if (isOn(policy)) return undefined;
    return isOn(configured) ? 'operator-off' : 'offers-off';
  };
  return {
    everywhere: reason(({ offers }) => offers !== 'off'),
    'before-queue': reason(({ offerBeforeQueue }) => offerBeforeQueue),
    'on-hold': reason(({ offerOnHold }) => offerOnHold),
  };
}

/** Two instances' clocks may differ a little; a snapshot from further in the future is a fault. */
const CLOCK_SKEW_MS = 5_000;

function isFresh(snapshot: QueueSnapshot | undefined, maxAgeSeconds: number, nowMs: number): boolean {
  const ageMs = nowMs - (snapshot?.sampledAtMs ?? Number.NEGATIVE_INFINITY);
  return ageMs <= maxAgeSeconds * 1000 && ageMs >= -CLOCK_SKEW_MS;
}

/**
 * Acceptances since the sample count as open, also if one of them has been refused meanwhile: the next sample knows. A
 * snapshot of before this was counted, or none, says nothing of what came after it.
 */
function acceptancesWhenFull({ snapshot, acceptances = 0 }: QueueState, maxOpenCallbacks: number): number {
  const atSample = Math.min(snapshot?.acceptances ?? acceptances, acceptances);
  return atSample + Math.max(0, maxOpenCallbacks - (snapshot?.openCallbacks ?? 0));
}

/**
 * So long after TaskRouter gave the task of a call up, the note of it counts. A hold document is asked for every few minutes at
 * the latest; after this the call is over or queued again.
 */
export const NOTE_LASTS_MS = 15 * 60_000;

/**
 * Names one wait of a call in the note that its task is gone. A call that was queued again waits with another task, and what
 * happened to the one before says nothing about it.
 */
export function waitOfCall(callSid: string, queuedAgain: number): string {
  return queuedAgain === 0 ? callSid : `${callSid}#${queuedAgain}`;
}
