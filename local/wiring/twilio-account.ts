import type { Configuration, QueueConfig } from '../../lambdas/domain/queue-config.ts';
import { desiredTwilio } from '../../lambdas/provisioning/desired-state.ts';
import type { Settings } from '../../lambdas/provisioning/memory.ts';
import { fallbackOrigin } from '../aws/edge-function.ts';
import { domainName } from '../aws/gateway/payload-event.ts';
import { mindfulAddresses } from '../mindful/addresses.ts';
import type { TaskQueueOptions } from '../taskrouter/entities.ts';
import type { WorkflowOptions } from '../taskrouter/workflow.ts';
import type { ConfiguredNumber } from '../twilio/simulated-twilio.ts';
import type { SipDomain } from '../twilio/sip-domain.ts';
import type { WorkflowLine } from '../twilio/waiting-line.ts';

/** Where Twilio reaches the service, as its signatures cover it. */
export const serviceOrigin = `https://${domainName}`;

/** Where Mindful reaches Twilio. */
export const localSipDomain = 'local.sip.twilio.com';

/** What a deploy would have set up in Twilio for this configuration. */
export interface SimulatedAccount {
  numbers: ConfiguredNumber[];
  sipDomain: SipDomain;
  workflowLines: WorkflowLine[];
  taskQueues: TaskQueueOptions[];
  workflows: WorkflowOptions[];
  workspaceSid: string;
  eventCallbackUrl: string;
}

export function twilioAccount(configuration: Configuration): SimulatedAccount {
  const { queues } = configuration;
  const outputs = { apiUrl: serviceOrigin, fallbackUrl: fallbackOrigin, stage: 'local' };
  const { numbers, sipDomains, workspaces } = desiredTwilio(configuration, outputs);
  const taskQueues = unique(queues, ({ taskRouter }) => taskRouter.taskQueueSid);
  const workflows = unique(queues, ({ taskRouter }) => taskRouter.workflowSid);
  return {
    numbers: numbers.map(({ phoneNumber, settings }) => ({ phoneNumber, ...webhooks(settings) })),
    sipDomain: {
      sid: `SD${'0'.repeat(31)}1`,
      domainName: localSipDomain,
      allowedSourceIps: mindfulAddresses,
      ...webhooks(sipDomains[0]?.settings ?? {}),
    },
    workflowLines: workflows.map(({ name, taskRouter }) => ({ workflowSid: taskRouter.workflowSid, name })),
    taskQueues: taskQueues.map(({ name, taskRouter }) => ({ sid: taskRouter.taskQueueSid, friendlyName: name })),
    workflows: workflows.map(({ name, taskRouter }) => ({
      sid: taskRouter.workflowSid,
      friendlyName: name,
      targets: [{ taskQueueSid: taskRouter.taskQueueSid }],
    })),
    workspaceSid: onlyWorkspace(queues),
    eventCallbackUrl: workspaces[0]?.settings['eventCallbackUrl'] ?? '',
  };
}

/** A configuration that the service takes but this simulation does not. */
export class NotSimulated extends Error {}

function onlyWorkspace(queues: readonly QueueConfig[]): string {
  const [workspaceSid = '', ...others] = new Set(queues.map(({ taskRouter }) => taskRouter.workspaceSid));
  if (others.length === 0) return workspaceSid;
  throw new NotSimulated(
    'The local contact centre has one TaskRouter workspace: give all queues the same workspaceSid.',
  );
}

function webhooks(settings: Settings) {
  return {
    voiceUrl: settings['voiceUrl'] ?? '',
    voiceFallbackUrl: settings['voiceFallbackUrl'] ?? '',
    voiceFallbackMethod: 'GET',
    statusCallback: settings['statusCallback'] ?? settings['voiceStatusCallbackUrl'] ?? '',
  } as const;
}

/** The first queue of each kind: queues may share a workflow or a task queue. */
function unique(queues: readonly QueueConfig[], key: (queue: QueueConfig) => string): QueueConfig[] {
  return queues.filter((queue, index) => queues.findIndex((other) => key(other) === key(queue)) === index);
}
