import { mindfulScheduler } from './adapters/mindful-scheduler.ts';
import { MindfulSecret } from './adapters/mindful-secret.ts';
import { taskRouterStatistics } from './adapters/taskrouter-statistics.ts';
import { taskRouterTasks } from './adapters/taskrouter-tasks.ts';
import { createRuntime } from './runtime.ts';
import { type QueueSample, sampleQueue } from './sampling.ts';

const { environment, services, secretNamed, write } = createRuntime(import.meta.url, 'background');

const access = {
  origin: environment.TASKROUTER_ORIGIN,
  accountSid: services.configuration.accountSid,
  authToken: firstToken,
  timeoutMs: 1500,
};
const secret = new MindfulSecret(secretNamed(environment.MINDFUL_SECRET_NAME));
const scheduler = mindfulScheduler({
  origin: environment.MINDFUL_SCHEDULER_ORIGIN,
  token: async () => (await secret.credentials()).widgetToken,
  timeoutMs: 1500,
});
const sampling = { ...services, taskRouter: taskRouterStatistics(access), tasks: taskRouterTasks(access), scheduler };

/** Once a minute: a fresh snapshot of every queue. One queue's fault does not keep the others from theirs. */
export async function handler(): Promise<void> {
  const samples = await Promise.allSettled(services.configuration.queues.map((queue) => sampleQueue(queue, sampling)));
  const faults = samples.flatMap((sample) => (sample.status === 'rejected' ? [sample.reason] : []));
  for (const sample of samples) {
    if (sample.status === 'fulfilled') await report(sample.value);
  }
  for (const fault of faults) services.warn('notSampled', fault);
  if (faults.length > 0) throw new Error(`${faults.length} of ${samples.length} queues could not be sampled`);
}

async function report({ lines, reported }: QueueSample): Promise<void> {
  lines.forEach(write);
  try {
    await reported();
  } catch (error) {
    services.warn('lossNotClosed', error);
  }
}

async function firstToken(): Promise<string> {
  const [token] = await services.authTokens.read();
  if (!token) throw new Error('the Twilio secret holds no usable auth token');
  return token;
}
