import type { Configuration, QueueConfig } from '../../domain/queue-config.ts';
import { type Finding, good, wrong } from '../finding.ts';

/** A queue's resources of TaskRouter, which must exist: they belong to the contact centre, not to this service. */
export type ReferencedQueue = Pick<QueueConfig, 'name' | 'taskRouter'> & { priority: number };

export function referencedQueues({ queues }: Configuration): ReferencedQueue[] {
  return queues.map(({ name, taskRouter, policy }) => ({ name, taskRouter, priority: policy.priority }));
}

/** Queues may share a workflow or a task queue: one queue for each. */
export function uniqueBy(queues: readonly ReferencedQueue[], key: 'workflowSid' | 'taskQueueSid'): ReferencedQueue[] {
  return [...new Map(queues.map((queue) => [queue.taskRouter[key], queue])).values()];
}

export function mustExist(
  what: string,
  key: 'workflowSid' | 'taskQueueSid',
  found: readonly { sid: string }[],
): (queue: ReferencedQueue) => Finding {
  return ({ name, taskRouter }) => {
    if (found.some(({ sid }) => sid === taskRouter[key])) return good;
    const missing = `${what} ${taskRouter[key]} of queue ${name} does not exist in workspace ${taskRouter.workspaceSid}`;
    return wrong(missing, "correct the queue's taskRouter");
  };
}
