import * as v from 'valibot';
import { readAs } from '../domain/document.ts';
import type { TaskRouterEvents } from '../services.ts';
import { requestJson } from './json-request.ts';
import { authorizationOf, type TaskRouterAccess } from './taskrouter-tasks.ts';

/** The longest list that TaskRouter gives. There is no next page of it. */
const PAGE_SIZE = 1000;

/** A task's attributes have 4 KB at most, and so many events no more than this. */
const MOST_BYTES = 8 * 1024 * 1024;

const answer = v.object({ events: v.array(v.unknown()) });

/** https://www.twilio.com/docs/taskrouter/api/event */
export function taskRouterEvents(access: TaskRouterAccess): TaskRouterEvents {
  const { origin, timeoutMs } = access;
  return {
    list: async (workspaceSid, { eventType: EventType, fromMs, toMs }) => {
      const [StartDate, EndDate] = [isoSeconds(fromMs), isoSeconds(toMs)];
      const query = new URLSearchParams({ EventType, StartDate, EndDate, PageSize: String(PAGE_SIZE) });
      const url = `${origin}/v1/Workspaces/${workspaceSid}/Events?${query}`;
      const headers = { authorization: await authorizationOf(access) };
      const asked = { service: 'TaskRouter', url, headers, timeoutMs, maxAnswerBytes: MOST_BYTES };
      const list = readAs(answer, (await requestJson(asked)).json)?.events;
      if (!list) throw new Error('TaskRouter answered no list of events');
      return list.length < PAGE_SIZE ? list : undefined;
    },
  };
}

function isoSeconds(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
