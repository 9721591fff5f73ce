import BaseTwilio from 'twilio/lib/base/BaseTwilio.js';
import Api from 'twilio/lib/rest/Api.js';
import Events from 'twilio/lib/rest/Events.js';
import Taskrouter from 'twilio/lib/rest/Taskrouter.js';
import type { RestCredential } from '../domain/twilio-credentials.ts';
import { edgeOfRegion, type TwilioRegion } from '../domain/twilio-origin.ts';
import type { Deadline } from './deadline.ts';
import { RetryingClient } from './retrying-client.ts';

const TWILIO = /\.twilio\.com$/;
const TIMEOUT_MS = 8000;

export interface Connection {
  accountSid: string;
  credential: RestCredential;
  /** One of Twilio's hosts stands for Twilio; any other origin serves all of Twilio's hosts. */
  taskRouterOrigin: string;
  region: TwilioRegion;
  deadline: Pick<Deadline, 'check' | 'pause'>;
  timeoutMs?: number;
}

export type TwilioClient = ReturnType<typeof connectTwilio>;

/** The account through the official SDK; of it only the three APIs that are used. */
export function connectTwilio(connection: Connection) {
  const { accountSid, credential, taskRouterOrigin, region, deadline, timeoutMs = TIMEOUT_MS } = connection;
  const httpClient = new RetryingClient({
    origin: TWILIO.test(taskRouterOrigin) ? undefined : taskRouterOrigin,
    timeoutMs,
    pause: deadline.pause,
    onAttempt: deadline.check,
  });
  // Hosts without a region are US1's, and need no edge.
  const place = region === 'us1' ? {} : { region, edge: edgeOfRegion[region] };
  const client = new BaseTwilio.Client(credential.user, credential.password, {
    ...{ accountSid, httpClient, env: {}, ...place },
  });
  return {
    account: new Api(client).v2010.accounts(accountSid),
    taskRouter: new Taskrouter(client).v1,
    events: new Events(client).v1,
  };
}
