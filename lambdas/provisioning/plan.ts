import type { Change } from './change.ts';
import { type DesiredTwilio, isEmpty } from './desired-state.ts';
import type { Memory } from './memory.ts';
import type { Ownership } from './ownership.ts';
import { orphanedNames } from './queue-names.ts';
import type { KindPlan } from './resources/kind.ts';
import { type AllResources, registry } from './resources/registry.ts';
import type { TwilioClient } from './twilio-client.ts';
import { askTwilio } from './twilio-failures.ts';

/** What the account holds of all that a plan looks at. */
export interface ActualTwilio {
  ownership: Ownership;
  resources: AllResources;
}

export interface Plan {
  changes: readonly Change[];
  /** Why nothing may be changed, each with what to do about it. */
  refusals: readonly string[];
}

export interface AccountAccess {
  twilio: TwilioClient;
  memory: Memory;
  desired: DesiredTwilio;
}

export interface PlanAccess extends AccountAccess {
  nowMs(): number;
}

/** Reads only. */
export async function observeTwilio({ twilio, memory, desired }: AccountAccess): Promise<ActualTwilio> {
  const { owner, takeOver } = desired;
  const remembered = await memory.recall();
  const begun = await memory.begun();
  const origins = new Set([desired.origin, ...(await memory.origins())]);
  const ownership = { owner, takeOver, remembered, begun, origins };
  const read: Partial<Record<keyof AllResources, unknown>> = {};
  const others = read as AllResources;
  for (const [name, kind] of registry) {
    const wanted = desired[name];
    read[name] = { wanted, found: await askTwilio(() => kind.read({ twilio, ownership, wanted, others })) };
  }
  return { ownership, resources: others };
}

/** The way from what is to what is wanted. The same state twice gives no changes the second time. */
export async function readPlan(access: PlanAccess): Promise<Plan> {
  const { ownership, resources } = await observeTwilio(access);
  const orphaned = isEmpty(access.desired) ? [] : orphanedNames(await access.memory.queueNames(), access);
  const plans = registry.map(([name, kind]): KindPlan => {
    return kind.plan({ ...access, ownership, ...resources[name], others: resources });
  });
  return {
    changes: [
      ...plans.flatMap(({ build = [] }) => build),
      ...plans.toReversed().flatMap(({ takeDown = [] }) => takeDown),
    ],
    refusals: [...plans.flatMap(({ refusals = [] }) => refusals), ...orphaned],
  };
}
