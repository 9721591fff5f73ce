import { type Finding, firstOf, good, refusalsOf, wrong } from '../finding.ts';
import { ifThere } from '../twilio-failures.ts';
import { each, type ResourceKind } from './kind.ts';
import { mustExist, type ReferencedQueue, referencedQueues, uniqueBy } from './referenced-queue.ts';

export interface Workflow {
  sid: string;
  /** The JSON that says which task goes to which queue. */
  configuration: string;
}

export const workflowKind: ResourceKind<ReferencedQueue, Workflow> = {
  wanted: referencedQueues,

  read: ({ twilio, wanted }) =>
    each(uniqueBy(wanted, 'workflowSid'), ({ taskRouter: { workspaceSid, workflowSid } }) =>
      ifThere(() => twilio.taskRouter.workspaces(workspaceSid).workflows(workflowSid).fetch()),
    ),

  plan({ wanted, found }) {
    const findings = wanted.flatMap((queue) => [exists(found)(queue), keepsPriority(found)(queue)]);
    return { refusals: refusalsOf(findings) };
  },

  checks: [
    { name: 'every workflow exists', look: ({ wanted, found }) => firstOf(wanted, exists(found)) },
    {
      name: 'no workflow overrides the priority of return calls',
      look: ({ wanted, found }) => firstOf(wanted, keepsPriority(found)),
    },
  ],
};

function exists(found: readonly Workflow[]): (queue: ReferencedQueue) => Finding {
  return mustExist('workflow', 'workflowSid', found);
}

/**
 * A target's own priority replaces the task's, so return calls would wait like everybody else. A filter that asks for
 * `callback` is taken to be about return calls.
 * https://www.twilio.com/docs/taskrouter/workflow-configuration
 */
function keepsPriority(found: readonly Workflow[]): (queue: ReferencedQueue) => Finding {
  return ({ name, taskRouter: { workflowSid, taskQueueSid }, priority }) => {
    const workflow = found.find(({ sid }) => sid === workflowSid);
    const own = workflow ? targetsOf(workflow.configuration).filter(({ queue }) => queue === taskQueueSid) : [];
    const overriding = own.find((target) => target.priority !== undefined && target.priority !== null);
    if (!overriding) return good;
    return wrong(
      `workflow ${workflowSid} gives every task for ${taskQueueSid} priority ${overriding.priority}, which replaces the ${priority} of queue ${name}'s return calls`,
      'remove "priority" from that target',
    );
  };
}

interface Target {
  queue?: unknown;
  priority?: unknown;
}

interface Filter {
  expression?: unknown;
  targets?: Target[];
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
