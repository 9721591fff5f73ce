import type { Configuration, QueueConfig } from '../domain/queue-config.ts';
import { ownerName } from './ownership.ts';
import { registry, type WantedResources } from './resources/registry.ts';
import type { StackOutputs } from './stack-outputs.ts';

/** Everything of the Twilio account that this stage is about. An empty one wants nothing, and so removes what there is. */
export interface DesiredTwilio extends WantedResources {
  owner: string;
  /** Where this stage's webhooks are. */
  origin: string;
  takeOver: readonly string[];
  queues: readonly Pick<QueueConfig, 'name' | 'formerNames'>[];
}

export function desiredTwilio(configuration: Configuration, outputs: StackOutputs): DesiredTwilio {
  const { takeOver } = configuration.twilio;
  const queues = configuration.queues.map(({ name, formerNames }) => ({ name, formerNames }));
  const wanted = registry.map(([name, kind]) => [name, kind.wanted(configuration, outputs)]);
  return { owner: ownerName(outputs.stage), origin: outputs.apiUrl, takeOver, queues, ...Object.fromEntries(wanted) };
}

/** What is left to want when the stack goes. */
export function nothingDesired({ stage, apiUrl }: StackOutputs): DesiredTwilio {
  const wanted = registry.map(([name]) => [name, []]);
  return { owner: ownerName(stage), origin: apiUrl, takeOver: [], queues: [], ...Object.fromEntries(wanted) };
}

export function isEmpty(desired: DesiredTwilio): boolean {
  return registry.every(([name]) => desired[name].length === 0);
}
