import type { WaitingCallback } from './callback-returns.ts';

/** What those who accepted a callback were promised, and what was estimated for them; fading. */
export interface Promises {
  people: number;
  promisedSeconds: number;
  estimatedSeconds: number;
}

interface PromisesSample {
  callbacks: readonly WaitingCallback[];
  /** What this queue's callers are told until the next sample. */
  estimateSeconds: number;
  sinceMs: number;
  nowMs: number;
}

export const noPromises: Promises = { people: 0, promisedSeconds: 0, estimatedSeconds: 0 };

/** Promises shorter than this part of the estimates are somebody else's. */
const SOONER = 0.75;
/** Of those who may overtake, so many are counted: a rate that is taken from few people may come near to that of the agents. */
const COUNTED = 0.5;

export function learnPromises(
  before: Promises,
  { callbacks, estimateSeconds, sinceMs, nowMs }: PromisesSample,
  fade: number,
): Promises {
  const accepted = callbacks.filter(({ acceptedAtMs }) => acceptedAtMs > sinceMs && acceptedAtMs <= nowMs);
  const promised = accepted.reduce((sum, { acceptedAtMs, dueAtMs }) => sum + dueAtMs - acceptedAtMs, 0) / 1000;
  return {
    people: before.people * fade + accepted.length,
    promisedSeconds: before.promisedSeconds * fade + Math.max(0, promised),
    estimatedSeconds: before.estimatedSeconds * fade + accepted.length * estimateSeconds,
  };
}

/**
 * Who accepts a callback after a caller and is promised an earlier time overtakes that caller. This happens where Mindful makes the
 * promises, not this service.
 */
export function overtakingOf(
  { people, promisedSeconds, estimatedSeconds }: Promises,
  fadeSeconds: number,
): { perSecond: number; fromSeconds: number } {
  if (promisedSeconds >= SOONER * estimatedSeconds) return { perSecond: 0, fromSeconds: 0 };
  return { perSecond: (COUNTED * people) / fadeSeconds, fromSeconds: promisedSeconds / people };
}
