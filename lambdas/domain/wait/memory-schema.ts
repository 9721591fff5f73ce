import * as v from 'valibot';
import { count, epochMs, readAs } from '../document.ts';
import { type CallbackReturns, nothingLearned, RETURN_CELLS, WATCHED } from './callback-returns.ts';
import { noPromises, type Promises } from './promises.ts';
import type { QueueMemory } from './queue-memory.ts';
import { QUARTERS_OF_WEEK, type RosterMemory } from './roster-memory.ts';

/** No sum of a real floor comes near this. */
const ABSURD = 1e10;

const sum = v.pipe(count, v.maxValue(ABSURD));
const share = v.pipe(count, v.maxValue(1));
/** Of many numbers each is looked at by hand: a schema for every one takes ten times as long. */
const sums = v.custom<number[]>((list) => Array.isArray(list) && list.every((value) => isUpTo(ABSURD, value)));
const cells = v.pipe(sums, v.length(RETURN_CELLS));

const returns = v.object({
  waiting: v.pipe(sums, v.maxLength(2 * WATCHED)),
  seconds: cells,
  returned: cells,
  expected: sum,
  surprise: sum,
  cameBack: sum,
} satisfies Record<keyof CallbackReturns, v.GenericSchema>);

const promises = v.object({
  people: sum,
  promisedSeconds: sum,
  estimatedSeconds: sum,
} satisfies Record<keyof Promises, v.GenericSchema>);

/** What the version before does not write is as at first; so is what is learned of callbacks, which that version has in other cells. */
const memory = v.object({
  atMs: epochMs,
  handledSeconds: sum,
  completed: sum,
  ringingSeconds: sum,
  accepted: sum,
  waitedSeconds: sum,
  canceled: sum,
  servingShare: share,
  prioritizedShare: v.optional(share, 0),
  usualAgents: sum,
  quarterSeconds: v.optional(sum, 0),
  quarterAgentSeconds: v.optional(sum, 0),
  returnedLately: sum,
  returns: v.fallback(returns, nothingLearned),
  promises: v.optional(promises, noPromises),
  forecastSeconds: sum,
} satisfies Record<keyof QueueMemory, v.GenericSchema>);

const quarters = v.pipe(
  v.custom<(number | null)[]>(
    (list) => Array.isArray(list) && list.every((agents) => agents === null || isUpTo(ABSURD, agents)),
  ),
  v.length(QUARTERS_OF_WEEK),
);

const roster = v.object({
  usual: quarters,
  last: quarters,
} satisfies Record<keyof RosterMemory, v.GenericSchema>);

function isUpTo(most: number, value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= most;
}

/** A memory that another version or a person has written counts as absent as a whole. */
export function readMemory(written: unknown): QueueMemory | undefined {
  return readAs(memory, written);
}

export function readRoster(written: unknown): RosterMemory | undefined {
  return readAs(roster, written);
}
