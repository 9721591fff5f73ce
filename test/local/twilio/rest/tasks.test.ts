import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RestAnswer } from '../../../../local/twilio/rest/answers.ts';
import { TASK_QUEUE, WORKSPACE } from '../contact-floor.ts';
import { ACCOUNT_SID, START_MS, WORKFLOW } from '../phone-line.ts';
import { BASE, RestClient } from './rest-client.ts';

let client: RestClient;

beforeEach(() => {
  client = new RestClient();
});

const sids = ({ json }: RestAnswer) => (json as { tasks: { sid: string }[] }).tasks.map(({ sid }) => sid);

describe('a task', () => {
  it('is shown as TaskRouter shows it', async () => {
    const sid = client.task({ call_sid: 'CA1' }, 5);
    await client.floor.clock.advance(12);
    expect(client.get(`/Tasks/${sid}`)).toEqual({
      status: 200,
      headers: { etag: expect.stringMatching(/^"[0-9a-f]{32}"$/) },
      json: {
        account_sid: ACCOUNT_SID,
        workspace_sid: WORKSPACE,
        sid,
        age: 12,
        assignment_status: 'pending',
        attributes: '{"call_sid":"CA1"}',
        addons: '{}',
        date_created: '2026-11-25T12:00:00Z',
        date_updated: '2026-11-25T12:00:00Z',
        task_queue_entered_date: '2026-11-25T12:00:00Z',
        virtual_start_time: '2026-11-25T12:00:00Z',
        priority: 5,
        reason: null,
        timeout: 900,
        routing_target: null,
        ignore_capacity: false,
        workflow_sid: WORKFLOW,
        workflow_friendly_name: 'support',
        task_queue_sid: TASK_QUEUE,
        task_queue_friendly_name: 'support',
        task_channel_sid: expect.stringMatching(/^TC[0-9a-f]{32}$/),
        task_channel_unique_name: 'voice',
        url: `https://taskrouter.twilio.com${BASE}/Tasks/${sid}`,
        links: {
          workspace: `https://taskrouter.twilio.com${BASE}`,
          workflow: `https://taskrouter.twilio.com${BASE}/Workflows/${WORKFLOW}`,
          task_queue: `https://taskrouter.twilio.com${BASE}/TaskQueues/${TASK_QUEUE}`,
          reservations: `https://taskrouter.twilio.com${BASE}/Tasks/${sid}/Reservations`,
        },
      },
    });
  });

  it('can be cancelled, and whoever waits with it hears why', async () => {
    const sid = client.task({});
    const answer = client.post(`/Tasks/${sid}`, { AssignmentStatus: 'canceled', Reason: 'callback accepted' });
    expect(answer).toMatchObject({ status: 200, json: { assignment_status: 'canceled', reason: 'callback accepted' } });
    await client.floor.clock.settle();
    expect(client.cancelReasons).toEqual(['callback accepted']);
  });

  it('can be given other attributes, a priority and a place in line', () => {
    const sid = client.task({ a: 1 });
    const answer = client.post(`/Tasks/${sid}`, {
      Attributes: '{"a":2}',
      Priority: '7',
      VirtualStartTime: '2026-11-25T11:30:00Z',
    });
    expect(answer).toMatchObject({
      status: 200,
      json: {
        attributes: '{"a":2}',
        priority: 7,
        virtual_start_time: '2026-11-25T11:30:00Z',
        assignment_status: 'pending',
      },
    });
  });

  it('moves ahead of those who came before when it is given an earlier place', async () => {
    const first = client.task({});
    await client.floor.clock.advance(60);
    const second = client.task({});
    client.post(`/Tasks/${second}`, { VirtualStartTime: new Date(START_MS - 1000).toISOString() });
    const line = client.floor.model.tasks(TASK_QUEUE, client.floor.clock.nowMs());
    expect(line.map(({ sid }) => sid)).toEqual([second, first]);
    expect(sids(client.get('/Tasks'))).toEqual([first, second]);
  });

  it('can be completed while an agent has it', async () => {
    await client.floor.staff(1);
    const sid = client.task({});
    await client.floor.clock.advance(5);
    expect(client.post(`/Tasks/${sid}`, { AssignmentStatus: 'wrapping' })).toMatchObject({
      json: { assignment_status: 'wrapping' },
    });
    expect(client.post(`/Tasks/${sid}`, { AssignmentStatus: 'completed', Reason: 'done' })).toMatchObject({
      json: { assignment_status: 'completed', reason: 'done' },
    });
  });

  it('is changed only while it is what the caller read', async () => {
    const sid = client.task({ a: 1 });
    const before = client.get(`/Tasks/${sid}`).headers['etag'] ?? '';
    await client.floor.clock.advance(5);
    expect(client.post(`/Tasks/${sid}`, { Attributes: '{"a":2}' }, { 'if-match': before }).status).toBe(200);
    expect(client.post(`/Tasks/${sid}`, { Attributes: '{"a":3}' }, { 'if-match': before })).toMatchObject({
      status: 412,
      json: { code: 20412, status: 412 },
    });
    expect(client.get(`/Tasks/${sid}`)).toMatchObject({ json: { attributes: '{"a":2}' } });
  });

  it.each([
    [{ Attributes: 'a' }],
    [{ Attributes: '[]' }],
    [{ Attributes: `{"a":"${'a'.repeat(4096)}"}` }],
    [{ Priority: '-1' }],
    [{ Priority: 'high' }],
    [{ VirtualStartTime: 'yesterday' }],
    [{ VirtualStartTime: '2026-11-25T12:00:01Z' }],
    [{ AssignmentStatus: 'assigned' }],
    [{ AssignmentStatus: 'completed', Attributes: '{"a":2}' }],
    [{ AssignmentStatus: 'wrapping', Priority: '9' }],
    [{ AssignmentStatus: 'constructor' }],
    [{ Priority: '' }],
    [{ Timeout: '60' }],
  ])('keeps as it was when it is asked to become %j', (form) => {
    const sid = client.task({ a: 1 }, 3);
    const before = client.get(`/Tasks/${sid}`);
    expect(client.post(`/Tasks/${sid}`, form)).toMatchObject({ status: 400, json: { code: 20001 } });
    expect(client.get(`/Tasks/${sid}`)).toEqual(before);
  });

  it('cannot be cancelled twice', () => {
    const sid = client.task({});
    client.post(`/Tasks/${sid}`, { AssignmentStatus: 'canceled' });
    expect(client.post(`/Tasks/${sid}`, { AssignmentStatus: 'canceled' }).status).toBe(400);
  });
});

