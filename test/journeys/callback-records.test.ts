import { describe, expect, it } from '@jest/globals';
import { DynamoCallbackRecords } from '../../lambdas/adapters/dynamo-callback-records.ts';
import { CallbackJourney, happenings } from '../support/callback-journey.ts';
import { MemoryCallbackRecords } from '../support/memory-callback-records.ts';
import { fc } from '../support/properties.ts';
import { TABLE, useTable } from '../support/table.ts';

const table = useTable();

describe('ten thousand random lives of callbacks, with repeats, disorder and samples that break off', () => {
  it('go only where they may, lose only what was confirmed, and lose nothing silently', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, async (journey) => {
        const life = new CallbackJourney(new MemoryCallbackRecords());
        await life.run(journey);
        const [truth, listed] = await life.openCounts();
        expect(listed).toBe(truth);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);
});

describe('forty of them in the real table', () => {
  it('go the same way', async () => {
    let lives = 0;
    await fc.assert(
      fc.asyncProperty(happenings, async (journey) => {
        const queue = `life-${lives++}`;
        const inMemory = new CallbackJourney(new MemoryCallbackRecords(), queue);
        const inTable = new CallbackJourney(new DynamoCallbackRecords(table.client, TABLE), queue);
        await inMemory.run(journey);
        await inTable.run(journey);
        expect(await inTable.records()).toEqual(await inMemory.records());
        expect(await inTable.openCounts()).toEqual(await inMemory.openCounts());
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
