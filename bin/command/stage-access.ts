import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import type { RestCredential } from '../../lambdas/domain/twilio-credentials.ts';
import type { Memory } from '../../lambdas/provisioning/memory.ts';
import type { StackOutputs } from '../../lambdas/provisioning/stack-outputs.ts';
import type { TwilioClient } from '../../lambdas/provisioning/twilio-client.ts';
import type { QueueStates } from '../../lambdas/services.ts';

export interface HttpAnswer {
  status: number;
  body: string;
  /** The Date header, when there is one. */
  dateMs: number | undefined;
}

/** One of the topics that a deployed stage's alarms go to, as it is now. */
export interface AlarmTopicAttributes {
  arn: string;
  /** The resource policy, as JSON. */
  policy: string;
  confirmedSubscriptions: number;
}

/** Everything that a command may look at or work on, of one stage. */
export interface StageAccess {
  configuration: Configuration;
  /** Addresses end in `.invalid` before the first deploy. */
  outputs: StackOutputs;
  isDeployed: boolean;
  memory: Memory;
  queueStates: Pick<QueueStates, 'readNow'>;
  /** Of the Twilio secret; `undefined` when there is none. */
  secret(version: 'AWSCURRENT' | 'AWSPENDING'): Promise<string | undefined>;
  /** Rejects when the secret holds no API key and no auth token. */
  twilio(): Promise<TwilioClient>;
  /** The account's own status, such as `active`; `accepted` for an API key, which may not read it; `refused (401)` and the like. */
  accountStatus(credential: RestCredential): Promise<string>;
  /** GET with the headers; rejects when there is no answer. */
  request(url: string, headers?: Record<string, string>): Promise<HttpAnswer>;
  resolves(hostName: string): Promise<boolean>;
  /** None before the first deploy, and locally. */
  alarmTopics(): Promise<AlarmTopicAttributes[]>;
  /** Sends a message to everybody who has subscribed to a topic. */
  notify(topicArn: string, message: { subject: string; text: string }): Promise<void>;
  nowMs(): number;
  /** Only of a local stage: does what a deploy does to its Twilio account, and returns the number of changes. */
  deploy?(): Promise<number>;
  close(): Promise<void>;
}
