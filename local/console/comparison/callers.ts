import { createRandom, exponential, lognormal, type Random } from '../../taskrouter/random.ts';
import type { DayCaller } from '../../world/day/day-model.ts';

/** A caller of a modelled day. `attributes` hold the place in the list of callers. */
export interface Caller extends DayCaller {
  readonly atMs: number;
  readonly handleSeconds: number;
  readonly attributes: { readonly index: number };
}

export interface CallerHabits {
  handleSeconds: number;
  patienceSeconds: number;
  acceptShare: number;
}

/** Call centres see conversations spread about as wide as they are long on average, and patience spread wider. */
const HANDLE_VARIATION = 0.8;

/** Nobody hangs up while the phone still rings. */
const LEAST_PATIENCE_SECONDS = 15;

export function randomArrivals(options: { seed: number; callsPerMinute: number; minutes: number }): number[] {
  const random = createRandom(options.seed);
  const arrivals: number[] = [];
  if (options.callsPerMinute === 0) return arrivals;
  const meanMs = 60_000 / options.callsPerMinute;
  for (let atMs = exponential(random, meanMs); atMs < options.minutes * 60_000; atMs += exponential(random, meanMs)) {
    arrivals.push(Math.round(atMs));
  }
  return arrivals;
}

/** The same people for the same seed, in the order in which they call. */
export function callersAt(arrivals: readonly number[], habits: CallerHabits, seed: number): Caller[] {
  const random = createRandom(seed + 1);
  return arrivals.map((atMs, index) => ({
    atMs,
    attributes: { index },
    comes: true,
    handleSeconds: handleSecondsOf(habits, random),
    patienceSeconds: LEAST_PATIENCE_SECONDS + exponential(random, habits.patienceSeconds),
    acceptsCallback: random() < habits.acceptShare,
  }));
}

function handleSecondsOf({ handleSeconds }: Pick<CallerHabits, 'handleSeconds'>, random: Random): number {
  return lognormal(random, { mean: handleSeconds, coefficientOfVariation: HANDLE_VARIATION });
}
