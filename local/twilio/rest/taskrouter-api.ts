import { TaskRouterRefusal } from '../../taskrouter/refusal.ts';
import { errorAnswer, invalidParameter, notFound, type RestAnswer, RestError, type RestRequest } from './answers.ts';
import { authenticate } from './authenticate.ts';
import type { RestApiOptions, RestContext } from './context.ts';
import { answerEventList } from './events.ts';
import { rateLimits } from './rate-limits.ts';
import { answerBulkStatistics, answerCumulativeStatistics, answerRealTimeStatistics } from './statistics.ts';
import { answerTaskCreation } from './task-creation.ts';
import { answerTask, answerTaskChange, answerTaskList } from './tasks.ts';

type Resource = (context: RestContext) => RestAnswer;

/** Below /v1/Workspaces/{Sid}. */
const answers: Readonly<Record<string, Resource>> = {
  'GET /TaskQueues/{Sid}/RealTimeStatistics': answerRealTimeStatistics,
  'GET /TaskQueues/{Sid}/CumulativeStatistics': answerCumulativeStatistics,
  'POST /TaskQueues/RealTimeStatistics': answerBulkStatistics,
  'GET /Events': answerEventList,
  'GET /Tasks': answerTaskList,
  'POST /Tasks': answerTaskCreation,
  'GET /Tasks/{Sid}': answerTask,
  'POST /Tasks/{Sid}': answerTaskChange,
};

const resources = Object.entries(answers).map(([route, answer]) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, path: new RegExp(`^${path.replace('{Sid}', '([A-Z]{2}[0-9a-f]{32})')}$`), answer };
});

/** All that is served: `GET /v1/Workspaces/{Sid}/Tasks`. */
export function taskRouterRoutes(): string[] {
  return Object.keys(answers).map((route) => route.replace(' ', ' /v1/Workspaces/{Sid}'));
}

/** The part of TaskRouter's REST API that a callback service needs, without the HTTP. */
export function createRestApi(options: RestApiOptions): (request: RestRequest) => RestAnswer {
  const limit = rateLimits();
  return (request) => {
    try {
      authenticate(request, options);
      const [path = '', query = ''] = request.path.split('?', 2);
      limit({ method: request.method, path, query, nowMs: options.nowMs() });
      return route(request, options);
    } catch (error) {
      return errorAnswer(toRestError(error, request.path));
    }
  };
}

function route({ method, path: target, headers, body }: RestRequest, options: RestApiOptions): RestAnswer {
  const [path = '', query = ''] = target.split('?', 2);
  const workspace = `/v1/Workspaces/${options.workspaceSid}`;
  if (!path.startsWith(`${workspace}/`)) throw notFound(path);
  const below = path.slice(workspace.length);
  const matching = resources.filter((resource) => resource.path.test(below));
  const resource = matching.find((candidate) => candidate.method === method);
  if (!resource) throw matching.length > 0 ? new RestError(405, 20004, 'Method not allowed') : notFound(path);
  const ids = (resource.path.exec(below) ?? []).slice(1);
  return resource.answer({ ...options, path, query, headers, body, ids, nowMs: options.nowMs() });
}

function toRestError(error: unknown, path: string): RestError {
  if (error instanceof RestError) return error;
  if (!(error instanceof TaskRouterRefusal)) throw error;
  return error.kind === 'not-found' ? notFound(path) : invalidParameter(error.message);
}
