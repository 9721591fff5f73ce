import * as v from 'valibot';
import { json, readAs } from '../domain/document.ts';
import type { QueueConfig } from '../domain/queue-config.ts';
import { basicAuthorization, type RestCredential } from '../domain/twilio-credentials.ts';
import type { Task, TaskChange, TaskRouterTasks } from '../services.ts';
import { type JsonAnswer, type JsonRequest, requestJson, UnexpectedStatus } from './json-request.ts';
import { spaced } from './spaced-requests.ts';

type Workspace = Pick<QueueConfig['taskRouter'], 'workspaceSid'>;

/** https://www.twilio.com/docs/taskrouter/api/task */
export function taskRouterTasks(access: TaskRouterAccess): TaskRouterTasks {
  const ask = async (
    { workspaceSid }: Workspace,
    { path, ...asked }: Pick<JsonRequest, 'method' | 'body' | 'headers'> & { path: string },
  ): Promise<JsonAnswer> => {
    const url = `${access.origin}/v1/Workspaces/${workspaceSid}/Tasks${path}`;
    const headers = { authorization: await authorizationOf(access), ...asked.headers };
    return requestJson({ service: 'TaskRouter', url, timeoutMs: access.timeoutMs, ...asked, headers });
  };
  const lookUp = spaced(LOOK_UPS_APART_MS);
  return {
    find: async (taskRouter, expression) => {
      const query = new URLSearchParams({ EvaluateTaskAttributes: expression });
      return readTasks(await lookUp(() => ask(taskRouter, { path: `?${query}` })));
    },
    listWaiting: async (taskRouter) => {
      const { taskQueueSid: TaskQueueSid } = taskRouter;
      const query = new URLSearchParams({
        ...{ TaskQueueSid, AssignmentStatus: 'pending', PageSize: String(PAGE_SIZE) },
        Ordering: 'Priority:desc,VirtualStartTime:asc',
      });
      return readTasks(await ask(taskRouter, { path: `?${query}` }));
    },
    create: async (taskRouter, { attributes, priority }) => {
      const { workflowSid: WorkflowSid } = taskRouter;
      const form = {
        ...{ WorkflowSid, TaskChannel: 'voice' },
        ...{ Attributes: JSON.stringify(attributes), Priority: String(priority) },
      };
      const { json } = await ask(taskRouter, { path: '', method: 'POST', body: new URLSearchParams(form) });
      return readTask(json, undefined).sid;
    },
    read: async (taskRouter, taskSid) => {
      try {
        const { json, etag } = await ask(taskRouter, { path: `/${taskSid}` });
        return readTask(json, etag);
      } catch (error) {
        if (error instanceof UnexpectedStatus && error.status === 404) return undefined;
        throw error;
      }
    },
    change: async (taskRouter, { sid, etag }, changes) => {
      try {
        const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
        await ask(taskRouter, { path: `/${sid}`, method: 'POST', body: formOf(changes), headers });
        return true;
      } catch (error) {
        if (error instanceof UnexpectedStatus && error.status === 412) return false;
        throw error;
      }
    },
  };
}

/** An account may look up three tasks a second by their attributes, and any number of instances may be at it. */
const LOOK_UPS_APART_MS = 1000;

/** Of a longer line those who come first; a queue holds a hundred callers unless Twilio raised that. */
const PAGE_SIZE = 200;

const task = v.object({
  sid: v.string(),
  assignment_status: v.string(),
  date_created: v.pipe(
    v.string(),
    v.transform((date) => Date.parse(date)),
  ),
  attributes: json(v.record(v.string(), v.unknown())),
});

const taskList = v.object({ tasks: v.array(v.unknown()) });

function readTasks({ json }: JsonAnswer): Task[] {
  return (readAs(taskList, json)?.tasks ?? []).map((one) => readTask(one, undefined));
}

function formOf({ attributes, virtualStartMs, cancelBecause }: TaskChange): URLSearchParams {
  return new URLSearchParams({
    ...(attributes && { Attributes: JSON.stringify(attributes) }),
    ...(virtualStartMs !== undefined && { VirtualStartTime: new Date(virtualStartMs).toISOString() }),
    ...(cancelBecause !== undefined && { AssignmentStatus: 'canceled', Reason: cancelBecause }),
  });
}

function readTask(answer: unknown, etag: string | undefined): Task {
  const read = readAs(task, answer);
  if (!read) throw new Error('TaskRouter answered a task that cannot be read');
  const { sid, assignment_status: status, date_created: createdAtMs, attributes } = read;
  return { sid, status, createdAtMs, attributes, etag };
}

export interface TaskRouterAccess {
  /** `https://taskrouter.twilio.com`, or a loopback origin. */
  origin: string;
  credential(): Promise<RestCredential>;
  timeoutMs: number;
}

export async function authorizationOf({ credential }: TaskRouterAccess): Promise<string> {
  return basicAuthorization(await credential());
}
