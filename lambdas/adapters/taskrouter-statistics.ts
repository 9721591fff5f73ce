import type { QueueConfig } from '../domain/queue-config.ts';
import type { RawStatistics, StatisticsWindow } from '../domain/wait/read-statistics.ts';
import type { TaskRouterStatistics } from '../services.ts';
import { requestJson } from './json-request.ts';
import type { BulkStatistics } from './taskrouter-bulk-statistics.ts';
import { authorizationOf, type TaskRouterAccess } from './taskrouter-tasks.ts';

/**
 * TaskRouter's statistics of a task queue as raw JSON: the Twilio SDK's typed fields turn 1e308 into 1, and it waits
 * for 30 seconds.
 * https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics
 */
export function taskRouterStatistics(access: TaskRouterAccess, bulk: BulkStatistics): TaskRouterStatistics {
  return {
    async fetch(taskRouter: QueueConfig['taskRouter'], windows: readonly StatisticsWindow[]): Promise<RawStatistics> {
      const { workspaceSid, taskQueueSid } = taskRouter;
      const base = `${access.origin}/v1/Workspaces/${workspaceSid}/TaskQueues/${taskQueueSid}`;
      const headers = { authorization: await authorizationOf(access) };
      const read = async (resource: string) => {
        const { timeoutMs } = access;
        return (await requestJson({ service: 'TaskRouter', url: `${base}/${resource}`, headers, timeoutMs })).json;
      };
      const cumulative = (minutes: StatisticsWindow) =>
        windows.includes(minutes) ? read(`CumulativeStatistics?Minutes=${minutes}&TaskChannel=voice`) : undefined;
      const [realTime, cumulative5Minutes, cumulative15Minutes] = await Promise.all([
        bulk.of(taskRouter).then((told) => told ?? read('RealTimeStatistics?TaskChannel=voice')),
        cumulative(5),
        cumulative(15),
      ]);
      return { realTime, cumulative5Minutes, cumulative15Minutes };
    },
  };
}
