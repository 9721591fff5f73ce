/** A failed transfer's memory: no offers until the time is over, and then one caller at a time until one gets through. */
export interface Breaker {
  openUntilMs: number;
  /** The call that is trying, while the others wait for how it fares. */
  probeCallSid?: string;
}

const OPEN_MS = 60_000;

/** A breaker that nobody has tried for so long says nothing any more. */
const FORGOTTEN_MS = 10 * 60_000;

export function openUntilMs(nowMs: number): number {
  return nowMs + OPEN_MS;
}

/** As long as the call has not been over for a minute, the others wait. */
export function probedBy(callSid: string, nowMs: number): Breaker {
  return { openUntilMs: nowMs + OPEN_MS, probeCallSid: callSid };
}

/** Stands in the way of everybody but the call that is trying. */
export function isOpenFor(callSid: string | undefined, breaker: Breaker | undefined, nowMs: number): boolean {
  return breaker !== undefined && nowMs < breaker.openUntilMs && !isProbe(breaker, callSid);
}

/** The next transfer is a trial. */
export function isHalfOpen(breaker: Breaker | undefined, nowMs: number): breaker is Breaker {
  return breaker !== undefined && nowMs >= breaker.openUntilMs && nowMs < breaker.openUntilMs + FORGOTTEN_MS;
}

function isProbe({ probeCallSid }: Breaker, callSid: string | undefined): boolean {
  return probeCallSid !== undefined && probeCallSid === callSid;
}
