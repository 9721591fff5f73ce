import { checkPolicy } from '../../../config/check-policy.ts';
import { clearOverride, type OperatorOverride, setOverride } from '../../../lambdas/domain/operator-override.ts';
import type { Configuration, QueuePolicy } from '../../../lambdas/domain/queue-config.ts';
import { queueNow } from '../../../lambdas/domain/queue-now.ts';
import type { QueueState } from '../../../lambdas/domain/queue-snapshot.ts';
import { waitEstimators } from '../../../lambdas/domain/wait/estimators.ts';
import type { VirtualClock } from '../../world/clock/clock.ts';
import type { QueueFloor } from '../../world/floors/queue-floor.ts';
import { BadInput } from './input.ts';
import { floorOf } from './queues.ts';

export interface PolicyControls {
  clock: VirtualClock;
  configuration: Configuration;
  floors: ReadonlyMap<string, QueueFloor>;
  policies: {
    readNow(queue: string): Promise<QueueState>;
    putOperator(queue: string, override: OperatorOverride): Promise<void>;
  };
}

/** An override is forgotten after a day. */
const LASTS_MS = 24 * 60 * 60 * 1000;

/** The policy as configured, as it is now, and what to write into the configuration to keep it. */
export async function showPolicy(controls: PolicyControls, name: string) {
  const { queue } = floorOf(controls.floors, name);
  const nowMs = controls.clock.nowMs();
  const state = await controls.policies.readNow(queue.name);
  const { operator } = state;
  const override = operator && nowMs < operator.untilMs ? operator.policy : {};
  return {
    queue: queue.name,
    configured: queue.policy,
    override,
    effective: queueNow(queue, state, nowMs).policy,
    estimators: Object.keys(waitEstimators),
    fragment: { name: queue.name, policy: override },
  };
}

export type PolicyAnswer = Awaited<ReturnType<typeof showPolicy>>;

/** Any fields of the queue's policy override the configured ones from now on; an empty object ends that. */
export async function changePolicy(controls: PolicyControls, name: string, body: object) {
  const { queue } = floorOf(controls.floors, name);
  const nowMs = controls.clock.nowMs();
  const policy = readOverride(controls.configuration, queue.name, body);
  const { operator } = await controls.policies.readNow(queue.name);
  const order = { by: 'console', why: 'tried in the console' };
  const cleared = clearOverride(operator, order, nowMs);
  const isSet = Object.keys(policy).length > 0;
  const override = isSet ? setOverride(cleared, { ...order, policy, untilMs: nowMs + LASTS_MS }, nowMs) : cleared;
  await controls.policies.putOperator(queue.name, override);
  return showPolicy(controls, name);
}

/** Checked as the configuration itself would be with these fields in it. */
export function readOverride(configuration: Configuration, queueName: string, body: object): Partial<QueuePolicy> {
  const reading = checkPolicy(configuration, queueName, body);
  if (!reading.ok) throw new BadInput(reading.problems.join('; '), 'See "effective" for what a policy looks like.');
  return reading.policy;
}
