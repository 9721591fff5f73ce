import type { Configuration } from '../../../lambdas/domain/queue-config.ts';
import { desiredTwilio, nothingDesired } from '../../../lambdas/provisioning/desired-state.ts';
import { PlanRefused, reconcile } from '../../../lambdas/provisioning/reconcile.ts';
import { connectTwilio } from '../../../lambdas/provisioning/twilio-client.ts';
import { startAccountServer } from '../../../local/twilio/rest/account-server.ts';
import type { Rows } from '../../../local/twilio/rest/rows.ts';
import { ACCOUNT_SID, AUTH_TOKEN, NOON_MS } from '../../support/builders.ts';
import { SteadyMemory } from '../simulated-account.ts';

/** A stack that may be deployed into the one AWS account and the one Twilio account that there are. */
export interface Place {
  stage: string;
  region: string;
  configuration: Configuration;
  /** The same with a number of another stage, and the word to take it over. */
  taking: Configuration;
}

export interface LiveStack {
  stage: string;
  region: string;
  apiUrl: string;
  tableName: string;
  configuration: Configuration;
  memory: SteadyMemory;
}

/** What there is after some steps. */
export interface World {
  rows: Rows;
  /** By stage and region. */
  live: ReadonlyMap<string, LiveStack>;
  /** How many stacks were ever begun: each has an address and a table that none had before. */
  begun: number;
}

export type Step = 'deploy' | 'take over' | 'override' | 'upgrade' | 'destroy';

export const keyOf = ({ stage, region }: Pick<Place, 'stage' | 'region'>) => `${stage} in ${region}`;

/** The steps that somebody can take: what is deployed cannot be deployed anew, and a number is taken over once. */
export function stepsAt(world: World, place: Place): readonly Step[] {
  const stack = world.live.get(keyOf(place));
  if (!stack) return ['deploy'];
  const steps: readonly Step[] = ['override', 'upgrade', 'destroy'];
  return stack.configuration === place.taking ? steps : ['take over', ...steps];
}

/** The world after a deploy of whatever kind, or a deletion, and why Twilio was left as it was, if it was. */
export async function after(
  before: World,
  place: Place,
  step: Exclude<Step, 'override'>,
): Promise<{ world: World; stack: LiveStack; refusals: readonly string[] }> {
  const rows = before.rows.copy();
  const known = before.live.get(keyOf(place));
  const begun = before.begun + (known ? 0 : 1);
  const stack: LiveStack = {
    ...{ stage: place.stage, region: place.region },
    apiUrl: `https://api-${begun}.example.com`,
    tableName: `callback-${place.stage}-StateTable-${begun}`,
    ...known,
    configuration: step === 'take over' ? place.taking : (known?.configuration ?? place.configuration),
    memory: known?.memory.copy() ?? new SteadyMemory(),
  };
  const refusals = await provisioned(rows, stack, step);
  const live = new Map(before.live);
  if (step === 'destroy') live.delete(keyOf(place));
  else if (refusals.length === 0) live.set(keyOf(place), stack);
  return { world: { rows, live, begun }, stack, refusals };
}

async function provisioned(rows: Rows, stack: LiveStack, step: Step): Promise<readonly string[]> {
  const { stage, apiUrl, configuration, memory } = stack;
  const outputs = { stage, apiUrl, fallbackUrl: apiUrl.replace('api', 'fallback') };
  const desired = step === 'destroy' ? nothingDesired(outputs) : desiredTwilio(configuration, outputs);
  const account = await startAccountServer({ accountSid: ACCOUNT_SID, authToken: () => AUTH_TOKEN, rows });
  const deadline = { check: () => undefined, pause: async () => undefined };
  const access = {
    ...{ accountSid: ACCOUNT_SID, taskRouterOrigin: account.origin, region: configuration.twilio.region, deadline },
    credential: { user: ACCOUNT_SID, password: AUTH_TOKEN },
  };
  try {
    await reconcile({ twilio: connectTwilio(access), memory, desired, nowMs: () => NOON_MS, pause: deadline.pause });
    return [];
  } catch (error) {
    if (error instanceof PlanRefused) return error.refusals;
    throw error;
  } finally {
    await account.stop();
  }
}
