import { queueNow } from '../../../lambdas/domain/queue-now.ts';
import { callersAt, randomArrivals } from '../comparison/callers.ts';
import { compareCallbacks } from '../comparison/comparison.ts';
import type { History } from '../server/history.ts';
import { BadInput, numberField, oneOfField, optional, readFields, textField, wholeNumberField } from './input.ts';
import type { PolicyControls } from './policy.ts';
import { floorOf } from './queues.ts';

export interface ComparisonControls extends PolicyControls {
  history: History;
}

/** More calls would take too long to compute for a page. */
const MOST_CALLS = 20_000;

const defaults = { minutes: 60, patienceSeconds: 600, seed: 1, arrivals: 'random' } as const;

const fields = optional({
  queue: textField(/^.+$/, 'Write the name of a queue.'),
  agents: wholeNumberField(1, 500),
  handleSeconds: numberField(1, 24 * 60 * 60),
  callsPerMinute: numberField(0, 600),
  acceptShare: numberField(0, 1),
  minutes: wholeNumberField(1, 24 * 60),
  patienceSeconds: numberField(1, 24 * 60 * 60),
  seed: wholeNumberField(0, 1_000_000),
  arrivals: oneOfField(['random', 'recorded']),
});

/** What is not given is taken from the queue as it is now, its policy included. */
export async function compare(controls: ComparisonControls, body: object) {
  const { queue: name, ...given } = readFields(body, fields);
  const { queue, conditions } = floorOf(controls.floors, name ?? [...controls.floors.keys()][0]);
  const assumptions = { ...defaults, ...conditions, ...given, queue: queue.name };
  const arrivals = arrivalsOf(controls, assumptions);
  const { policy } = queueNow(queue, await controls.policies.readNow(queue.name), controls.clock.nowMs());
  const comparison = compareCallbacks({
    queue: { ...queue, policy },
    agents: Math.max(1, assumptions.agents),
    callers: callersAt(arrivals, assumptions),
    seed: assumptions.seed,
  });
  return { assumptions, ...comparison };
}

export type ComparisonAnswer = Awaited<ReturnType<typeof compare>>;

type Assumptions = { arrivals: 'random' | 'recorded'; queue: string } & Record<
  'seed' | 'callsPerMinute' | 'minutes',
  number
>;

function arrivalsOf({ history, clock }: ComparisonControls, assumptions: Assumptions): number[] {
  const { arrivals, queue, callsPerMinute, minutes } = assumptions;
  if (callsPerMinute * minutes > MOST_CALLS) {
    throw new BadInput(`That is more than ${MOST_CALLS} calls.`, 'Compare a shorter time or fewer calls per minute.');
  }
  if (arrivals === 'random') return randomArrivals(assumptions);
  const startMs = clock.nowMs() - minutes * 60_000;
  const recorded = history.arrivals.since(queue, startMs).map((atMs) => atMs - startMs);
  if (recorded.length > 0) return recorded;
  throw new BadInput(`Nobody has called queue "${queue}" in that time.`, 'Let calls come first, or use "random".', 409);
}
