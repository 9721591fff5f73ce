import type { Context } from 'aws-lambda';
import { DynamoHandledEvents } from './adapters/dynamo-handled-events.ts';
import { DynamoRosters } from './adapters/dynamo-rosters.ts';
import { mindfulApi } from './adapters/mindful-api.ts';
import { mindfulScheduler } from './adapters/mindful-scheduler.ts';
import { MindfulSecret } from './adapters/mindful-secret.ts';
import { bulkStatistics } from './adapters/taskrouter-bulk-statistics.ts';
import { taskRouterEvents } from './adapters/taskrouter-events.ts';
import { taskRouterStatistics } from './adapters/taskrouter-statistics.ts';
import { taskRouterTasks } from './adapters/taskrouter-tasks.ts';
import type { QueueConfig } from './domain/queue-config.ts';
import { createRuntime } from './runtime/create-runtime.ts';
import { lateEvents } from './runtime/late-events.ts';
import { inTurns, OldestFirst } from './sampling/in-turns.ts';
import { catchUp } from './sampling/missed-events.ts';
import { keepPromises } from './sampling/promised-callbacks.ts';
import type { PromisingQueue } from './sampling/promising-queue.ts';
import { sampleQueue } from './sampling/sample-queue.ts';
import { listUnproven } from './sampling/unproven-callbacks.ts';

const { environment, services, table, secretNamed, restCredential, write } = createRuntime(
  import.meta.url,
  'background',
);

const access = {
  origin: environment.TASKROUTER_ORIGIN,
  credential: restCredential,
  timeoutMs: 1500,
};
const secret = new MindfulSecret(secretNamed(environment.MINDFUL_SECRET_NAME));
const scheduler = mindfulScheduler({
  origin: environment.MINDFUL_SCHEDULER_ORIGIN,
  token: async () => (await secret.credentials()).widgetToken,
  timeoutMs: 1500,
});
const history = mindfulApi({
  apiOrigin: environment.MINDFUL_API_ORIGIN,
  authOrigin: environment.MINDFUL_AUTH_ORIGIN,
  credentials: () => secret.credentials(),
  timeoutMs: 1500,
  nowMs: services.nowMs,
});
const inBulk = bulkStatistics(access, (error) => services.warn('bulkNotAnswered', error));
/** Those of the sample that is being taken. */
let bulk = inBulk([]);
const sampling = {
  ...services,
  taskRouter: taskRouterStatistics(access, { of: (queue) => bulk.of(queue) }),
  tasks: taskRouterTasks(access),
  rosters: new DynamoRosters(table.client, table.name),
  scheduler,
  mindfulApi: history,
  write,
};

/** Nobody waits for TaskRouter's record of its events, which is long after an outage. */
const EVENTS_TIMEOUT_MS = 5_000;

const handledEvents = new DynamoHandledEvents(table.client, table.name);
const catching = {
  ...services,
  handledEvents,
  taskRouterEvents: taskRouterEvents({ ...access, timeoutMs: EVENTS_TIMEOUT_MS }),
  handle: lateEvents({ ...services, handledEvents, tasks: sampling.tasks }, write),
  write,
};

/** Left over when the time for promises is up: enough for the step that has just begun. */
const RESERVE_MS = 10_000;

/** No more queues are begun then, so that the promises get a part of every sample. */
const PROMISES_MS = 5_000;

const oldestFirst = new OldestFirst();

/**
 * Once a minute: a fresh snapshot of every queue, reported as soon as it is there, then the promises for as long as there is
 * time. Beside the samples, events are caught up that never came. One queue's fault does not keep the others from theirs; a queue
 * for which there was no time comes first next time.
 */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const { nowMs, warn, configuration } = services;
  const hasTimeFor = (ms: number) => context.getRemainingTimeInMillis() > RESERVE_MS + ms;
  const queues = oldestFirst.order(configuration.queues, nowMs());
  bulk = inBulk(queues.map(({ taskRouter }) => taskRouter));
  const hasTime = () => hasTimeFor(PROMISES_MS);
  const [{ done, faults, left }, gaps] = await Promise.all([
    inTurns(queues, hasTime, sampleAndReport),
    catchUp({ ...catching, hasTime }),
  ]);
  listUnproven(done, gaps, sampling);
  const broken = await keepPromises(done, { ...sampling, hasTime: () => hasTimeFor(0) });
  for (const fault of faults) warn('notSampled', fault);
  if (left > 0)
    warn('notSampled', new Error(`there was no time for ${left} queues: they come first in the next sample`));
  for (const fault of broken) warn('promisesNotKept', fault);
  const unsampled = faults.length + left;
  if (unsampled > 0) throw new Error(`${unsampled} of ${configuration.queues.length} queues could not be sampled`);
  if (broken.length > 0) throw new Error(`the promises of ${broken.length} queues could not be looked after`);
}

async function sampleAndReport(queue: QueueConfig): Promise<PromisingQueue> {
  oldestFirst.begin(queue.name, services.nowMs());
  const sample = await sampleQueue(queue, sampling);
  sample.lines.forEach(write);
  return sample.queue;
}
