import { keepsQuote } from '../../lambdas/domain/quote.ts';
import type { Ablation, Contender } from './contenders.ts';
import type { ScoredCaller } from './day.ts';
import { policy } from './estimates.ts';

/** Sums over callers; sums of sums are sums again, so runs and families pool by adding. */
export interface Tally {
  callers: number;
  error: number;
  absoluteError: number;
  squaredError: number;
  answeredWithinQuote: number;
  long: number;
  longNotOffered: number;
  offers: number;
  offersWithShortWait: number;
  offersWithin60Seconds: number;
  offersKept: number;
}

export type Figures = ReturnType<typeof figuresOf>;

export function emptyTally(): Tally {
  return {
    callers: 0,
    error: 0,
    absoluteError: 0,
    squaredError: 0,
    answeredWithinQuote: 0,
    long: 0,
    longNotOffered: 0,
    offers: 0,
    offersWithShortWait: 0,
    offersWithin60Seconds: 0,
    offersKept: 0,
  };
}

export function tallyOf(callers: readonly ScoredCaller[], contender: Contender | Ablation): Tally {
  const tally = emptyTally();
  for (const { estimates, waitSeconds } of callers) {
    const estimate = estimates[contender];
    if (!estimate) continue;
    const error = estimate.waitSeconds - waitSeconds;
    const isLong = waitSeconds > policy.thresholdSeconds;
    const isKept = keepsQuote(estimate.quote, waitSeconds);
    tally.callers += 1;
    tally.error += error;
    tally.absoluteError += Math.abs(error);
    tally.squaredError += error * error;
    tally.answeredWithinQuote += Number(isKept);
    tally.long += Number(isLong);
    tally.longNotOffered += Number(isLong && !estimate.isOffer);
    tally.offers += Number(estimate.isOffer);
    tally.offersWithShortWait += Number(estimate.isOffer && !isLong);
    tally.offersWithin60Seconds += Number(estimate.isOffer && waitSeconds <= 60);
    tally.offersKept += Number(estimate.isOffer && isKept);
  }
  return tally;
}

export function addTally(sum: Tally, tally: Tally): void {
  for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += tally[key];
}

export function figuresOf(tally: Tally) {
  const { callers, long, offers } = tally;
  return {
    callers,
    biasSeconds: tally.error / callers,
    maeSeconds: tally.absoluteError / callers,
    rmseSeconds: Math.sqrt(tally.squaredError / callers),
    answeredWithinQuote: tally.answeredWithinQuote / callers,
    longNotOffered: long === 0 ? 0 : tally.longNotOffered / long,
    offersWithShortWait: offers === 0 ? 0 : tally.offersWithShortWait / offers,
    offersWithin60Seconds: offers === 0 ? 0 : tally.offersWithin60Seconds / offers,
    spokenQuotesKept: offers === 0 ? 1 : tally.offersKept / offers,
  };
}

/** Half of the 95 % interval of a mean over runs, by Student's t, for which 40 runs are many. */
export function halfInterval(values: readonly number[]): number {
  const count = values.length;
  if (count < 2) return Number.POSITIVE_INFINITY;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return (1.96 + 2.4 / (count - 1)) * Math.sqrt(variance / count);
}
