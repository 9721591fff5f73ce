import type { CallbackRecord } from '../domain/callback/callback-record.ts';
import type { QueueConfig } from '../domain/queue-config.ts';
import type { LogMessageName } from '../log/log-messages.ts';
import type { Measurement } from '../log/metric-catalogue.ts';
import type { TaskRouterTasks } from '../services.ts';

const TRIES = 3;

/** TaskRouter's reason for a task that nobody needs any more. */
const CALLED_BACK = 'called back after all';

/** The customer of a lost callback is on the line after all: no agent must call too. A task that an agent has taken stays. */
export async function takeBackTask(
  { lostTaskSid, lostTaskEndedAtMs }: CallbackRecord,
  { taskRouter }: Pick<QueueConfig, 'taskRouter'>,
  { tasks, warn }: { tasks: TaskRouterTasks; warn(message: LogMessageName, error: unknown): void },
): Promise<Measurement[]> {
  if (lostTaskSid === undefined || lostTaskEndedAtMs !== undefined) return [];
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const task = await tasks.read(taskRouter, lostTaskSid);
      if (task?.status !== 'pending' && task?.status !== 'reserved') return [];
      if (await tasks.change(taskRouter, task, { cancelBecause: CALLED_BACK })) return [{ name: 'LostTaskTakenBack' }];
    }
    warn('lostTaskNotTakenBack', 'the task kept changing');
  } catch (error) {
    warn('lostTaskNotTakenBack', error);
  }
  return [];
}
