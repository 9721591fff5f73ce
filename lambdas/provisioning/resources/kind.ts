import type { Configuration } from '../../domain/queue-config.ts';
import type { Change } from '../change.ts';
import type { Check } from '../finding.ts';
import type { Memory } from '../memory.ts';
import type { Ownership } from '../ownership.ts';
import type { StackOutputs } from '../stack-outputs.ts';
import type { TwilioClient } from '../twilio-client.ts';

/** Of one kind, what is to be and what there is. Creating a resource adds it to what is found. */
export interface Resources<Wanted, Found> {
  wanted: readonly Wanted[];
  found: Found[];
}

interface Reading<Wanted, Others> {
  twilio: TwilioClient;
  ownership: Ownership;
  wanted: readonly Wanted[];
  /** The kinds that stand before this one in the registry. */
  others: Others;
}

export interface Planning<Wanted, Found, Others> extends Reading<Wanted, Others> {
  found: Found[];
  memory: Memory;
}

export interface KindPlan {
  /** Why nothing may be changed, each with what to do about it. */
  refusals?: readonly string[];
  /** What is created and updated, after all that stands before this kind in the registry. */
  build?: readonly Change[];
  /** What is deleted and given back, before all that stands before this kind in the registry. */
  takeDown?: readonly Change[];
}

/**
 * All that there is to say about one kind of Twilio resource. `Others` are the kinds that it looks at besides, which the
 * registry must have; `wanted` is empty when the stack goes, and so removes what there is.
 */
export interface ResourceKind<Wanted, Found, Others = unknown> {
  wanted(configuration: Configuration, outputs: StackOutputs): readonly Wanted[];
  /** Reads only; what others share is read once. */
  read(reading: Reading<Wanted, Others>): Promise<Found[]>;
  /** The way from what is to what is wanted. The same state twice gives no changes the second time. */
  plan(planning: Planning<Wanted, Found, Others>): KindPlan;
  /** What the doctor looks at. */
  checks: readonly Check<Resources<Wanted, Found> & { others: Others }>[];
}

/** One after the other: a deploy is in no hurry, and Twilio limits how much an account may ask at once. */
export async function each<T, R>(items: readonly T[], read: (item: T) => Promise<R | undefined>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    const result = await read(item);
    if (result !== undefined) results.push(result);
  }
  return results;
}

export function known<T>(resource: T | undefined): T {
  if (resource === undefined)
    throw new Error('a change needs what a later one creates: the plan is in the wrong order');
  return resource;
}
