import { createServer } from 'node:http';
import { expect, it } from '@jest/globals';
import { taskRouterTasks } from '../../lambdas/adapters/taskrouter-tasks.ts';
import { close, listen } from '../../local/world/loopback-server.ts';
import { queueConfig } from '../support/builders.ts';

it('the waiting tasks of a queue are asked for in the order in which agents get them', async () => {
  const asked: URL[] = [];
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://taskrouter'));
    response.setHeader('content-type', 'application/json').end('{"tasks": []}');
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const credential = async () => ({ user: 'SK1', password: 'secret' });
  const { taskRouter } = queueConfig();
  expect(await taskRouterTasks({ origin, credential, timeoutMs: 5000 }).listWaiting(taskRouter)).toEqual([]);
  expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toMatchObject({
    ...{ AssignmentStatus: 'pending', TaskQueueSid: taskRouter.taskQueueSid },
    Ordering: 'Priority:desc,VirtualStartTime:asc',
  });
  await close(server);
});
