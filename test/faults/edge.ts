import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { DynamoCallbackRecords } from '../../lambdas/adapters/dynamo-callback-records.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import type { Environment } from '../../lambdas/runtime/environment.ts';
import { type BundleName, bundleNames, functionSettings } from '../../lib/function-settings.ts';
import { LambdaFunction } from '../../local/aws/lambda/lambda-function.ts';
import { LambdaLogs } from '../../local/aws/lambda/lambda-logs.ts';
import { localCredentials } from '../../local/aws/table/embedded-dynamo.ts';
import { answerApi } from '../../local/mindful/http-api.ts';
import { SimulatedMindful } from '../../local/mindful/simulated-mindful.ts';
import { TaskRouterModel } from '../../local/taskrouter/model.ts';
import { EventLog } from '../../local/twilio/event-log.ts';
import { createAccountApi } from '../../local/twilio/rest/account-api.ts';
import { sendAnswer } from '../../local/twilio/rest/account-server.ts';
import { createRestApi } from '../../local/twilio/rest/taskrouter-api.ts';
import { accountFor } from '../../local/wiring/account-contents.ts';
import { twilioAccount } from '../../local/wiring/twilio-account.ts';
import { VirtualClock } from '../../local/world/clock/clock.ts';
import { sendJson } from '../../local/world/loopback-server.ts';
import { AUTH_TOKEN } from '../support/builders.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { type ApiHandler, type FaultProxy, type Lane, startFaultProxy } from './fault-proxy.ts';

/** The functions of a service, each as often as it is wanted, with everything that they ask behind faults of their own. */
export interface Edge {
  configuration: Configuration;
  proxy: FaultProxy;
  queueStates: DynamoQueueStates;
  queueStatesOf(lane: Lane): DynamoQueueStates;
  callbacks: DynamoCallbackRecords;
  logs: LambdaLogs;
  /** A task that waits. */
  taskSid: string;
  /** Gives the functions of this lane a Twilio account that nothing was done to. */
  openAccount(lane: string): void;
  /** A function that has just started; its lane was made before, so that faults can be there from the start. */
  start(name: BundleName, lane: Lane): Promise<LambdaFunction>;
  stop(): Promise<void>;
}

