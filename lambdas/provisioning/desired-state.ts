import type { Configuration, QueueConfig } from '../domain/queue-config.ts';
import { handledEvents } from '../domain/task/task-event.ts';
import { routeUrl } from '../routes.ts';
import type { Settings } from './twilio-resources.ts';

/** What the rest of the stack gives: where the webhooks are, and where the fallback is. */
export interface StackOutputs {
  /** Origin of the webhooks, `https://...`, without a path. */
  apiUrl: string;
  /** Origin of the fallback documents, on other infrastructure. */
  fallbackUrl: string;
  stage: string;
}

export interface DesiredNumber {
  phoneNumber: string;
  queue: string;
  settings: Settings;
}

export interface DesiredWorkspace {
  sid: string;
  settings: Settings;
}

/** A queue's resources of TaskRouter, which must exist: they belong to the contact centre, not to this service. */
export type ReferencedQueue = Pick<QueueConfig, 'name' | 'taskRouter'> & { priority: number };

/** Everything of the Twilio account that this stage is about. An empty one wants nothing, and so removes what there is. */
export interface DesiredTwilio {
  /** The FriendlyName or description of everything that this stage owns. */
  owner: string;
  /** Where this stage's webhooks are. */
  origin: string;
  /** Absent when there is to be none. */
  sipDomain?: { domainName: string; settings: Settings; addresses: readonly string[] };
  numbers: readonly DesiredNumber[];
  workspaces: readonly DesiredWorkspace[];
  queues: readonly ReferencedQueue[];
  takeOver: readonly string[];
}

/**
 * Twilio gives a document 15 s in all. Three attempts of 4.5 s fit in, and what is left is for the fallback URL; by default
 * Twilio would neither repeat after an error nor stop before 15 s.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const documentOverrides = '#rc=2&rp=ct,rt,5xx&ct=2000&rt=4500&tt=14000';

/** Nobody waits for these, so a lost one is worth more attempts. */
const notificationOverrides = '#rc=4&rp=ct,rt,5xx&ct=2000&rt=5000&tt=15000';

function ownerName(stage: string): string {
  return `callback-${stage}`;
}

/** The SIP domain that Mindful calls back on. Twilio's domain names are unique in the world, hence the account's digits. */
export function sipDomainName({ accountSid, twilio }: Configuration, stage: string): string {
  return `${twilio.sipDomain ?? `callback-${stage}-${accountSid.slice(-8)}`}.sip.twilio.com`;
}

export function desiredTwilio(configuration: Configuration, outputs: StackOutputs): DesiredTwilio {
  const { queues, twilio } = configuration;
  return {
    owner: ownerName(outputs.stage),
    origin: outputs.apiUrl,
    sipDomain: {
      domainName: sipDomainName(configuration, outputs.stage),
      settings: sipDomainSettings(configuration, outputs),
      addresses: twilio.mindfulAddresses,
    },
    numbers: queues.flatMap((queue) => numbersOf(queue, outputs)),
    workspaces: [...new Set(queues.map(({ taskRouter }) => taskRouter.workspaceSid))].map((sid) => ({
      sid,
      settings: {
        eventCallbackUrl: routeUrl(outputs.apiUrl, 'task-events', configuration.defaultQueue) + notificationOverrides,
        eventsFilter: handledEvents.join(','),
      },
    })),
    queues: queues.map(({ name, taskRouter, policy }) => ({ name, taskRouter, priority: policy.priority })),
    takeOver: twilio.takeOver,
  };
}

/** What is left to want when the stack goes. */
export function nothingDesired({ stage, apiUrl }: StackOutputs): DesiredTwilio {
  return { owner: ownerName(stage), origin: apiUrl, numbers: [], workspaces: [], queues: [], takeOver: [] };
}

function sipDomainSettings({ defaultQueue }: Configuration, { apiUrl, fallbackUrl }: StackOutputs): Settings {
  return {
    voiceUrl: routeUrl(apiUrl, 'sip', defaultQueue) + documentOverrides,
    voiceMethod: 'POST',
    voiceFallbackUrl: `${fallbackUrl}/sip`,
    voiceFallbackMethod: 'GET',
    voiceStatusCallbackUrl: routeUrl(apiUrl, 'call-ended', defaultQueue) + notificationOverrides,
    voiceStatusCallbackMethod: 'POST',
  };
}

function numbersOf(queue: QueueConfig, outputs: StackOutputs): DesiredNumber[] {
  const webhooks = (route: 'incoming-call' | 'return-call') => numberSettings(queue.name, route, outputs);
  return [
    ...queue.numbers.map((phoneNumber) => ({
      phoneNumber,
      queue: queue.name,
      settings: webhooks('incoming-call'),
    })),
    ...queue.returnNumbers.map((phoneNumber) => ({
      phoneNumber,
      queue: queue.name,
      settings: webhooks('return-call'),
    })),
  ];
}

function numberSettings(
  queue: string,
  route: 'incoming-call' | 'return-call',
  { apiUrl, fallbackUrl }: StackOutputs,
): Settings {
  return {
    voiceUrl: routeUrl(apiUrl, route, queue) + documentOverrides,
    voiceMethod: 'POST',
    voiceFallbackUrl: `${fallbackUrl}/queues/${queue}`,
    voiceFallbackMethod: 'GET',
    statusCallback: routeUrl(apiUrl, 'call-ended', queue) + notificationOverrides,
    statusCallbackMethod: 'POST',
    voiceApplicationSid: '',
    trunkSid: '',
  };
}
