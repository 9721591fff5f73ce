import type { Change } from './change.ts';
import { isEmpty } from './desired-state.ts';
import { type PlanAccess, readPlan } from './plan.ts';
import { namesAfter } from './queue-names.ts';
import { TwilioFailure } from './twilio-failures.ts';

export interface ReconcileOptions extends PlanAccess {
  /** Hears of each change after it is made. */
  onChange?(change: Change): void;
  /** Resolves after a pause, or rejects when there is no time left for another round. */
  pause(round: number): Promise<void>;
}

/** Nothing was changed, for reasons that a person has to clear up. */
export class PlanRefused extends Error {
  override readonly name = 'PlanRefused';
  readonly refusals: readonly string[];

  constructor(refusals: readonly string[]) {
    super(refusals.join('; '));
    this.refusals = refusals;
  }
}

/** So many times the account is looked at anew after an answer that left open whether a change was made. */
const MOST_ROUNDS = 4;

/**
 * Brings the account to the desired state and returns the number of changes. It may be interrupted anywhere and run again:
 * each round starts from what the account really holds, and what must not be forgotten is written before it is changed.
 */
export async function reconcile(options: ReconcileOptions): Promise<number> {
  const { memory, desired } = options;
  if (isEmpty(desired) && !(await memory.begun())) return 0;
  for (let round = 1, made = 0; ; round += 1) {
    try {
      made += await runRound(options);
      if (isEmpty(desired)) await memory.end();
      else await memory.rememberQueueNames(namesAfter(await memory.queueNames(), options));
      return made;
    } catch (error) {
      if (!(error instanceof TwilioFailure && error.unclear) || round === MOST_ROUNDS) throw error;
      await options.pause(round);
    }
  }
}

async function runRound(options: ReconcileOptions): Promise<number> {
  const { memory, desired, onChange } = options;
  const { changes, refusals } = await readPlan(options);
  if (refusals.length > 0) throw new PlanRefused(refusals);
  if (changes.length > 0 || (await memory.begun())) await memory.begin(desired.origin);
  for (const change of changes) {
    await change.apply();
    onChange?.(change);
  }
  return changes.length;
}
