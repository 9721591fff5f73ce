import { checkConfiguration } from '../../config/read-configuration.ts';
import type { CallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import { type PhoneNumber, parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import type { Configuration, QueueConfig, QueuePolicy } from '../../lambdas/domain/queue-config.ts';
import type { QueueSnapshot } from '../../lambdas/domain/queue-snapshot.ts';
import type { SigningKey } from '../../lambdas/domain/twilio-credentials.ts';
import type { QueueStatistics } from '../../lambdas/domain/wait/queue-statistics.ts';

export const NOON_MS = Date.parse('2026-03-02T12:00:00Z');
export const ACCOUNT_SID = `AC${'0'.repeat(31)}1`;
export const AUTH_TOKEN = 'test-token-of-32-characters-0001';

/** The auth token as a key that signs webhooks. */
export function tokenKey(secret: string = AUTH_TOKEN): SigningKey {
  return { algorithm: 'HMAC_SHA1', name: 'authToken', secret };
}

export const SHARED_KEY: SigningKey = {
  algorithm: 'HMAC_SHA256',
  name: 'webhooks_sharedkey_one',
  secret: 'test-shared-key-of-some-length-0001',
};

export const alice = phoneNumber('+14155551234');
export const bob = phoneNumber('+14155559876');

/** As an operator would write it: one queue, everything else by default. */
export function writtenConfiguration(policy: object = {}) {
  return {
    accountSid: ACCOUNT_SID,
    queues: [
      {
        name: 'support',
        numbers: ['+14155550100'],
        returnNumbers: ['+14155550109'],
        taskRouter: {
          workspaceSid: `WS${'0'.repeat(31)}1`,
          workflowSid: `WW${'0'.repeat(31)}1`,
          taskQueueSid: `WQ${'0'.repeat(31)}1`,
        },
        callTarget: { number: '+13305550100' },
        policy,
      },
    ],
  };
}

/** `rest` is what stands beside the queue. */
export function configuration(policy: object = {}, rest: object = {}): Configuration {
  const reading = checkConfiguration({ ...writtenConfiguration(policy), ...rest });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

export function queueConfig(policy: object = {}): QueueConfig {
  const [queue] = configuration(policy).queues;
  if (!queue) throw new Error('no queue');
  return queue;
}

export function queuePolicy(overrides: Partial<QueuePolicy> = {}): QueuePolicy {
  return { ...queueConfig().policy, ...overrides };
}

export function phoneNumber(text: string): PhoneNumber {
  const number = parsePhoneNumber(text);
  if (!number) throw new Error(`${text} is not a phone number`);
  return number;
}

/** A busy queue: five agents, all talking, ten people waiting. */
export function statistics(overrides: Partial<QueueStatistics> = {}): QueueStatistics {
  return {
    pendingTasks: 10,
    lostCallbackTasks: 0,
    reservedTasks: 0,
    assignedTasks: 5,
    wrappingTasks: 0,
    availableWorkers: 5,
    longestTaskWaitingSeconds: 400,
    averageAcceptanceSeconds: 300,
    longestAcceptanceSeconds: 400,
    acceptedInLast5Minutes: 5,
    completedInLast5Minutes: 5,
    canceledInLast5Minutes: 0,
    acceptedInLast15Minutes: 15,
    ...overrides,
  };
}

/** A fresh snapshot with a wait, in seconds. */
export function snapshot(waitSeconds: number, overrides: Partial<QueueSnapshot> = {}): QueueSnapshot {
  return {
    sampledAtMs: NOON_MS,
    estimator: 'waiting-callbacks',
    wait: { quoteSeconds: waitSeconds, offerSeconds: waitSeconds },
    freeAgents: 0,
    openCallbacks: 0,
    ...overrides,
  };
}

/** A callback accepted at noon with a quote of five minutes. */
export function callbackRecord(overrides: Partial<CallbackRecord> = {}): CallbackRecord {
  return {
    caller: alice,
    queue: 'support',
    callSid: 'CA-first',
    status: 'transferred',
    acceptedAtMs: NOON_MS,
    quotedWaitSeconds: 300,
    expiresAtMs: NOON_MS + 2 * 60 * 60 * 1000,
    ...overrides,
  };
}
