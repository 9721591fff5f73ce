import type { DesiredTwilio } from './desired-state.ts';
import type { QueueNames } from './memory.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A callback that was promised for a certain day may be this far ahead; after that a former name says nothing any more. */
const KEPT_DAYS = 30;

interface Present {
  desired: Pick<DesiredTwilio, 'queues'>;
  nowMs(): number;
}

/** Callbacks may be open under each name that a deploy has used: one that vanishes would orphan them. */
export function orphanedNames(known: QueueNames, { desired, nowMs }: Present): string[] {
  const kept = new Set(desired.queues.flatMap(({ name, formerNames }) => [name, ...formerNames]));
  return Object.entries(known)
    .filter(([name, since]) => !kept.has(name) && !isPast(since, nowMs()))
    .map(
      ([name]) =>
        `callbacks may be open under the queue name "${name}", which is gone: write it into formerNames of the queue that answers ` +
        `for them, and leave it there for ${KEPT_DAYS} days`,
    );
}

/** What the next deploy must know. A name that has come back into use is no former one. */
export function namesAfter(known: QueueNames, { desired, nowMs }: Present): QueueNames {
  const formerNames = desired.queues.flatMap((queue) => queue.formerNames);
  return {
    ...Object.fromEntries(formerNames.map((name) => [name, sinceOf(known[name]) ?? nowMs()])),
    ...Object.fromEntries(desired.queues.map(({ name }) => [name, 'in use' as const])),
  };
}

function sinceOf(since: QueueNames[string] | undefined): number | undefined {
  return since === 'in use' ? undefined : since;
}

function isPast(since: QueueNames[string], nowMs: number): boolean {
  return since !== 'in use' && nowMs - since > KEPT_DAYS * DAY_MS;
}
