import { describe, expect, it } from '@jest/globals';
import { type CallbackTransition, newCallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import { alice, NOON_MS } from '../support/builders.ts';
import { MemoryCallbackRecords } from '../support/memory-callback-records.ts';
import { fc } from '../support/properties.ts';

const journey = ['transferred', 'registered', 'returned', 'answered', 'refused'] as const;

/** Moves a new record by these events, each as often as given; returns where it ends and how often each had an effect. */
async function play(events: readonly CallbackTransition[]) {
  const records = new MemoryCallbackRecords();
  const keys = { caller: alice, queue: 'support', callSid: 'CA-1' };
  await records.request(newCallbackRecord({ ...keys, quotedWaitSeconds: 300 }, NOON_MS), NOON_MS);
  const effects = new Map<CallbackTransition, number>();
  for (const to of events) {
    const moved = await records.move({ ...keys, to, nowMs: NOON_MS, returnCallSid: 'CA-r', dueAtMs: NOON_MS });
    if (moved) effects.set(to, (effects.get(to) ?? 0) + 1);
  }
  return { status: (await records.find(alice, 'support'))?.status, effects };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

describe('the events of a callback that is kept, with a report of failure among them', () => {
  it('end as answered in all 120 orders, unless the failure came first and nothing of Mindful after it', async () => {
    const orders = permutations(journey);
    expect(orders).toHaveLength(120);
    for (const order of orders) {
      const { status, effects } = await play(order);
      // A refusal that arrives before anything else is overruled by Mindful's confirmation, and by nothing less.
      const refused = effects.has('refused');
      const confirmedLater = order.indexOf('registered') > order.indexOf('refused');
      const answeredLater = order.indexOf('answered') > order.indexOf('registered');
      const expected = !refused ? 'answered' : confirmedLater ? (answeredLater ? 'answered' : undefined) : 'refused';
      if (expected) expect([order.join(), status]).toEqual([order.join(), expected]);
      else expect(['registered', 'returned']).toContain(status);
      for (const count of effects.values()) expect(count).toBe(1);
    }
  });

  it('have each one effect at most, in ten thousand orders with each event one to ten times', async () => {
    const repeated = fc
      .tuple(...journey.map((event) => fc.integer({ min: 1, max: 10 }).map((times) => Array(times).fill(event))))
      .chain((groups) =>
        fc.shuffledSubarray(groups.flat() as CallbackTransition[], { minLength: groups.flat().length }),
      );
    await fc.assert(
      fc.asyncProperty(repeated, async (events) => {
        const { effects } = await play(events);
        for (const count of effects.values()) expect(count).toBe(1);
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);
});
