import { taskRouterStatistics } from './adapters/taskrouter-statistics.ts';
import { createRuntime } from './runtime.ts';
import { sampleQueue } from './sampling.ts';

const { environment, services, write } = createRuntime(import.meta.url);

const taskRouter = taskRouterStatistics({
  origin: environment.TASKROUTER_ORIGIN,
  accountSid: services.configuration.accountSid,
  authToken: firstToken,
  timeoutMs: 1500,
});

/** Once a minute: a fresh snapshot of every queue. One queue's fault does not keep the others from theirs. */
export async function handler(): Promise<void> {
  const samples = await Promise.allSettled(
    services.configuration.queues.map((queue) => sampleQueue(queue, { ...services, taskRouter })),
  );
  const faults = samples.flatMap((sample) => (sample.status === 'rejected' ? [sample.reason] : []));
  for (const sample of samples) if (sample.status === 'fulfilled') sample.value.forEach(write);
  for (const fault of faults) services.warn('notSampled', fault);
  if (faults.length > 0) throw new Error(`${faults.length} of ${samples.length} queues could not be sampled`);
}

async function firstToken(): Promise<string> {
  const [token] = await services.authTokens.read();
  if (!token) throw new Error('the Twilio secret holds no usable auth token');
  return token;
}
