import type { ActualTwilio } from './actual-state.ts';
import type { DesiredTwilio, ReferencedQueue } from './desired-state.ts';

/** What is wrong with the workflows and task queues that the configuration names, with what to do about it. */
export function queueProblems({ queues }: DesiredTwilio, actual: ActualTwilio): string[] {
  return queues.flatMap((queue) => {
    const { workflowSid, taskQueueSid } = queue.taskRouter;
    const workflow = actual.workflows.find(({ sid }) => sid === workflowSid);
    return [
      ...(workflow ? overriddenPriority(queue, workflow.configuration) : [missing(queue, 'workflow', workflowSid)]),
      ...(actual.taskQueueSids.includes(taskQueueSid) ? [] : [missing(queue, 'task queue', taskQueueSid)]),
    ];
  });
}

function missing({ name, taskRouter }: ReferencedQueue, what: string, sid: string): string {
  return `${what} ${sid} of queue ${name} does not exist in workspace ${taskRouter.workspaceSid}: correct the queue's taskRouter`;
}

interface Target {
  queue?: unknown;
  priority?: unknown;
}

interface Filter {
  expression?: unknown;
  targets?: Target[];
}

/**
 * A target's own priority replaces the task's, so return calls would wait like everybody else. A filter that asks for
 * `callback` is taken to be about return calls.
 * https://www.twilio.com/docs/taskrouter/workflow-configuration
 */
function overriddenPriority({ name, taskRouter, priority }: ReferencedQueue, configuration: string): string[] {
  const own = targetsOf(configuration).filter(({ queue }) => queue === taskRouter.taskQueueSid);
  const overriding = own.find((target) => target.priority !== undefined && target.priority !== null);
  if (!overriding) return [];
  return [
    `workflow ${taskRouter.workflowSid} gives every task for ${taskRouter.taskQueueSid} priority ${overriding.priority}, which replaces the ${priority} of queue ${name}'s return calls: remove "priority" from that target`,
  ];
}

function targetsOf(configuration: string): Target[] {
  const { task_routing: routing } = parse(configuration);
  const filters = (routing?.filters ?? []).filter(({ expression }) => !/\bcallback\b/.test(String(expression)));
  return [
    ...filters.flatMap(({ targets }) => targets ?? []),
    ...(routing?.default_filter ? [routing.default_filter] : []),
  ];
}

function parse(configuration: string): { task_routing?: { filters?: Filter[]; default_filter?: Target } } {
  try {
    return JSON.parse(configuration) ?? {};
  } catch {
    return {};
  }
}
