import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { fallbackOrigin, startFallbackServer } from '../aws/edge-function.ts';
import type { SimulatedMindful } from '../mindful/simulated-mindful.ts';
import type { FloorBehaviour } from '../taskrouter/floor.ts';
import { TaskRouterModel } from '../taskrouter/model.ts';
import type { CallRecord } from '../twilio/calls/call.ts';
import { sendAnswer } from '../twilio/rest/account-server.ts';
import type { RestApiOptions } from '../twilio/rest/context.ts';
import { createRestApi } from '../twilio/rest/taskrouter-api.ts';
import type { SimulatedCredentials } from '../twilio/simulated-credentials.ts';
import { type ConfiguredNumber, SimulatedTwilio } from '../twilio/simulated-twilio.ts';
import type { SipDomain } from '../twilio/sip-domain.ts';
import { TaskRouterEvents } from '../twilio/task-router-events.ts';
import { TaskRouterQueue } from '../twilio/task-router-queue.ts';
import { createHttpTransport } from '../twilio/webhook-transport.ts';
import { Webhooks } from '../twilio/webhooks.ts';
import type { VirtualClock } from '../world/clock/clock.ts';
import { callFaults } from '../world/faults/call-faults.ts';
import type { Faults } from '../world/faults/faults.ts';
import { withUpstreamFaults } from '../world/faults/upstream-faults.ts';
import type { WebhookPost } from '../world/faults/webhook-faults.ts';
import type { Floors } from '../world/floors/floors.ts';
import { readRequest, serveLocally } from '../world/loopback-server.ts';
import type { CleanUps } from './clean-ups.ts';
import { type SimulatedAccount, serviceOrigin } from './twilio-account.ts';

export interface StartTwilioOptions {
  configuration: Configuration;
  account: SimulatedAccount;
  credentials: SimulatedCredentials;
  /** Where the service is really served. */
  serviceHttpOrigin: string;
  clock: VirtualClock;
  faults: Faults;
  webhookPost: WebhookPost;
  seed: number;
  mindful: SimulatedMindful;
  floors: Floors;
  cleanUps: CleanUps;
  elsewhere: Elsewhere | undefined;
}

/** Numbers and SIP domains of the same account that lead to other documents, such as a Studio flow. */
export interface Elsewhere {
  /** As Twilio knows it. */
  origin: string;
  /** Where it is really served. */
  httpOrigin: string;
  numbers: readonly ConfiguredNumber[];
  sipDomains: readonly SipDomain[];
}

export interface RunningTwilio {
  twilio: SimulatedTwilio;
  taskRouter: TaskRouterModel;
  /** Must be called after every change that is made to TaskRouter directly. */
  taskRouterChanged(): void;
  events: TaskRouterEvents;
  /** Where TaskRouter's REST API is served. */
  taskRouterOrigin: string;
}

/** How long a phone rings until an agent answers, and how long the wrap-up after a conversation takes. */
export const RINGS_SECONDS = 3;
const WRAP_UP_SECONDS = 5;

/** Twilio Voice, TaskRouter and the fallback documents. */
export async function startTwilio(options: StartTwilioOptions): Promise<RunningTwilio> {
  const { account, clock, floors, seed } = options;
  const taskRouter = new TaskRouterModel({
    seed,
    startMs: clock.nowMs(),
    taskQueues: account.taskQueues,
    workflows: account.workflows,
    behaviour: agentBehaviour(floors),
  });
  const webhooks = await connectWebhooks(options);
  const events = new TaskRouterEvents({
    webhooks,
    accountSid: options.configuration.accountSid,
    workspaceSid: account.workspaceSid,
    workspaceName: 'Local contact centre',
    url: account.eventCallbackUrl,
  });
  const voiceQueue = new TaskRouterQueue({ clock, model: taskRouter, onEvent: (event) => events.send(event) });
  const taskRouterChanged = () => voiceQueue.catchUpSoon();
  return {
    twilio: new SimulatedTwilio({ ...voiceOptions(options), webhooks, voiceQueue }),
    taskRouter,
    taskRouterChanged,
    events,
    taskRouterOrigin: await serveRestApi(options, { model: taskRouter, events: events.log }, taskRouterChanged),
  };
}

function agentBehaviour(floors: Floors): FloorBehaviour {
  return {
    acceptDelaySeconds: () => RINGS_SECONDS,
    handleSeconds: (task) => floors.handleSeconds(task),
    wrapUpSeconds: () => WRAP_UP_SECONDS,
  };
}

function voiceOptions(options: StartTwilioOptions) {
  const { configuration, account, clock, mindful, floors, seed, faults, elsewhere } = options;
  const addresses = new Set(configuration.queues.map(({ callTarget }) => `${callTarget.host}:${callTarget.port}`));
  return {
    clock,
    accountSid: configuration.accountSid,
    numbers: [...account.numbers, ...(elsewhere?.numbers ?? [])],
    sipDomains: [account.sipDomain, ...(elsewhere?.sipDomains ?? [])],
    workflows: account.workflowLines,
    sipPeers: [...addresses].map((address) => ({ address, name: 'Mindful', peer: mindful })),
    leaveCancelsTask: () => !faults.isOn('leave-keeps-task'),
    onChange: (call: CallRecord) => floors.notice(call),
    seed: String(seed),
    faults: callFaults(faults),
  };
}

async function connectWebhooks(options: StartTwilioOptions): Promise<Webhooks> {
  const { configuration, credentials, clock, webhookPost, serviceHttpOrigin, cleanUps, elsewhere } = options;
  const fallback = await startFallbackServer(configuration);
  cleanUps.add(fallback.stop);
  const transport = createHttpTransport({
    [serviceOrigin]: serviceHttpOrigin,
    [fallbackOrigin]: fallback.origin,
    ...(elsewhere && { [elsewhere.origin]: elsewhere.httpOrigin }),
  });
  cleanUps.add(() => transport.close());
  return new Webhooks({
    clock,
    authToken: () => credentials.authToken,
    sharedKey: () => credentials.signingSharedKey(),
    send: transport.send,
    faults: webhookPost,
  });
}

const REST_BODY_LIMIT_BYTES = 1_000_000;

async function serveRestApi(
  { configuration, account, credentials, clock, faults, cleanUps }: StartTwilioOptions,
  { model, events }: Pick<RestApiOptions, 'model' | 'events'>,
  onChange: () => void,
): Promise<string> {
  const answer = createRestApi({
    accountSid: configuration.accountSid,
    authToken: () => credentials.authToken,
    apiKeys: () => credentials.apiKeys,
    workspaceSid: account.workspaceSid,
    taskQueueSids: account.taskQueues.map(({ sid }) => sid),
    model,
    events,
    nowMs: () => clock.nowMs(),
    onChange,
  });
  const serve = withUpstreamFaults(faults, 'taskrouter', async (request, response) => {
    sendAnswer(response, answer(await readRequest(request, REST_BODY_LIMIT_BYTES)));
  });
  const server = await serveLocally(serve);
  cleanUps.add(server.stop);
  return server.origin;
}
