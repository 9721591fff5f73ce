import { DynamoCallTasks } from './adapters/dynamo-call-tasks.ts';
import { DynamoHandledEvents } from './adapters/dynamo-handled-events.ts';
import { mindfulApi } from './adapters/mindful-api.ts';
import { mindfulScheduler } from './adapters/mindful-scheduler.ts';
import { MindfulSecret } from './adapters/mindful-secret.ts';
import { taskRouterTasks } from './adapters/taskrouter-tasks.ts';
import { withPreTrafficCheck } from './middleware/pre-traffic-check.ts';
import { createRuntime } from './runtime/create-runtime.ts';
import { eventsHandler } from './runtime/events-handler.ts';

/** Several requests must fit into the function's time, and TaskRouter waits for the answer. */
const TIMEOUT_MS = 1000;

const { services, environment, table, secretNamed, restCredential, write } = createRuntime(
  import.meta.url,
  'background',
);
const secret = new MindfulSecret(secretNamed(environment.MINDFUL_SECRET_NAME));
const tasks = taskRouterTasks({
  origin: environment.TASKROUTER_ORIGIN,
  credential: restCredential,
  timeoutMs: TIMEOUT_MS,
});
const callTasks = new DynamoCallTasks(table.client, table.name);
const handledEvents = new DynamoHandledEvents(table.client, table.name);
const api = mindfulApi({
  apiOrigin: environment.MINDFUL_API_ORIGIN,
  authOrigin: environment.MINDFUL_AUTH_ORIGIN,
  credentials: () => secret.credentials(),
  timeoutMs: TIMEOUT_MS,
  nowMs: services.nowMs,
});

/** A caller waits for it, and the answer to the webhook must still be in time. */
const REGISTRATION_TIMEOUT_MS = 1800;

const scheduler = mindfulScheduler({
  origin: environment.MINDFUL_SCHEDULER_ORIGIN,
  token: async () => (await secret.credentials()).widgetToken,
  timeoutMs: REGISTRATION_TIMEOUT_MS,
});

export const handler = withPreTrafficCheck(
  eventsHandler,
  { ...services, mindfulKeys: secret, tasks, callTasks, handledEvents, mindfulApi: api, scheduler },
  write,
);
