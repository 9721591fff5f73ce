import { beforeEach, describe, expect, it } from '@jest/globals';
import { TASK_QUEUE } from '../local/twilio/contact-floor.ts';
import { WORKFLOW } from '../local/twilio/phone-line.ts';
import { BASE, RestClient } from '../local/twilio/rest/rest-client.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

const limits = vendorDocument('taskrouter-limits') as Record<string, number>;
let client: RestClient;

beforeEach(() => {
  client = new RestClient();
});

const statusesOf = (times: number, ask: () => { status: number }) => Array.from({ length: times }, () => ask().status);

/** How many of many requests at one moment are answered, and how many a second later. */
async function allowed(ask: () => { status: number }): Promise<number[]> {
  const counts: number[] = [];
  for (let second = 0; second < 2; second += 1) {
    counts.push(statusesOf(20, ask).filter((status) => status === 200).length);
    await client.floor.clock.advance(1);
  }
  return counts;
}

describe('T3: look-ups of tasks by their attributes', () => {
  const lookUp = () => client.get(`/Tasks?EvaluateTaskAttributes=${encodeURIComponent('call_sid == "CA1"')}`);

  it('are limited, and refused with 429 beyond that', async () => {
    const most = limits['lookUpsPerSecond'];
    expect(await allowed(lookUp)).toEqual([most, most]);
    statusesOf(5, lookUp);
    expect(lookUp()).toMatchObject({ status: 429, json: { code: 20429, status: 429 } });
  });

  it('have a limit of their own: any other list and a single task are answered', () => {
    const sid = client.task({});
    statusesOf(5, lookUp);
    expect(statusesOf(50, () => client.get('/Tasks?AssignmentStatus=pending'))).not.toContain(429);
    expect(statusesOf(50, () => client.get(`/Tasks/${sid}`))).not.toContain(429);
  });
});

describe('T4: a task that is made without a TaskChannel', () => {
  const totalOf = (query: string) =>
    (client.get(`/TaskQueues/${TASK_QUEUE}/RealTimeStatistics${query}`).json as { total_tasks: number }).total_tasks;

  it('is on the default channel, and in no statistics of the calls', () => {
    const answer = client.post('/Tasks', { WorkflowSid: WORKFLOW });
    expect(answer.json).toMatchObject({ task_channel_unique_name: 'default' });
    expect(totalOf('?TaskChannel=voice')).toBe(0);
    expect(totalOf('?TaskChannel=default')).toBe(1);
  });

  it('is in the statistics that name no channel, beside the calls', async () => {
    client.post('/Tasks', { WorkflowSid: WORKFLOW });
    client.task({});
    await client.floor.clock.advance(60);
    expect(totalOf('')).toBe(2);
    const entered = (query: string) => client.get(`/TaskQueues/${TASK_QUEUE}/CumulativeStatistics${query}`).json;
    expect(entered('')).toMatchObject({ tasks_entered: 2 });
    expect(entered('?TaskChannel=voice')).toMatchObject({ tasks_entered: 1 });
  });
});

describe('T9: real-time statistics of many task queues at once', () => {
  const path = '/TaskQueues/RealTimeStatistics';
  const sidsOf = (count: number) => Array.from({ length: count }, (_, index) => `WQ${String(index).padStart(32, '0')}`);
  const ask = (queueSids: unknown) => client.postJson(path, { queueSids });

  it('are those of the single request, in the fields that the page names', async () => {
    await client.floor.staff(1);
    client.task({});
    client.task({});
    await client.floor.clock.advance(5);
    const single = client.get(`${path.replace('/Real', `/${TASK_QUEUE}/Real`)}`).json as Record<string, unknown>;
    const { account_sid, workspace_sid, url, ...fields } = single;
    const { longest_relative_task_age_in_queue, longest_relative_task_sid_in_queue, ...shared } = fields;
    expect(ask([TASK_QUEUE])).toMatchObject({
      status: 200,
      json: {
        account_sid,
        workspace_sid,
        url: `https://taskrouter.twilio.com${BASE}${path}`,
        task_queue_data: [shared],
        task_queue_response_count: 1,
      },
    });
  });

  it('are zeros of a queue that is not in this workspace', () => {
    const [stranger = ''] = sidsOf(1);
    expect(ask([stranger]).json).toMatchObject({
      task_queue_data: [{ task_queue_sid: stranger, total_tasks: 0, total_eligible_workers: 0 }],
    });
  });

  it('are given of so many queues and no more', () => {
    const most = limits['queuesInABulkRequest'] ?? 0;
    expect(ask(sidsOf(most)).status).toBe(200);
    expect(ask(sidsOf(most + 1)).status).toBe(400);
    expect(ask([]).status).toBe(400);
    expect(ask('WQ1').status).toBe(400);
  });

  it('are limited, and refused with 429 beyond that', async () => {
    const most = limits['bulkRequestsPerSecond'];
    expect(await allowed(() => ask([TASK_QUEUE]))).toEqual([most, most]);
  });
});

describe('T13: the list of tasks', () => {
  const sids = (query: string) => (client.get(`/Tasks${query}`).json as { tasks: { sid: string }[] }).tasks;

  it('is narrowed to several values of AssignmentStatus, each a parameter of its own', async () => {
    await client.floor.staff(1);
    const [first, second] = [client.task({}), client.task({})];
    await client.floor.clock.advance(5);
    expect(sids('?AssignmentStatus=pending').map(({ sid }) => sid)).toEqual([second]);
    expect(new Set(sids('?AssignmentStatus=assigned&AssignmentStatus=pending').map(({ sid }) => sid))).toEqual(
      new Set([first, second]),
    );
  });
});
