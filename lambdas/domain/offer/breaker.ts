import type { TransferOutcome } from '../callback/transfer-outcome.ts';

/** A failed way's memory: nobody goes it until the time is over, and then one caller at a time until one gets through. */
export interface Breaker {
  openUntilMs: number;
  /** The call that is trying, from its offer on, while the others wait for how it fares. */
  probeCallSid?: string;
}

/** What a breaker becomes; `closed` is none. */
export interface BreakerChange {
  before: Breaker | undefined;
  after: Breaker | 'closed';
}

const OPEN_MS = 60_000;

/** A breaker that nobody has tried for so long says nothing any more. */
const FORGOTTEN_MS = 10 * 60_000;

/** Stands in the way of everybody but the call that is trying. */
function isOpenFor(callSid: string | undefined, breaker: Breaker | undefined, nowMs: number): boolean {
  return breaker !== undefined && nowMs < breaker.openUntilMs && !isProbe(breaker, callSid);
}

/** What a call must have claimed before it goes to Mindful: the trial of a half-open breaker, or its own trial for longer. */
export function trialOf(
  callSid: string | undefined,
  breaker: Breaker | undefined,
  nowMs: number,
): 'not-needed' | 'impossible' | BreakerChange {
  if (!breaker || isForgotten(breaker, nowMs)) return 'not-needed';
  if (callSid === undefined || isOpenFor(callSid, breaker, nowMs)) return 'impossible';
  return { before: breaker, after: { openUntilMs: nowMs + OPEN_MS, probeCallSid: callSid } };
}

/**
 * What the end of a transfer or of a registration by the API changes, if anything. A failure opens a closed breaker. An open or half-open one listens to the
 * call that is trying alone: what other calls do meanwhile began before the failure and says nothing about now. A trial that
 * ends too early to tell leaves the next caller to try.
 */
export function afterAttempt(
  breaker: Breaker | undefined,
  { callSid, outcome, nowMs }: { callSid: string; outcome: TransferOutcome; nowMs: number },
): BreakerChange | undefined {
  const opened = { openUntilMs: nowMs + OPEN_MS };
  if (!breaker || isForgotten(breaker, nowMs)) {
    return outcome === 'failed' ? { before: breaker, after: opened } : undefined;
  }
  if (!isProbe(breaker, callSid)) return undefined;
  const after = { taken: 'closed', failed: opened, 'caller-left': { openUntilMs: nowMs } } as const;
  return { before: breaker, after: after[outcome] };
}

/** How an accepted callback gets to Mindful: by the call's transfer, or by a request to its API. Each has a breaker of its own. */
export type Way = 'transfer' | 'api';

interface Breakers {
  /** Of transfers. */
  breaker?: Breaker | undefined;
  apiBreaker?: Breaker | undefined;
}

export interface Ways extends Breakers {
  /** As configured, the first one first. */
  ways: readonly Way[];
  nowMs: number;
}

export function breakerOf({ breaker, apiBreaker }: Breakers, way: Way): Breaker | undefined {
  return way === 'transfer' ? breaker : apiBreaker;
}

/** The first configured way that has not just failed; no callback is offered only where there is none. */
export function openWay(queue: Ways, callSid: string | undefined): Way | undefined {
  return queue.ways.find((way) => !isOpenFor(callSid, breakerOf(queue, way), queue.nowMs));
}

function isForgotten({ openUntilMs }: Breaker, nowMs: number): boolean {
  return nowMs >= openUntilMs + FORGOTTEN_MS;
}

function isProbe({ probeCallSid }: Breaker, callSid: string | undefined): boolean {
  return probeCallSid !== undefined && probeCallSid === callSid;
}
