import { type Configuration, defaultQueue, type QueueConfig } from '../lambdas/domain/queue-config.ts';
import { routeUrl } from '../lambdas/routes.ts';
import { fallbackUrl } from './fallback-server.ts';
import { domainName } from './gateway/payload-event.ts';
import { mindfulAddresses } from './mindful/addresses.ts';
import type { TaskQueueOptions } from './taskrouter/task-queue.ts';
import type { WorkflowOptions } from './taskrouter/workflow.ts';
import type { PhoneNumber } from './twilio/simulated-twilio.ts';
import type { SipDomain } from './twilio/sip-domain.ts';
import type { WorkflowLine } from './twilio/waiting-line.ts';

/** Where Twilio reaches the service, as its signatures cover it. */
export const serviceOrigin = `https://${domainName}`;

/** Where Mindful reaches Twilio. */
export const sipDomainName = 'local.sip.twilio.com';

/** What an operator would have set up in the Twilio console for this configuration. */
export interface TwilioAccount {
  numbers: PhoneNumber[];
  sipDomain: SipDomain;
  workflowLines: WorkflowLine[];
  taskQueues: TaskQueueOptions[];
  workflows: WorkflowOptions[];
  workspaceSid: string;
  eventCallbackUrl: string;
}

export function twilioAccount(configuration: Configuration): TwilioAccount {
  const { queues } = configuration;
  const taskQueues = unique(queues, ({ taskRouter }) => taskRouter.taskQueueSid);
  const workflows = unique(queues, ({ taskRouter }) => taskRouter.workflowSid);
  return {
    numbers: queues.flatMap(phoneNumbers),
    sipDomain: {
      sid: `SD${'0'.repeat(31)}1`,
      domainName: sipDomainName,
      allowedSourceIps: mindfulAddresses,
      voiceUrl: routeUrl(serviceOrigin, 'sip', configuration.defaultQueue),
      voiceFallbackUrl: fallbackUrl(defaultQueue(configuration).name),
    },
    workflowLines: workflows.map(({ name, taskRouter }) => ({ workflowSid: taskRouter.workflowSid, name })),
    taskQueues: taskQueues.map(({ name, taskRouter }) => ({ sid: taskRouter.taskQueueSid, friendlyName: name })),
    workflows: workflows.map(({ name, taskRouter }) => ({
      sid: taskRouter.workflowSid,
      friendlyName: name,
      targets: [{ taskQueueSid: taskRouter.taskQueueSid }],
    })),
    workspaceSid: onlyWorkspace(queues),
    eventCallbackUrl: routeUrl(serviceOrigin, 'task-events', configuration.defaultQueue),
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

function phoneNumbers({ name, numbers, returnNumbers }: QueueConfig): PhoneNumber[] {
  const voiceFallbackUrl = fallbackUrl(name);
  return [
    ...numbers.map((phoneNumber) => ({
      phoneNumber,
      voiceUrl: routeUrl(serviceOrigin, 'incoming-call', name),
      voiceFallbackUrl,
      statusCallback: routeUrl(serviceOrigin, 'call-ended', name),
    })),
    ...returnNumbers.map((phoneNumber) => ({
      phoneNumber,
      voiceUrl: routeUrl(serviceOrigin, 'return-call', name),
      voiceFallbackUrl,
    })),
  ];
}

/** The first queue of each kind: queues may share a workflow or a task queue. */
function unique(queues: readonly QueueConfig[], key: (queue: QueueConfig) => string): QueueConfig[] {
  return queues.filter((queue, index) => queues.findIndex((other) => key(other) === key(queue)) === index);
}
