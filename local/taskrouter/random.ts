/** A uniform number from 0 up to, but not including, 1. */
export type Random = () => number;

/** mulberry32: the same numbers for the same seed on every machine. Not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Memoryless durations and gaps: the mean is also the standard deviation. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random());
}

/** Conversation lengths as contact centres see them: never negative, with a long tail. */
export function lognormal(random: Random, shape: { mean: number; coefficientOfVariation: number }): number {
  const variance = Math.log(1 + shape.coefficientOfVariation ** 2);
  return Math.exp(Math.log(shape.mean) - variance / 2 + Math.sqrt(variance) * standardNormal(random));
}

/** Box and Muller's transform. */
function standardNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
