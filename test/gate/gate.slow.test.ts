import { describe, expect, it } from '@jest/globals';
import { countForged, countGenuine, emptyCensus } from './census.ts';
import { forgers, mayPass } from './forged.ts';

/* A fixed sample of what `npm run test:gate` counts in full. */

describe('T1: the gate', () => {
  it('refuses none of 2,400 genuine webhooks, half of them by SHA-256', async () => {
    const census = emptyCensus();
    await countGenuine(census, 0, 2400);
    expect(census.refused).toEqual([]);
    expect(census.bySha256 / census.genuine).toBeCloseTo(0.5, 1);
    expect(census.repeating).toBeGreaterThan(500);
  }, 60_000);

  it('lets no forged one of 6,000 have another effect than the genuine one', async () => {
    const census = emptyCensus();
    await countForged(census, 0, 6000);
    expect(census.harmful).toEqual([]);
    expect(Object.keys(census.forged).sort()).toEqual(Object.keys(forgers).sort());
    const letIn = Object.entries(census.forged).filter((kind) => kind[1].letIn > 0);
    expect(letIn.map(([kind]) => kind).sort()).toEqual([...mayPass].sort());
    expect(Object.keys(census.readOtherwise)).not.toEqual([]);
  }, 120_000);
});
