import type { StatisticsWindow } from '../../taskrouter/queue-history.ts';
import { type TaskChannel, taskChannels } from '../../taskrouter/terms.ts';
import { invalidParameter, ok, type RestAnswer, readKnownParameters } from './answers.ts';
import { type RestContext, taskRouterOrigin } from './context.ts';

/** https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics */
export function answerRealTimeStatistics({ query, ids: [taskQueueSid = ''], ...context }: RestContext): RestAnswer {
  const channels = channelsOf(readKnownParameters(query, ['TaskChannel']));
  const statistics = context.model.realTimeStatistics(taskQueueSid, context.nowMs, channels);
  return ok({ ...statistics, ...identity(taskQueueSid, context) });
}

/** Without `Minutes`, of the last fifteen. */
export function answerCumulativeStatistics({ query, ids: [taskQueueSid = ''], ...context }: RestContext): RestAnswer {
  const parameters = readKnownParameters(query, ['TaskChannel', 'Minutes', 'SplitByWaitTime']);
  const { model, nowMs } = context;
  const window = statisticsWindow(parameters);
  const statistics = model.cumulativeStatistics(taskQueueSid, window, nowMs, channelsOf(parameters));
  return ok({ ...statistics, ...identity(taskQueueSid, context) });
}

const MOST_QUEUES = 50;

/**
 * Of up to fifty task queues. No page says which channels it counts: it counts them all here, which is the less welcome guess. A SID
 * that is no queue of this workspace has zeros.
 */
export function answerBulkStatistics({ query, body, ...context }: RestContext): RestAnswer {
  readKnownParameters(query, []);
  const data = readQueueSids(body).map((sid) => bulkStatistics(sid, context));
  const { account_sid, workspace_sid, url } = identity('', context);
  return ok({ account_sid, workspace_sid, task_queue_data: data, task_queue_response_count: data.length, url });
}

function bulkStatistics(
  sid: string,
  { model, nowMs, taskQueueSids }: Pick<RestContext, 'model' | 'nowMs' | 'taskQueueSids'>,
) {
  if (!taskQueueSids.includes(sid)) return { task_queue_sid: sid, ...nothing };
  const {
    longest_relative_task_age_in_queue: _age,
    longest_relative_task_sid_in_queue: _sid,
    ...statistics
  } = model.realTimeStatistics(sid, nowMs, taskChannels);
  return { task_queue_sid: sid, ...statistics };
}

const nothing = {
  activity_statistics: [],
  longest_task_waiting_age: 0,
  longest_task_waiting_sid: null,
  tasks_by_priority: {},
  tasks_by_status: { reserved: 0, pending: 0, assigned: 0, wrapping: 0 },
  total_available_workers: 0,
  total_eligible_workers: 0,
  total_tasks: 0,
};

function readQueueSids(body: string): string[] {
  const sids: unknown = parsed(body)?.['queueSids'];
  const areSids = Array.isArray(sids) && sids.every((sid) => /^WQ[0-9a-f]{32}$/i.test(String(sid)));
  if (areSids && sids.length >= 1 && sids.length <= MOST_QUEUES) return sids.map(String);
  throw invalidParameter(`queueSids must be a list of 1 to ${MOST_QUEUES} SIDs of task queues`);
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function identity(
  taskQueueSid: string,
  { accountSid, workspaceSid, path }: Pick<RestContext, 'accountSid' | 'workspaceSid' | 'path'>,
) {
  const url = `${taskRouterOrigin}${path}`;
  return { account_sid: accountSid, workspace_sid: workspaceSid, task_queue_sid: taskQueueSid, url };
}

/** Without one, all of them. */
function channelsOf(parameters: ReadonlyMap<string, string>): readonly TaskChannel[] {
  const name = parameters.get('TaskChannel');
  if (name === undefined) return taskChannels;
  const channel = taskChannels.find((one) => one === name);
  if (channel) return [channel];
  throw invalidParameter(`TaskChannel=${name} is no channel of this workspace: use ${taskChannels.join(' or ')}`);
}

function statisticsWindow(parameters: ReadonlyMap<string, string>): StatisticsWindow {
  const minutes = parameters.get('Minutes');
  const split = parameters.get('SplitByWaitTime');
  return {
    minutes: minutes === undefined ? undefined : positiveInteger('Minutes', minutes),
    splitByWaitTimeSeconds: split?.split(',').map((seconds) => positiveInteger('SplitByWaitTime', seconds)),
  };
}

function positiveInteger(name: string, value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw invalidParameter(`${name}=${value} is not a whole number above 0`);
}
