import type { Deadline } from './deadline.ts';
import { PatientClient } from './patient-client.ts';
import type { TwilioResources } from './twilio-resources.ts';
import { twilioResources } from './twilio-sdk.ts';

const TWILIO = 'https://taskrouter.twilio.com';
const TIMEOUT_MS = 8000;

export interface Connection {
  accountSid: string;
  authToken: string;
  /** `https://taskrouter.twilio.com` stands for Twilio; any other origin serves all of Twilio's hosts. */
  taskRouterOrigin: string;
  deadline: Pick<Deadline, 'check' | 'pause'>;
  timeoutMs?: number;
}

export function connectTwilio(connection: Connection): TwilioResources {
  const { accountSid, authToken, taskRouterOrigin, deadline, timeoutMs = TIMEOUT_MS } = connection;
  const httpClient = new PatientClient({
    ...(taskRouterOrigin !== TWILIO && { origin: taskRouterOrigin }),
    timeoutMs,
    pause: deadline.pause,
    onAttempt: deadline.check,
  });
  return twilioResources({ accountSid, authToken, httpClient });
}
