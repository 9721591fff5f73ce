import { beforeEach, describe, expect, it } from '@jest/globals';
import { RestClient } from './rest-client.ts';

let client: RestClient;
beforeEach(() => {
  client = new RestClient();
});

/** Something happens so many seconds before now. */
function happens(EventType: string, secondsAgo: number, also: Record<string, string> = {}): void {
  const atMs = client.floor.clock.nowMs() - secondsAgo * 1000;
  const parameters = { EventType, TaskSid: `WT${'1'.repeat(32)}`, TaskAge: '7', Timestamp: '1', ...also };
  client.events.add({ atMs, parameters });
}

function listed(query: string): { event_type: string; event_data: object }[] {
  return (client.get(`/Events${query}`).json as { events: { event_type: string; event_data: object }[] }).events;
}

const iso = (secondsAgo: number) => new Date(client.floor.clock.nowMs() - secondsAgo * 1000).toISOString();

describe('the events of a workspace', () => {
  it('are those of the last fifteen minutes, the newest first, with their data in snake case', () => {
    happens('task.created', 901);
    happens('task.created', 800);
    happens('reservation.accepted', 700, { ReservationSid: 'WR1' });
    expect(listed('').map((event) => event.event_type)).toEqual(['reservation.accepted', 'task.created']);
    const data = { task_sid: `WT${'1'.repeat(32)}`, task_age: '7', reservation_sid: 'WR1' };
    expect(listed('')[0]?.event_data).toEqual(data);
  });

  it('are found by type, task, queue, channel and dates, both of which are included', () => {
    happens('task.created', 3600, { TaskQueueSid: 'WQ1', TaskChannelUniqueName: 'voice' });
    happens('task.canceled', 3600, { TaskSid: 'WT2', TaskQueueSid: 'WQ2', TaskChannelUniqueName: 'chat' });
    const window = `StartDate=${iso(3600)}&EndDate=${iso(3600)}`;
    expect(listed(`?${window}`)).toHaveLength(2);
    for (const filter of ['EventType=task.created', 'TaskQueueSid=WQ1', 'TaskChannel=voice'])
      expect(listed(`?${window}&${filter}`)).toHaveLength(1);
    expect(listed(`?${window}&TaskSid=WT2`)).toHaveLength(1);
    expect(listed(`?StartDate=${iso(3599)}`)).toEqual([]);
    expect(listed('?Minutes=61')).toHaveLength(2);
  });

  it('end at the page size, and there is no page after it', () => {
    for (let event = 0; event < 60; event += 1) happens('task.created', event);
    expect(listed('')).toHaveLength(50);
    expect(listed('?PageSize=1000')).toHaveLength(60);
    expect(client.get('/Events?Page=1').status).toBe(400);
  });

  it('are kept for thirty days', () => {
    happens('task.created', 30 * 86_400 + 1);
    happens('task.created', 30 * 86_400 - 1);
    expect(listed('?Minutes=50000')).toHaveLength(1);
  });

  it.each(['?StartDate=yesterday', '?Minutes=0', '?EventSid=EV1'])('are refused for %s', (query) => {
    expect(client.get(`/Events${query}`).status).toBe(400);
  });
});
