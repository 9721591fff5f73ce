import * as v from 'valibot';
import { queueNow } from '../../../lambdas/domain/queue-now.ts';
import { type CallerHabits, callersAt, randomArrivals } from '../comparison/callers.ts';
import { type ComparedPolicy, type ComparisonOptions, usualPolicies } from '../comparison/comparison.ts';
import type { History } from '../server/history.ts';
import { BadInput, numberField, oneOfField, optional, readFields, textField, wholeNumberField } from './input.ts';
import { readOwnDay } from './own-calls.ts';
import { type PolicyControls, readOverride } from './policy.ts';
import { floorOf } from './queues.ts';

export interface ComparisonControls extends PolicyControls {
  history: History;
}

/** More calls, over all days together, would take too long to compute for a page. */
const MOST_CALLS = 300_000;

/** Wrap-up after a conversation in the local contact centre. */
const WRAP_UP_SECONDS = 5;

const defaults = { minutes: 60, patienceSeconds: 600, seed: 1, seeds: 5, arrivals: 'random' } as const;

const policies = v.config(
  v.pipe(v.array(v.strictObject({ name: v.string(), policy: v.looseObject({}) })), v.maxLength(5)),
  {
    message: 'Write at most five, such as [{"name": "Earlier", "policy": {"thresholdSeconds": 60}}].',
  },
);

const fields = optional({
  queue: textField(/^.+$/, 'Write the name of a queue.'),
  agents: wholeNumberField(1, 500),
  handleSeconds: numberField(1, 24 * 60 * 60),
  callsPerMinute: numberField(0, 600),
  acceptShare: numberField(0, 1),
  minutes: wholeNumberField(1, 24 * 60),
  patienceSeconds: numberField(1, 24 * 60 * 60),
  seed: wholeNumberField(0, 1_000_000),
  seeds: wholeNumberField(1, 20),
  arrivals: oneOfField(['random', 'recorded', 'file']),
  file: v.config(v.looseObject({}), { message: 'Write what POST /control/own-calls takes.' }),
  policies,
});

/** What is to be played. What is not given is taken from the queue as it is now, its policy included. */
export async function planComparison(controls: ComparisonControls, body: object) {
  const { queue: name, policies: further = [], file, ...given } = readFields(body, fields);
  const { queue, conditions } = floorOf(controls.floors, name ?? [...controls.floors.keys()][0]);
  const assumptions = { ...defaults, ...conditions, ...given, queue: queue.name };
  const { policy } = queueNow(queue, await controls.policies.readNow(queue.name), controls.clock.nowMs());
  const columns: ComparedPolicy[] = [
    ...usualPolicies(policy),
    ...further.map((column) => ({
      name: column.name,
      policy: { ...queue.policy, ...readOverride(controls.configuration, queue.name, column.policy) },
    })),
  ];
  const own = assumptions.arrivals === 'file' ? readOwnDay(controls, file ?? {}, assumptions) : undefined;
  const options: ComparisonOptions = {
    queue,
    policies: columns,
    seeds: Array.from({ length: assumptions.seeds }, (_, index) => assumptions.seed + index),
    // A handle time of the past holds the wrap-up.
    ...(own ? { staff: own.staff, callersOf: own.callersOf, wrapUpSeconds: 0 } : assumedDay(controls, assumptions)),
  };
  const calls = own?.facts.calls ?? assumptions.callsPerMinute * assumptions.minutes;
  if (calls * assumptions.seeds * columns.length > MOST_CALLS) {
    throw new BadInput(
      `That is more than ${MOST_CALLS} calls over all days together.`,
      'Compare a shorter time, fewer calls per minute, or fewer days ("seeds").',
    );
  }
  return { assumptions, ownCalls: own?.facts, options };
}

export type PlannedComparison = Awaited<ReturnType<typeof planComparison>>;

type Assumptions = { arrivals: 'random' | 'recorded' | 'file'; queue: string } & CallerHabits &
  Record<'agents' | 'callsPerMinute' | 'minutes', number>;

function assumedDay(controls: ComparisonControls, assumptions: Assumptions) {
  const recorded = assumptions.arrivals === 'recorded' ? recordedArrivals(controls, assumptions) : undefined;
  return {
    staff: [{ atMs: 0, agents: Math.max(1, assumptions.agents) }],
    wrapUpSeconds: WRAP_UP_SECONDS,
    callersOf: (seed: number) => callersAt(recorded ?? randomArrivals({ ...assumptions, seed }), assumptions, seed),
  };
}

function recordedArrivals({ history, clock }: ComparisonControls, { queue, minutes }: Assumptions): number[] {
  const startMs = clock.nowMs() - minutes * 60_000;
  const recorded = history.arrivals.since(queue, startMs).map((atMs) => atMs - startMs);
  if (recorded.length > 0) return recorded;
  throw new BadInput(`Nobody has called queue "${queue}" in that time.`, 'Let calls come first, or use "random".', 409);
}
