import type { TaskView } from '../../taskrouter/tasks.ts';
import type { TaskChannel } from '../../taskrouter/terms.ts';
import { sidFor } from '../sids.ts';
import { type RestContext, taskRouterOrigin } from './context.ts';

/** https://www.twilio.com/docs/taskrouter/api/task#task-properties */
export function taskJson(task: TaskView, { accountSid, workspaceSid }: RestContext): Record<string, unknown> {
  const { workflowSid, taskQueueSid } = task;
  const workspace = `${taskRouterOrigin}/v1/Workspaces/${workspaceSid}`;
  const url = `${workspace}/Tasks/${task.sid}`;
  return {
    account_sid: accountSid,
    workspace_sid: workspaceSid,
    sid: task.sid,
    age: task.ageSeconds,
    assignment_status: task.status,
    attributes: JSON.stringify(task.attributes),
    addons: '{}',
    date_created: isoSeconds(task.createdAtMs),
    date_updated: isoSeconds(task.updatedAtMs),
    task_queue_entered_date: taskQueueSid === undefined ? null : isoSeconds(task.queueEnteredAtMs),
    virtual_start_time: isoSeconds(task.virtualStartMs),
    priority: task.priority,
    reason: task.reason ?? null,
    timeout: task.timeoutSeconds,
    workflow_sid: workflowSid,
    workflow_friendly_name: task.workflowName,
    task_queue_sid: taskQueueSid ?? null,
    task_queue_friendly_name: task.taskQueueName ?? null,
    task_channel_sid: taskChannelSid(workspaceSid, task.channel),
    task_channel_unique_name: task.channel,
    ...notRouted,
    url,
    links: {
      workspace,
      workflow: `${workspace}/Workflows/${workflowSid}`,
      ...(taskQueueSid !== undefined && { task_queue: `${workspace}/TaskQueues/${taskQueueSid}` }),
      reservations: `${url}/Reservations`,
    },
  };
}

/** A task that goes its workflow's way, not to a worker of the sender's choice. */
const notRouted = { routing_target: null, ignore_capacity: false };

/** Each workspace has channels of its own. */
export function taskChannelSid(workspaceSid: string, channel: TaskChannel): string {
  return sidFor('TC', `${workspaceSid} ${channel}`);
}

function isoSeconds(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