export async function startEdge(bundles: string, queueNames: readonly string[]): Promise<Edge> {
  const configuration = configurationOf(queueNames);
  const folder = await mkdtemp(join(tmpdir(), 'faults-'));
  for (const name of bundleNames) {
    await cp(join(bundles, name), join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'configuration.json'), JSON.stringify(configuration));
  }
  const { taskSid, openAccount, ...apis } = apisOf(configuration);
  const proxy = await startFaultProxy(apis);
  Object.assign(process.env, {
    ...{ AWS_REGION: 'us-east-1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    ...{ AWS_ENDPOINT_URL_DYNAMODB: proxy.origin, AWS_ENDPOINT_URL_SECRETS_MANAGER: proxy.origin },
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
  });
  const client = new DynamoDBClient({
    ...{ endpoint: proxy.table.endpoint, region: 'us-east-1', credentials: localCredentials, maxAttempts: 3 },
  });
  const logs = new LambdaLogs(() => Date.now());
  const release = logs.capture();
  return {
    ...{ configuration, proxy, logs, taskSid, openAccount, start: starterIn(folder, proxy.origin, logs) },
    queueStates: new DynamoQueueStates(client, proxy.table.name),
    queueStatesOf: ({ tableName }) => new DynamoQueueStates(client, tableName),
    callbacks: new DynamoCallbackRecords(client, proxy.table.name),
    // Its process ends with it: what a function still asks must not find the table closed.
    stop: async () => {
      release();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Many queues alike, so that what a function remembers of one says nothing to the next webhook. */
function configurationOf(queueNames: readonly string[]): Configuration {
  const policy = { inQueueOffer: { afterSeconds: 30, everySeconds: 60, atMost: 2 }, lostCallbackTask: true };
  const written = queueWithMindful({ policy, callTarget: { agentAnswer: true } });
  const [first] = written.queues;
  const queues = queueNames.map((name) => ({ ...first, name, numbers: [], returnNumbers: [] }));
  const reading = checkConfiguration({ ...written, queues });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

/** A deploy has five minutes, which nobody here waits for. */
const DEPLOY_SECONDS = 34;

interface Apis {
  taskrouter: ApiHandler;
  mindful: ApiHandler;
  taskSid: string;
  openAccount(lane: string): void;
}

/** TaskRouter and Mindful in this process. */
function apisOf(configuration: Configuration): Apis {
  const account = twilioAccount(configuration);
  const model = new TaskRouterModel({
    ...{ seed: 1, startMs: Date.now(), taskQueues: account.taskQueues, workflows: account.workflows },
    behaviour: { acceptDelaySeconds: () => 3, handleSeconds: () => 60, wrapUpSeconds: () => 5 },
  });
  const workflowSid = account.workflows[0]?.sid ?? '';
  const taskSid = model.createTask({ workflowSid, channel: 'voice', attributes: {} }, Date.now());
  const answer = createRestApi({
    ...{ accountSid: configuration.accountSid, authToken: () => AUTH_TOKEN, workspaceSid: account.workspaceSid },
    ...{ taskQueueSids: account.taskQueues.map(({ sid }) => sid), model, nowMs: () => Date.now(), onChange: () => {} },
    events: new EventLog(),
  });
  const mindful = new SimulatedMindful({
    clock: new VirtualClock(Date.now()),
    callTargets: configuration.queues.map(({ name, callTarget: { widget, ...target } }) => ({
      ...{ ...target, queue: name, widgetId: widget?.widgetId },
    })),
    ...{ returnLine: { call: () => undefined }, sipDomainName: 'x.sip.twilio.com', paceSeconds: () => 60 },
  });
  const accounts = new Map<string, ReturnType<typeof createAccountApi>>();
  const asked = ({ method = '', headers }: Parameters<ApiHandler>[0], path: string, body: string) => {
    const named = Object.entries(headers).map(([name, value]) => [name, value?.toString()] as const);
    return { method, path, headers: Object.fromEntries(named), body };
  };
  return {
    taskSid,
    taskrouter: (request, response, { path, body, lane }) => {
      const isOfDeploy = !/\/(Tasks|TaskQueues\/\w+\/\w+Statistics)\b/.test(path);
      const serve = (isOfDeploy && accounts.get(lane)) || answer;
      sendAnswer(response, serve(asked(request, path, body)));
    },
    // Each deploy has an account of its own.
    openAccount: (lane) => {
      const { accountSid } = configuration;
      const rows = accountFor(configuration);
      accounts.set(lane, createAccountApi({ accountSid, authToken: () => AUTH_TOKEN, rows }));
    },
    mindful: (request, response, { path, body }) => {
      const { status, json } = answerApi(mindful, asked(request, path, body));
      sendJson(response, status, json);
    },
  };
}

function starterIn(folder: string, origin: string, logs: LambdaLogs): Edge['start'] {
  let turn: Promise<unknown> = Promise.resolve();
  return (name, lane) => {
    const started = turn.then(() => {
      // A function reads its environment when it begins: until then nobody else's may be there.
      Object.assign(process.env, environmentOf(lane.name, origin));
      const url = `${pathToFileURL(join(folder, name, 'index.mjs')).href}?${lane.name}`;
      const module = logs.during(name, () => import(url));
      return { module, hasBegun: Promise.race([module, lane.firstRequest]) };
    });
    turn = started.then(({ hasBegun }) => hasBegun).catch(() => undefined);
    return started.then(async ({ module }) => new LambdaFunction((await module).handler, settingsOf(name)));
  };
}

function settingsOf(name: BundleName) {
  const settings = { ...functionSettings[name], name };
  return name === 'provisioner' ? { ...settings, timeoutSeconds: DEPLOY_SECONDS } : settings;
}

function environmentOf(lane: string, origin: string): Environment {
  return {
    ...{
      TABLE_NAME: lane,
      TWILIO_SECRET_NAME: `${lane}/twilio`,
      MINDFUL_SECRET_NAME: `${lane}/mindful`,
      STAGE: 'faults',
    },
    TASKROUTER_ORIGIN: `${origin}/${lane}/taskrouter`,
    MINDFUL_SCHEDULER_ORIGIN: `${origin}/${lane}/mindful`,
    MINDFUL_API_ORIGIN: `${origin}/${lane}/mindful`,
    MINDFUL_AUTH_ORIGIN: `${origin}/${lane}/mindful`,
  };
}
