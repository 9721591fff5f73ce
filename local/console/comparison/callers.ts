import { createRandom, exponential, lognormal, type Random } from '../../taskrouter/random.ts';

/** A caller to come. How they behave does not depend on the contact centre. */
export interface Caller {
  atMs: number;
  handleSeconds: number;
  /** Time on hold after which the caller hangs up. */
  patienceSeconds: number;
  acceptsCallback: boolean;
}

export interface CallerHabits {
  seed: number;
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
export function callersAt(arrivals: readonly number[], habits: CallerHabits): Caller[] {
  const random = createRandom(habits.seed + 1);
  return arrivals.map((atMs) => caller(atMs, habits, random));
}

function caller(atMs: number, habits: CallerHabits, random: Random): Caller {
  return {
    atMs,
    handleSeconds: lognormal(random, { mean: habits.handleSeconds, coefficientOfVariation: HANDLE_VARIATION }),
    patienceSeconds: LEAST_PATIENCE_SECONDS + exponential(random, habits.patienceSeconds),
    acceptsCallback: random() < habits.acceptShare,
  };
}
