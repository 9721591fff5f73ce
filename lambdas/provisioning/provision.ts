import type { Configuration } from '../domain/queue-config.ts';
import { beforeDeadline, type Deadline } from './deadline.ts';
import { desiredTwilio, nothingDesired } from './desired-state.ts';
import type { Memory } from './memory.ts';
import { PlanRefused, reconcile } from './reconcile.ts';
import type { StackOutputs } from './stack-outputs.ts';
import type { TwilioClient } from './twilio-client.ts';
import { describeFailure } from './twilio-failures.ts';

/** A request of CloudFormation about the custom resource, as far as it is looked at. */
export interface ProvisionRequest {
  RequestType: 'Create' | 'Update' | 'Delete';
  PhysicalResourceId?: string;
  ResourceProperties: Record<string, unknown>;
}

export interface ProvisionOutcome {
  status: 'SUCCESS' | 'FAILED';
  /** For the person who deploys; CloudFormation shows it beside the resource. */
  reason: string;
  physicalResourceId: string;
}

export interface ProvisionServices {
  configuration: Configuration;
  memory: Memory;
  /** Rejects when the secret cannot be read. */
  twilio(): Promise<TwilioClient>;
  deadline: Pick<Deadline, 'pause' | 'remainingMs'>;
  nowMs(): number;
}

/**
 * Does what CloudFormation asks, and neither rejects nor outlasts the deadline: a stack that gets no answer hangs for an hour.
 *
 * A deletion that has nothing to give back asks Twilio nothing, so a first deploy that failed for a wrong token rolls back
 * although the token is still wrong.
 */
export async function provision(request: ProvisionRequest, services: ProvisionServices): Promise<ProvisionOutcome> {
  const { configuration } = services;
  const outputs = readOutputs(request.ResourceProperties);
  const own = `callback-${outputs.stage} in ${configuration.accountSid}`;
  const physicalResourceId = request.PhysicalResourceId ?? own;
  try {
    if (request.RequestType === 'Update' && physicalResourceId !== own) throw new Error(movedAccount(configuration));
    const changes = await beforeDeadline(services.deadline, run(request, outputs, services));
    const reason = `${changes} ${changes === 1 ? 'change' : 'changes'} made in Twilio`;
    return { status: 'SUCCESS', reason, physicalResourceId };
  } catch (error) {
    return { status: 'FAILED', reason: reasonOf(error), physicalResourceId };
  }
}

async function run({ RequestType }: ProvisionRequest, outputs: StackOutputs, services: ProvisionServices) {
  const { configuration, memory, deadline } = services;
  const isDeletion = RequestType === 'Delete';
  if (isDeletion && !(await memory.begun())) return 0;
  const desired = isDeletion ? nothingDesired(outputs) : desiredTwilio(configuration, outputs);
  const { nowMs } = services;
  return reconcile({ twilio: await services.twilio(), memory, desired, nowMs, pause: deadline.pause });
}

function readOutputs(properties: Record<string, unknown>): StackOutputs {
  const text = (name: string) => String(properties[name] ?? '');
  return { apiUrl: text('apiUrl'), fallbackUrl: text('fallbackUrl'), stage: text('stage') };
}

function movedAccount({ accountSid }: Configuration): string {
  return `this stack belongs to another Twilio account than ${accountSid}: deploy the other account as a stage of its own`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof PlanRefused)) return describeFailure(error);
  return `Twilio was left as it is: ${error.refusals.join('; ')}. See npm run twilio:plan.`;
}
