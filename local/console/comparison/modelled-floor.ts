import type { QueueConfig } from '../../../lambdas/domain/queue-config.ts';
import { TaskRouterModel } from '../../taskrouter/model.ts';
import type { Caller } from './callers.ts';

interface FloorOptions {
  queue: QueueConfig;
  callers: readonly Caller[];
  seed: number;
  wrapUpSeconds: number;
}

/** As long as it rings until an agent answers in the local contact centre. */
const RINGS_SECONDS = 3;

/** TaskRouter with the one queue, and agents who talk as long as each caller does. */
export function modelledFloor({ queue, callers, seed, wrapUpSeconds }: FloorOptions): TaskRouterModel {
  const { taskQueueSid, workflowSid } = queue.taskRouter;
  return new TaskRouterModel({
    seed,
    startMs: 0,
    taskQueues: [{ sid: taskQueueSid, friendlyName: queue.name }],
    workflows: [{ sid: workflowSid, friendlyName: queue.name, targets: [{ taskQueueSid }] }],
    behaviour: {
      acceptDelaySeconds: () => RINGS_SECONDS,
      handleSeconds: ({ attributes }) => callers[Number(attributes['index'])]?.handleSeconds ?? 0,
      wrapUpSeconds: () => wrapUpSeconds,
    },
  });
}
