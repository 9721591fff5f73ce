import { connectTwilio, type TwilioClient } from '../../lambdas/provisioning/twilio-client.ts';
import { eventCallbackParameters } from '../../local/taskrouter/events.ts';
import type { RestAnswer, RestRequest } from '../../local/twilio/rest/answers.ts';
import { TASK_QUEUE, WORKSPACE } from '../local/twilio/contact-floor.ts';
import { ACCOUNT_SID, WORKFLOW } from '../local/twilio/phone-line.ts';
import { RestClient, TOKEN } from '../local/twilio/rest/rest-client.ts';
import { type Deployment, startDeployment } from '../provisioning/simulated-account.ts';
import { serveTaskRouter } from './served-taskrouter.ts';
import { vendorDocument } from './vendor-documents.ts';

/** `TaskInstance.reason`: what is empty until something happens, each with what that is. */
export const emptyUntil = vendorDocument('twilio-empty-fields')['emptyUntil'] as Record<string, string>;

/** All that a library may ask the simulated Twilio: an account after a deploy, and a floor with calls in every state. */
export interface SdkWorld {
  deployment: Deployment;
  floor: { origin: string; accountSid: string; token: string; workspace: string; taskQueue: string };
  twilio: TwilioClient;
  /** What the floor's TaskRouter has been asked: `GET /v1/Workspaces/WS.../Tasks`. */
  floorRequests: string[];
  stop(): Promise<void>;
}

/** More than a page of them wait. */
export const WAITING = 60;

/** `onExchange` hears of every request to TaskRouter. */
export async function startSdkWorld(
  onExchange: (request: RestRequest, answer: RestAnswer) => void = () => undefined,
): Promise<SdkWorld> {
  const deployment = await startDeployment();
  // An Event Streams sink is made where the event callback is somebody else's.
  Object.assign(deployment.rows.list('/v1/Workspaces')[0] ?? {}, { event_callback_url: 'https://other.example.com/' });
  await deployment.deploy();
  addCredentials(deployment);
  const { api } = await busyFloor();
  const floorRequests: string[] = [];
  const server = await serveTaskRouter((request) => {
    const answer = api(request);
    floorRequests.push(`${request.method} ${request.path}`);
    onExchange(request, answer);
    return answer;
  });
  const { origin } = server;
  const stop = async () => {
    await server.stop();
    await deployment.account.stop();
  };
  const floor = { origin, accountSid: ACCOUNT_SID, token: TOKEN, workspace: WORKSPACE, taskQueue: TASK_QUEUE };
  const credential = { user: ACCOUNT_SID, password: TOKEN };
  const deadline = { check: () => undefined, pause: async () => undefined };
  const connection = {
    accountSid: ACCOUNT_SID,
    credential,
    taskRouterOrigin: origin,
    region: 'us1',
    deadline,
  } as const;
  return { deployment, floor, twilio: connectTwilio(connection), floorRequests, stop };
}

/** Mapped to a domain by somebody else: the service makes none. */
function addCredentials({ rows, configuration: { accountSid } }: Deployment): void {
  const domains = `/2010-04-01/Accounts/${accountSid}/SIP/Domains`;
  for (const { sid } of rows.list(domains)) {
    rows.put(`${domains}/${sid}/Auth/Calls/CredentialListMappings`, {
      sid: rows.newSid('CL'),
      friendly_name: 'phones',
    });
  }
}

/** Which routes these requests were to, each once. */
export function routesOf(requests: readonly string[]): string[] {
  const routes = requests.map((request) =>
    request.replace(/\?.*|\.json/g, '').replace(/[A-Z]{2}[0-9a-f]{32}/g, '{Sid}'),
  );
  return [...new Set(routes)].sort();
}

/** A call is with an agent, one rings at another, one is in its wrap-up, one was given up; the others wait. */
async function busyFloor(): Promise<RestClient> {
  const client = new RestClient();
  const { floor } = client;
  client.task({ name: 'in its wrap-up' });
  await floor.staff(1);
  await floor.clock.advance(65);
  const given = client.task({ name: 'given up' });
  client.post(`/Tasks/${given}`, { AssignmentStatus: 'canceled', Reason: 'hangup' });
  client.post('/Tasks', { WorkflowSid: WORKFLOW });
  for (let waiting = 0; waiting < WAITING; waiting += 1) client.task({ name: 'waits' });
  await floor.staff(2);
  await floor.clock.advance(5);
  await floor.staff(3);
  await floor.clock.advance(1);
  floor.events.forEach((event, index) => {
    const own = { AccountSid: ACCOUNT_SID, Sid: `EV${String(index).padStart(32, '0')}` };
    client.events.add({ atMs: event.timestampMs, parameters: { ...eventCallbackParameters(event), ...own } });
  });
  return client;
}