describe('a task that is made by REST', () => {
  const create = (form: Record<string, string>) =>
    client.post('/Tasks', { WorkflowSid: WORKFLOW, Attributes: '{}', ...form }).json as Record<string, unknown>;
  const statistics = () =>
    client.get(`/TaskQueues/${TASK_QUEUE}/RealTimeStatistics?TaskChannel=voice`).json as Record<string, unknown>;

  it('is on the default channel unless it names another, and then no statistics of calls show it', () => {
    expect(create({})).toMatchObject({ task_channel_unique_name: 'default' });
    expect(statistics()).toMatchObject({ total_tasks: 0, longest_task_waiting_sid: null });
    const { sid, ...voice } = create({ TaskChannel: 'voice' });
    expect(voice).toMatchObject({ task_channel_unique_name: 'voice' });
    expect(statistics()).toMatchObject({ total_tasks: 1, longest_task_waiting_sid: sid });
    expect(client.post('/Tasks', { WorkflowSid: WORKFLOW, TaskChannel: 'fax' })).toMatchObject({ status: 400 });
  });

  it('reaches an agent on the phone on the default channel, and waits for the end of the call on that of the calls', async () => {
    await client.floor.staff(1);
    client.task({});
    await client.floor.clock.advance(5);
    const [waits, reaches] = [create({ TaskChannel: 'voice' })['sid'], create({})['sid']];
    await client.floor.clock.advance(5);
    const statusOf = (sid: unknown) =>
      (client.get(`/Tasks/${sid}`).json as { assignment_status: string }).assignment_status;
    expect(statusOf(reaches)).toBe('assigned');
    expect(statusOf(waits)).toBe('pending');
  });
});

describe('the list of tasks', () => {
  it.each([
    ['call_sid == "CA2"', ['CA2']],
    ["call_sid = 'CA1'", ['CA1']],
    ['call_sid != "CA1"', ['CA2', 'CA3']],
    ['callback.queue == "support" AND vip == 1', ['CA3']],
    ['call_sid == "CA9"', []],
  ])('finds tasks by their attributes: %s', (expression, expected) => {
    const tasks = new Map([
      [client.task({ call_sid: 'CA1' }), 'CA1'],
      [client.task({ call_sid: 'CA2', callback: { queue: 'support' } }), 'CA2'],
      [client.task({ call_sid: 'CA3', callback: { queue: 'support' }, vip: 1 }), 'CA3'],
    ]);
    const found = sids(client.get(`/Tasks?EvaluateTaskAttributes=${encodeURIComponent(expression)}`));
    expect(found.map((sid) => tasks.get(sid))).toEqual(expected);
  });

  it('is in the order that is asked for', () => {
    const [first, second] = [client.task({}), client.task({})];
    const ahead = client.task({});
    client.post(`/Tasks/${ahead}`, { Priority: '5' });
    client.post(`/Tasks/${second}`, { VirtualStartTime: '2020-01-01T00:00:00Z' });
    const listed = (ordering: string) => sids(client.get(`/Tasks?Ordering=${encodeURIComponent(ordering)}`));
    expect(listed('Priority:desc,VirtualStartTime:asc')).toEqual([ahead, second, first]);
    expect(listed('VirtualStartTime:asc')[0]).toBe(second);
    expect(client.get('/Tasks?Ordering=Priority')).toMatchObject({ status: 400 });
    expect(client.get('/Tasks?Ordering=VirtualStartTime%3Aasc%2CDateCreated%3Aasc')).toMatchObject({ status: 400 });
  });

  it('finds tasks by their status', async () => {
    await client.floor.staff(1);
    const first = client.task({});
    const second = client.task({});
    await client.floor.clock.advance(5);
    expect(sids(client.get('/Tasks?AssignmentStatus=assigned'))).toEqual([first]);
    expect(sids(client.get('/Tasks?AssignmentStatus=pending%2Creserved'))).toEqual([second]);
    expect(sids(client.get(`/Tasks?WorkflowSid=${WORKFLOW}&PageSize=1`))).toEqual([second]);
    expect(sids(client.get('/Tasks?WorkflowSid=WW2'))).toEqual([]);
    expect(sids(client.get('/Tasks?TaskQueueSid=WQ2'))).toEqual([]);
  });

  it.each([
    'EvaluateTaskAttributes=call_sid',
    'EvaluateTaskAttributes=a%20HAS%20%22b%22',
    'PageSize=0',
    'Ordering=DateCreated',
  ])('refuses what it does not understand: %s', (query) => {
    client.task({});
    expect(client.get(`/Tasks?${query}`)).toMatchObject({ status: 400, json: { code: 20001 } });
  });
});
