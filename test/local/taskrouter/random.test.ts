import { describe, expect, it } from '@jest/globals';
import { createRandom, exponential, lognormal, type Random } from '../../../local/taskrouter/random.ts';
import { createSidMaker } from '../../../local/taskrouter/sids.ts';

function moments(draw: (random: Random) => number): { mean: number; coefficientOfVariation: number; least: number } {
  const random = createRandom(7);
  const values = Array.from({ length: 60_000 }, () => draw(random));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, coefficientOfVariation: Math.sqrt(variance) / mean, least: Math.min(...values) };
}

describe('seeded randomness', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed));
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
  });

  it('stays from 0 up to, but below, 1, evenly', () => {
    const random = createRandom(3);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 100_000; draw += 1) {
      const tenth = Math.floor(random() * 10);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    expect(counts).toHaveLength(10);
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});

describe('drawn durations', () => {
  it('have the mean of an exponential, which is as wide as its mean', () => {
    const { mean, coefficientOfVariation, least } = moments((random) => exponential(random, 180));
    expect(mean / 180).toBeCloseTo(1, 1);
    expect(coefficientOfVariation).toBeCloseTo(1, 1);
    expect(least).toBeGreaterThanOrEqual(0);
  });

  it.each([0.3, 0.8, 1.5])('have the mean and the width asked of a lognormal (%d)', (width) => {
    const drawn = moments((random) => lognormal(random, { mean: 240, coefficientOfVariation: width }));
    expect(drawn.mean / 240).toBeCloseTo(1, 1);
    expect(drawn.coefficientOfVariation / width).toBeCloseTo(1, 1);
    expect(drawn.least).toBeGreaterThan(0);
  });

  it('are all the same for a lognormal without width', () => {
    expect(lognormal(createRandom(1), { mean: 60, coefficientOfVariation: 0 })).toBeCloseTo(60, 9);
  });
});

describe('SIDs', () => {
  it("look like Twilio's, never repeat, and repeat the run for the same seed", () => {
    const make = (seed: number) =>
      Array.from(
        { length: 1000 },
        (
          (maker) => () =>
            maker('WT')
        )(createSidMaker(seed)),
      );
    const sids = make(5);
    for (const sid of sids) expect(sid).toMatch(/^WT[0-9a-f]{32}$/);
    expect(new Set(sids).size).toBe(1000);
    expect(make(5)).toEqual(sids);
    expect(make(6)).not.toEqual(sids);
  });
});
