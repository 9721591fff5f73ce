import { expect, it } from '@jest/globals';
import { fc, SEED } from '../support/properties.ts';
import { CallbackLife } from './callback-life.ts';
import { lifePlans } from './life-plans.ts';

/** `LIVES=10000 npm run test:lives` plays as many; `SEED=2` others. */
const lives = Number(process.env['LIVES'] ?? 60);

it(`${lives} random lives of callbacks, with reports of every kind lost, repeated, late and out of order, samplers that die or overlap and a deploy in the middle, lose only what nobody answered`, async () => {
  if (lives > 1000) console.log(`seed ${SEED}, ${lives} lives`);
  const happened = { answered: 0, lost: 0, caughtUp: 0 };
  await fc.assert(
    fc.asyncProperty(lifePlans, async (plan) => {
      const life = await new CallbackLife(plan).play();
      for (const name of ['answered', 'lost', 'caughtUp'] as const) happened[name] += life[name];
    }),
    { numRuns: lives },
  );
  if (lives > 1000) console.log(JSON.stringify(happened));
  for (const count of Object.values(happened)) expect(count).toBeGreaterThan(lives / 10);
}, 3_600_000);
