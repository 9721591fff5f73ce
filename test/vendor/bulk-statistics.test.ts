import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bulkStatistics } from '../../lambdas/adapters/taskrouter-bulk-statistics.ts';
import { taskRouterStatistics } from '../../lambdas/adapters/taskrouter-statistics.ts';
import { windowsOf } from '../../lambdas/domain/wait/estimators.ts';
import { readStatistics } from '../../lambdas/domain/wait/read-statistics.ts';
import { TaskRouterModel } from '../../local/taskrouter/model.ts';
import { EventLog } from '../../local/twilio/event-log.ts';
import { sendAnswer } from '../../local/twilio/rest/account-server.ts';
import { createRestApi } from '../../local/twilio/rest/taskrouter-api.ts';
import { readRequest, serveLocally } from '../../local/world/loopback-server.ts';
import { ACCOUNT_SID, NOON_MS } from '../support/builders.ts';

const QUEUES = 300;
const WORKSPACE = `WS${'0'.repeat(32)}`;
const TOKEN = 'secret';
const sidOf = (prefix: string, index: number) => `${prefix}${index.toString(16).padStart(32, '0')}`;
const queueOf = (index: number, voiceOnly: boolean) => ({
  workspaceSid: WORKSPACE,
  workflowSid: sidOf('WW', index),
  taskQueueSid: sidOf('WQ', index),
  voiceOnly,
});

/** One caller waits in the first queue, with a chat beside it; in each queue two agents are at work. */
function workspace(): TaskRouterModel {
  const indexes = Array.from({ length: QUEUES }, (_, index) => index);
  const model = new TaskRouterModel({
    seed: 1,
    startMs: NOON_MS,
    taskQueues: indexes.map((index) => ({ sid: sidOf('WQ', index), friendlyName: `queue ${index}` })),
    workflows: indexes.map((index) => ({
      sid: sidOf('WW', index),
      friendlyName: `queue ${index}`,
      targets: [{ taskQueueSid: sidOf('WQ', index) }],
    })),
    behaviour: { acceptDelaySeconds: () => 0, handleSeconds: () => 1e6, wrapUpSeconds: () => 5 },
  });
  for (const index of indexes) model.setWorkerCount({ taskQueueSid: sidOf('WQ', index), count: 2 }, NOON_MS);
  const task = { workflowSid: sidOf('WW', 0), attributes: {}, priority: 0, timeoutSeconds: 900 };
  for (let call = 0; call < 3; call += 1) model.createTask(task, NOON_MS);
  for (let chat = 0; chat < 5; chat += 1) model.createTask({ ...task, channel: 'default' }, NOON_MS);
  return model;
}

let requests: string[] = [];
let failWith: number | undefined;
let origin = '';
let stop: () => Promise<void>;

beforeAll(async () => {
  const answer = createRestApi({
    events: new EventLog(),
    accountSid: ACCOUNT_SID,
    authToken: () => TOKEN,
    workspaceSid: WORKSPACE,
    taskQueueSids: Array.from({ length: QUEUES }, (_, index) => sidOf('WQ', index)),
    model: workspace(),
    nowMs: () => Math.max(NOON_MS, NOON_MS + performance.now()),
    onChange: () => undefined,
  });
  const server = await serveLocally(async (incoming, response) => {
    const request = await readRequest(incoming, 100_000);
    requests.push(`${request.method} ${request.path}`);
    const isBulk = request.method === 'POST';
    if (isBulk && failWith) return sendAnswer(response, { status: failWith, json: {}, headers: {} });
    sendAnswer(response, answer(request));
  });
  origin = server.origin;
  stop = server.stop;
});

afterAll(() => stop());

beforeEach(() => {
  requests = [];
  failWith = undefined;
});

/** Everything that a sample asks TaskRouter about these queues, ten at once. */
async function sample(queues: ReturnType<typeof queueOf>[]) {
  const problems: unknown[] = [];
  const access = { origin, credential: async () => ({ user: ACCOUNT_SID, password: TOKEN }), timeoutMs: 5000 };
  const bulk = bulkStatistics(access, (error) => problems.push(error))(queues);
  const statistics = taskRouterStatistics(access, bulk);
  const readings = [];
  for (let start = 0; start < queues.length; start += 10) {
    const settled = await Promise.allSettled(
      queues.slice(start, start + 10).map((queue) => statistics.fetch(queue, windowsOf('people-ahead'))),
    );
    for (const one of settled) {
      if (one.status === 'rejected') throw one.reason;
      readings.push(one.value);
    }
  }
  const realTime = requests.filter((request) => request.includes('/RealTimeStatistics'));
  return {
    readings: readings.map(readStatistics),
    problems,
    realTime,
    bulk: realTime.filter((one) => /^POST/.test(one)),
  };
}

const many = (voiceOnly: boolean) => Array.from({ length: QUEUES }, (_, index) => queueOf(index, voiceOnly));

describe('T9: the real-time statistics of one queue', () => {
  it('cost one request either way, which is the documented one', async () => {
    const { realTime } = await sample([queueOf(0, true)]);
    expect(realTime).toEqual([expect.stringMatching(/^GET .*\/RealTimeStatistics\?TaskChannel=voice$/)]);
  });
});

describe('T9: the real-time statistics of 300 queues', () => {
  it('cost six requests a sample where calls alone have tasks in them, and no queue is lost', async () => {
    const { readings, problems, realTime, bulk } = await sample(many(true));
    expect(problems).toEqual([]);
    expect(readings.filter(({ ok }) => !ok)).toEqual([]);
    expect([realTime.length, bulk.length]).toEqual([6, 6]);
    // With the one window that the default estimate needs.
    expect(requests).toHaveLength(QUEUES + 6);
  });

  it('cost a request a queue, of the calls alone, where nobody has said so', async () => {
    const { readings, realTime, bulk } = await sample(many(false));
    expect([realTime.length, bulk.length]).toEqual([QUEUES, 0]);
    expect(readings[0]).toMatchObject({ ok: true, statistics: { pendingTasks: 1, assignedTasks: 2 } });
    expect(realTime.filter((request) => !request.endsWith('?TaskChannel=voice'))).toEqual([]);
  });

  it.each([429, 500])('are asked of each queue alone after a %s', async (status) => {
    failWith = status;
    const queues = many(true).slice(0, 20);
    const { readings, problems, realTime, bulk } = await sample(queues);
    expect(readings.filter(({ ok }) => !ok)).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(realTime.length - bulk.length).toBe(queues.length);
    expect(bulk).toHaveLength(status === 429 ? 3 : 1);
  });

  it('are not believed of a queue that TaskRouter does not know, whose zeros would promise a short wait', async () => {
    const strangers = [queueOf(0, true), queueOf(QUEUES + 1, true)];
    await expect(sample(strangers)).rejects.toThrow('TaskRouter answered 404');
  });
});
