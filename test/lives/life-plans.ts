import { fc } from '../support/properties.ts';
import type { CustomerPlan, Fate, LifePlan, SamplerFate } from './callback-life.ts';

const fate = fc.constantFrom<Fate>('comes', 'lost', 'twice', 'late');

const customer: fc.Arbitrary<CustomerPlan> = fc.record({
  callsAfterSeconds: fc.integer({ min: 240, max: 1200 }),
  mindful: fc.constantFrom('calls back', 'calls back', 'forgets', 'refuses'),
  calledAfterDueSeconds: fc.integer({ min: 0, max: 300 }),
  hangsUpFirst: fc.boolean(),
  holdsSeconds: fc.integer({ min: 3, max: 200 }),
  byFallback: fc.integer({ min: 0, max: 9 }).map((tenth) => tenth === 0),
  transferResultLost: fc.integer({ min: 0, max: 9 }).map((tenth) => tenth === 0),
  fates: fc.array(fate, { minLength: 3, maxLength: 9 }),
  lateSeconds: fc.integer({ min: 20, max: 900 }),
});

export const lifePlans: fc.Arbitrary<LifePlan> = fc.record({
  customers: fc.array(customer, { minLength: 1, maxLength: 2 }),
  samplers: fc.array(fc.constantFrom<SamplerFate>('runs', 'runs', 'runs', 'skipped', 'overlaps', 'dies'), {
    minLength: 5,
    maxLength: 17,
  }),
  diesAfterSteps: fc.integer({ min: 0, max: 12 }),
  overlapTicks: fc.integer({ min: 0, max: 60 }),
  asksMindful: fc.boolean(),
  deploy: fc.record({ atMinute: fc.integer({ min: 4, max: 60 }), renames: fc.boolean() }),
});
