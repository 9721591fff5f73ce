import type { QueueState } from '../../lambdas/domain/queue-snapshot.ts';
import {
  type RestCredential,
  readTwilioCredentials,
  type SigningKey,
  type TwilioCredentials,
} from '../../lambdas/domain/twilio-credentials.ts';
import { desiredTwilio } from '../../lambdas/provisioning/desired-state.ts';
import { type ActualTwilio, observeTwilio } from '../../lambdas/provisioning/plan.ts';
import { signatureHeaders } from '../../lambdas/provisioning/signature-headers.ts';
import { describeFailure } from '../../lambdas/provisioning/twilio-failures.ts';
import { routeAddress } from '../../lambdas/routes.ts';
import type { AlarmTopicAttributes, HttpAnswer, StageAccess } from '../command/stage-access.ts';

/** What could not be found out, and why. */
type Found<T> = { ok: true; value: T } | { ok: false; problem: string };

/** A Queue resource of Twilio's; the one of a workflow has the workflow's SID as its name. */
export interface VoiceQueue {
  friendlyName: string;
  currentSize: number;
  maxSize: number;
}

/** Everything that the checks look at, gathered once. */
export interface Facts {
  access: StageAccess;
  credentials: TwilioCredentials;
  secret: Found<string | undefined>;
  pendingSecret: Found<string | undefined>;
  /** Of the account, asked with the auth token; `undefined` where the secret holds none. */
  accountStatus: Found<string | undefined>;
  /** Whether Twilio accepts the API key; `undefined` where the secret holds none. */
  apiKeyStatus: Found<string | undefined>;
  twilio: Found<ActualTwilio>;
  voiceQueues: Found<VoiceQueue[]>;
  queues: ReadonlyMap<string, Found<QueueState>>;
  unsigned: Found<HttpAnswer>;
  /** A decision for the default queue, asked as Twilio asks, by each key that signs. */
  signed: ReadonlyMap<string, Found<HttpAnswer>>;
  fallbacks: ReadonlyMap<string, Found<HttpAnswer>>;
  /** Whether the SIP host of each queue's Call Target has an address. */
  sipHosts: ReadonlyMap<string, boolean>;
  alarmTopics: Found<AlarmTopicAttributes[]>;
  nowMs: number;
}

/** An account may have a queue for each of its agents. */
const MOST_IN_A_PAGE = 1000;

export async function gatherFacts(access: StageAccess): Promise<Facts> {
  const { configuration, outputs } = access;
  const names = configuration.queues.map(({ name }) => name);
  const hosts = configuration.queues.map(({ callTarget }) => callTarget.host);
  const desired = desiredTwilio(configuration, outputs);
  const secret = await found(() => access.secret('AWSCURRENT'));
  const credentials = readTwilioCredentials(secret.ok ? secret.value : undefined);
  const { authToken, apiKey, signingKeys } = credentials;
  const waitTime = routeAddress(outputs.apiUrl, 'wait-time-get', { name: configuration.defaultQueue });
  const signedUrl = `${waitTime}?AccountSid=${configuration.accountSid}`;
  const keys = new Map(signingKeys.map((key) => [key.name, key]));
  const statusFor = async (credential: RestCredential | undefined) => credential && access.accountStatus(credential);
  const account = authToken === undefined ? undefined : { user: configuration.accountSid, password: authToken };
  return {
    ...{ access, credentials, secret },
    pendingSecret: await found(() => access.secret('AWSPENDING')),
    accountStatus: await found(() => statusFor(account)),
    apiKeyStatus: await found(() => statusFor(apiKey)),
    twilio: await found(async () => observeTwilio({ twilio: await access.twilio(), memory: access.memory, desired })),
    voiceQueues: await found(async () => (await access.twilio()).account.queues.list({ pageSize: MOST_IN_A_PAGE })),
    queues: await byKey(names, (name) => found(() => access.queueStates.readNow(name))),
    unsigned: await found(() => access.request(waitTime)),
    signed: await byKey([...keys.keys()], (name) =>
      found(async () => access.request(signedUrl, headersBy(keys.get(name), signedUrl))),
    ),
    fallbacks: await byKey(names, (name) =>
      found(() => access.request(`${outputs.fallbackUrl}/queues/${name}?CallStatus=ringing`)),
    ),
    sipHosts: await byKey(hosts, (host) => access.resolves(host)),
    alarmTopics: await found(() => access.alarmTopics()),
    nowMs: access.nowMs(),
  };
}

function headersBy(key: SigningKey | undefined, url: string): Record<string, string> {
  return key ? signatureHeaders(key, asTheGatewaySees(url), {}) : {};
}

/** The gateway tells a function its own name only: a signature is over `https://` and that name. */
function asTheGatewaySees(url: string): string {
  return url.replace(/^https?:\/\/([^/:]+)(:\d+)?/, 'https://$1');
}

async function found<T>(read: () => Promise<T>): Promise<Found<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    return { ok: false, problem: describeFailure(error) };
  }
}

async function byKey<T>(keys: readonly string[], read: (key: string) => Promise<T>): Promise<Map<string, T>> {
  const entries = keys.map(async (key): Promise<[string, T]> => [key, await read(key)]);
  return new Map(await Promise.all(entries));
}
