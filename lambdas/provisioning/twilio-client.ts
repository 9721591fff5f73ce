import BaseTwilio from 'twilio/lib/base/BaseTwilio.js';
import Api from 'twilio/lib/rest/Api.js';
import Events from 'twilio/lib/rest/Events.js';
import Taskrouter from 'twilio/lib/rest/Taskrouter.js';
import type { RestCredential } from '../domain/twilio-credentials.ts';
import type { Deadline } from './deadline.ts';
import { RetryingClient } from './retrying-client.ts';

const TWILIO = 'https://taskrouter.twilio.com';
const TIMEOUT_MS = 8000;

export interface Connection {
  accountSid: string;
  credential: RestCredential;
  /** `https://taskrouter.twilio.com` stands for Twilio; any other origin serves all of Twilio's hosts. */
  taskRouterOrigin: string;
  deadline: Pick<Deadline, 'check' | 'pause'>;
  timeoutMs?: number;
}

export type TwilioClient = ReturnType<typeof connectTwilio>;

/** The account through the official SDK; of it only the three APIs that are used. */
export function connectTwilio(connection: Connection) {
  const { accountSid, credential, taskRouterOrigin, deadline, timeoutMs = TIMEOUT_MS } = connection;
  const httpClient = new RetryingClient({
    origin: taskRouterOrigin === TWILIO ? undefined : taskRouterOrigin,
    timeoutMs,
    pause: deadline.pause,
    onAttempt: deadline.check,
  });
  const client = new BaseTwilio.Client(credential.user, credential.password, { accountSid, httpClient, env: {} });
  return {
    account: new Api(client).v2010.accounts(accountSid),
    taskRouter: new Taskrouter(client).v1,
    events: new Events(client).v1,
  };
}
