import { describe, expect, it } from '@jest/globals';
import { bulkStatistics } from '../../lambdas/adapters/taskrouter-bulk-statistics.ts';
import { taskRouterEvents } from '../../lambdas/adapters/taskrouter-events.ts';
import { taskRouterStatistics } from '../../lambdas/adapters/taskrouter-statistics.ts';
import { taskRouterTasks } from '../../lambdas/adapters/taskrouter-tasks.ts';
import { TASK_QUEUE, WORKSPACE } from '../local/twilio/contact-floor.ts';
import { ACCOUNT_SID, WORKFLOW } from '../local/twilio/phone-line.ts';
import { RestClient, TOKEN } from '../local/twilio/rest/rest-client.ts';
import { startDeployment } from '../provisioning/simulated-account.ts';
import { documentedRequest, documentedRequests } from '../support/documented-requests.ts';
import { serveTaskRouter } from '../support/served-taskrouter.ts';
import { appliedDefault } from './applied-defaults.ts';

const defaults = documentedRequests.flatMap(([request, parameters]) =>
  Object.entries(parameters).map(([parameter, value]) => ({ request, parameter, value })),
);

describe('the simulated Twilio, where a request leaves a parameter out', () => {
  it.each(defaults)(
    'does as documented: $request without $parameter is $value',
    async ({ request, parameter, value }) => {
      expect(await appliedDefault(request, parameter)).toBe(value);
    },
  );
});

describe('the list of requests with their defaults', () => {
  const isListed = (request: string) => documentedRequest(...(request.split(' ') as [string, string])) !== undefined;

  it('has every request of a deploy and a removal', async () => {
    const deployment = await startDeployment();
    try {
      await deployment.deploy();
      await deployment.remove();
      Object.assign(deployment.rows.list('/v1/Workspaces')[0] ?? {}, {
        event_callback_url: 'https://other.example.com/',
      });
      await deployment.deploy();
      await deployment.remove();
    } finally {
      await deployment.account.stop();
    }
    const { requests } = deployment.account;
    expect(requests).toContainEqual(expect.stringMatching(/^DELETE \/v1\/Sinks/));
    expect(requests.filter((request) => !isListed(request))).toEqual([]);
  });

  it('has every request of the functions', async () => {
    const client = new RestClient();
    const requests: string[] = [];
    const server = await serveTaskRouter((request) => {
      requests.push(`${request.method} ${request.path}`);
      return client.api(request);
    });
    const access = {
      ...{ origin: server.origin, timeoutMs: 5000 },
      credential: async () => ({ user: ACCOUNT_SID, password: TOKEN }),
    };
    const queue = { workspaceSid: WORKSPACE, workflowSid: WORKFLOW, taskQueueSid: TASK_QUEUE, voiceOnly: true };
    try {
      const tasks = taskRouterTasks(access);
      const sid = await tasks.create(queue, { attributes: {}, priority: 5 });
      await tasks.listWaiting(queue);
      await tasks.find(queue, 'call_sid == "CA1"');
      const task = await tasks.read(queue, sid);
      if (task) await tasks.change(queue, task, { cancelBecause: 'over' });
      await taskRouterEvents(access).list(WORKSPACE, { eventType: 'task.created', fromMs: 0, toMs: 1 });
      const inBulk = bulkStatistics(access, (error) => expect(error).toBeUndefined());
      await taskRouterStatistics(access, inBulk([])).fetch(queue, [5, 15]);
      await inBulk([queue, { ...queue, taskQueueSid: `WQ${'2'.repeat(32)}` }]).of(queue);
    } finally {
      await server.stop();
    }
    expect(new Set(requests.map((request) => request.split('?')[0])).size).toBe(8);
    expect(requests.filter((request) => !isListed(request))).toEqual([]);
  });
});
