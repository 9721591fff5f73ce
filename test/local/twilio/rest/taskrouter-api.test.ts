import { beforeEach, describe, expect, it } from '@jest/globals';
import { TASK_QUEUE, WORKSPACE } from '../contact-floor.ts';
import { ACCOUNT_SID } from '../phone-line.ts';
import { AUTHORIZATION, BASE, RestClient, TOKEN } from './rest-client.ts';

let client: RestClient;

beforeEach(() => {
  client = new RestClient();
});

describe("TaskRouter's REST API", () => {
  it.each([
    ['', {}],
    ['a wrong token', { authorization: `Basic ${btoa(`${ACCOUNT_SID}:wrong`)}` }],
    ['another account', { authorization: `Basic ${btoa(`AC2:${TOKEN}`)}` }],
    ['another scheme', { authorization: `Bearer ${TOKEN}` }],
  ])('lets nobody in with %s', (_what, headers) => {
    const answer = client.api({
      method: 'GET',
      path: `${BASE}/TaskQueues/${TASK_QUEUE}/RealTimeStatistics`,
      headers,
      body: '',
    });
    expect(answer).toMatchObject({ status: 401, json: { code: 20003, status: 401, message: 'Authenticate' } });
    expect(answer.headers).toHaveProperty('www-authenticate');
  });

  it.each([
    ['/Tasks/WT11111111111111111111111111111111'],
    ['/TaskQueues/WQ22222222222222222222222222222222/RealTimeStatistics'],
    ['/TaskQueues/WQ22222222222222222222222222222222/CumulativeStatistics'],
    ['/Workers'],
    ['/Tasks/WT1'],
  ])('knows nothing at %s', (path) => {
    expect(client.get(path)).toMatchObject({
      status: 404,
      json: { code: 20404, message: expect.stringContaining(path) },
    });
  });

  it('knows no other workspace', () => {
    const path = '/v1/Workspaces/WS22222222222222222222222222222222/Tasks';
    expect(client.api({ method: 'GET', path, headers: { authorization: AUTHORIZATION }, body: '' }).status).toBe(404);
  });

  it('refuses a method that a resource does not have', () => {
    const path = `/TaskQueues/${TASK_QUEUE}/RealTimeStatistics`;
    expect(client.post(path, {})).toMatchObject({ status: 405, json: { code: 20004 } });
  });
});

describe('the statistics of a task queue', () => {
  it('tell in real time who waits and who works', async () => {
    await client.floor.staff(2);
    for (let more = 0; more < 4; more += 1) client.task({});
    await client.floor.clock.advance(5);
    const path = `/TaskQueues/${TASK_QUEUE}/RealTimeStatistics`;
    expect(client.get(`${path}?TaskChannel=voice`)).toMatchObject({
      status: 200,
      json: {
        account_sid: ACCOUNT_SID,
        workspace_sid: WORKSPACE,
        task_queue_sid: TASK_QUEUE,
        url: `https://taskrouter.twilio.com${BASE}${path}`,
        total_available_workers: 2,
        total_tasks: 4,
        longest_task_waiting_age: 5,
        tasks_by_status: { pending: 2, reserved: 0, assigned: 2, wrapping: 0 },
      },
    });
  });

  it('tell of the last minutes, fifteen unless asked otherwise', async () => {
    await client.floor.staff(1);
    client.task({});
    await client.floor.clock.advance(6 * 60);
    const path = `/TaskQueues/${TASK_QUEUE}/CumulativeStatistics`;
    expect(client.get(path)).toMatchObject({
      json: {
        reservations_accepted: 1,
        avg_task_acceptance_time: 3,
        split_by_wait_time: null,
        task_queue_sid: TASK_QUEUE,
      },
    });
    expect(client.get(`${path}?Minutes=5&TaskChannel=voice`)).toMatchObject({
      json: { reservations_accepted: 0, avg_task_acceptance_time: 0 },
    });
    expect(client.get(`${path}?Minutes=7&SplitByWaitTime=2%2C30`)).toMatchObject({
      json: {
        reservations_accepted: 1,
        split_by_wait_time: { 2: { above: { reservations_accepted: 1 } }, 30: { below: { reservations_accepted: 1 } } },
      },
    });
  });

  it.each([
    ['RealTimeStatistics?TaskChannel=chat'],
    ['RealTimeStatistics?Minutes=5'],
    ['CumulativeStatistics?Minutes=0'],
    ['CumulativeStatistics?Minutes=x'],
    ['CumulativeStatistics?Minutes=5&Minutes=6'],
    ['CumulativeStatistics?StartDate=2026-11-25'],
    ['CumulativeStatistics?SplitByWaitTime=30,'],
  ])('refuse what they cannot tell: %s', (query) => {
    expect(client.get(`/TaskQueues/${TASK_QUEUE}/${query}`)).toMatchObject({ status: 400, json: { code: 20001 } });
  });
});
