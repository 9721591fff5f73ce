import * as v from 'valibot';
import { readAs } from '../domain/document.ts';
import type { QueueConfig } from '../domain/queue-config.ts';
import { requestJson } from './json-request.ts';
import { spaced } from './spaced-requests.ts';
import { authorizationOf, type TaskRouterAccess } from './taskrouter-tasks.ts';

type TaskRouterSids = QueueConfig['taskRouter'];

/** One sample's real-time statistics of task queues, many by one request. */
export interface BulkStatistics {
  /** `undefined` where the queue has to be asked about alone: TaskRouter was not asked in bulk, or its answer does not tell. */
  of(taskRouter: TaskRouterSids): Promise<unknown>;
}

const MOST_QUEUES = 50;
/** An account may make five such requests a second. */
const APART_MS = 250;

const found = v.looseObject({
  task_queue_sid: v.string(),
  tasks_by_status: v.looseObject({}),
  total_available_workers: v.number(),
  longest_task_waiting_age: v.number(),
  /** A queue that TaskRouter does not know has zeros in every field: they would promise a short wait. */
  total_eligible_workers: v.pipe(v.number(), v.minValue(1)),
});
const answer = v.object({ task_queue_data: v.array(v.unknown()) });

/**
 * Asks about fifty task queues at once, when the first of them is needed. Which channels this counts is not documented, so it is
 * asked only about queues that calls alone have tasks in (`voiceOnly`). A request that fails is made for each queue alone.
 * https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics
 */
export function bulkStatistics(
  access: TaskRouterAccess,
  notAnswered: (error: unknown) => void,
): (queues: readonly TaskRouterSids[]) => BulkStatistics {
  const inTurn = spaced(APART_MS);
  const ask = async (workspaceSid: string, queueSids: string[]): Promise<Map<string, unknown>> => {
    const url = `${access.origin}/v1/Workspaces/${workspaceSid}/TaskQueues/RealTimeStatistics`;
    try {
      const headers = { authorization: await authorizationOf(access) };
      const request = { service: 'TaskRouter', url, headers, timeoutMs: access.timeoutMs };
      const { json } = await inTurn(() => requestJson({ ...request, method: 'POST', body: { queueSids } }));
      const told = (readAs(answer, json)?.task_queue_data ?? []).flatMap((one) => readAs(found, one) ?? []);
      return new Map(told.map((one) => [one.task_queue_sid, one]));
    } catch (error) {
      notAnswered(error);
      return new Map();
    }
  };
  return (queues) => {
    const askOnce = new Map<string, () => Promise<Map<string, unknown>>>();
    for (const [workspaceSid, sids] of byWorkspace(queues.filter(({ voiceOnly }) => voiceOnly))) {
      for (let start = 0; start < sids.length; start += MOST_QUEUES) {
        const together = sids.slice(start, start + MOST_QUEUES);
        // Alone, a queue costs one request either way, and that of its own is documented.
        if (together.length === 1) continue;
        let asked: Promise<Map<string, unknown>> | undefined;
        for (const sid of together) {
          askOnce.set(sid, () => {
            asked ??= ask(workspaceSid, together);
            return asked;
          });
        }
      }
    }
    return { of: async ({ taskQueueSid }) => (await askOnce.get(taskQueueSid)?.())?.get(taskQueueSid) };
  };
}

function byWorkspace(queues: readonly TaskRouterSids[]): Map<string, string[]> {
  const sids = new Map<string, Set<string>>();
  for (const { workspaceSid, taskQueueSid } of queues) {
    sids.set(workspaceSid, (sids.get(workspaceSid) ?? new Set()).add(taskQueueSid));
  }
  return new Map([...sids].map(([workspaceSid, queueSids]) => [workspaceSid, [...queueSids]]));
}
