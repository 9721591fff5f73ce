import type { StatisticsWindow } from '../../taskrouter/queue-history.ts';
import { invalidParameter, ok, type RestAnswer, readKnownParameters } from './answers.ts';
import type { RestContext } from './context.ts';

/** https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics */
export function answerRealTimeStatistics({ query, ids: [taskQueueSid = ''], ...context }: RestContext): RestAnswer {
  requireVoice(readKnownParameters(query, ['TaskChannel']));
  const statistics = context.model.realTimeStatistics(taskQueueSid, context.nowMs);
  return ok({ ...statistics, ...identity(taskQueueSid, context) });
}

export function answerCumulativeStatistics({ query, ids: [taskQueueSid = ''], ...context }: RestContext): RestAnswer {
  const parameters = readKnownParameters(query, ['TaskChannel', 'Minutes', 'SplitByWaitTime']);
  requireVoice(parameters);
  const statistics = context.model.cumulativeStatistics(taskQueueSid, statisticsWindow(parameters), context.nowMs);
  return ok({ ...statistics, ...identity(taskQueueSid, context) });
}

function identity(taskQueueSid: string, { accountSid, workspaceSid, path }: Omit<RestContext, 'query' | 'ids'>) {
  return { account_sid: accountSid, workspace_sid: workspaceSid, task_queue_sid: taskQueueSid, url: path };
}

function requireVoice(parameters: ReadonlyMap<string, string>): void {
  const channel = parameters.get('TaskChannel') ?? 'voice';
  if (channel !== 'voice') throw invalidParameter(`TaskChannel ${channel} has no statistics here: use voice`);
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
