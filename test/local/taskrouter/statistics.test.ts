import { describe, expect, it } from '@jest/globals';
import { at, billing, call, openFloor, sales, steady, workflowSid } from './floor-builder.ts';

describe("a queue's real-time statistics", () => {
  it('tell an idle queue by zeros and nulls', () => {
    expect(openFloor().realTimeStatistics(billing, at(0))).toEqual({
      activity_statistics: [
        { sid: expect.stringMatching(/^WA[0-9a-f]{32}$/), friendly_name: 'Available', workers: 0 },
        { sid: expect.stringMatching(/^WA[0-9a-f]{32}$/), friendly_name: 'Unavailable', workers: 0 },
        { sid: expect.stringMatching(/^WA[0-9a-f]{32}$/), friendly_name: 'Offline', workers: 0 },
      ],
      longest_task_waiting_age: 0,
      longest_task_waiting_sid: null,
      longest_relative_task_age_in_queue: 0,
      longest_relative_task_sid_in_queue: null,
      tasks_by_priority: {},
      tasks_by_status: { reserved: 0, pending: 0, assigned: 0, wrapping: 0 },
      total_available_workers: 0,
      total_eligible_workers: 0,
      total_tasks: 0,
    });
  });

  it('count agents in a call as available', () => {
    const floor = openFloor();
    floor.setWorkerCount({ taskQueueSid: billing, count: 2 }, at(0));
    floor.createTask(call(), at(0));
    floor.createTask(call({ priority: 5 }), at(0));
    expect(floor.realTimeStatistics(billing, at(10))).toMatchObject({
      total_available_workers: 2,
      total_eligible_workers: 2,
      tasks_by_status: { assigned: 2, pending: 0 },
      total_tasks: 2,
    });
  });

  it('count every live task by priority, or only those who wait where that is the setting', () => {
    const counts = [true, false].map((tasksByPriorityIncludesAssigned) => {
      const floor = openFloor({ tasksByPriorityIncludesAssigned });
      floor.addWorker({ taskQueueSids: [billing] }, at(0));
      floor.createTask(call({ priority: 5 }), at(0));
      floor.createTask(call(), at(1));
      floor.createTask(call(), at(2));
      return floor.realTimeStatistics(billing, at(10)).tasks_by_priority;
    });
    expect(counts).toEqual([{ '0': 2, '5': 1 }, { '0': 2 }]);
  });

  it('name the oldest pending task, whoever is first in line, and leave out the one that rings', () => {
    const floor = openFloor();
    const ringing = floor.createTask(call(), at(0));
    const oldest = floor.createTask(call(), at(10));
    floor.createTask(call({ priority: 5 }), at(20));
    floor.updateTask(ringing, { priority: 9 }, at(21));
    floor.addWorker({ taskQueueSids: [billing] }, at(100));
    expect(floor.realTimeStatistics(billing, at(101.9))).toMatchObject({
      longest_task_waiting_age: 91,
      longest_task_waiting_sid: oldest,
      tasks_by_status: { reserved: 1, pending: 2 },
    });
  });

  it('tell the age of a task from the time it has spent in this queue', () => {
    const toSales = 'WW00000000000000000000000000000002';
    const floor = openFloor({
      workflows: [
        {
          sid: workflowSid,
          friendlyName: 'Calls',
          targets: [{ taskQueueSid: billing, timeoutSeconds: 60 }, { taskQueueSid: sales }],
        },
        { sid: toSales, friendlyName: 'Sales calls', targets: [{ taskQueueSid: sales }] },
      ],
    });
    const moved = floor.createTask(call(), at(0));
    const direct = floor.createTask(call({ workflowSid: toSales }), at(30));
    expect(floor.realTimeStatistics(sales, at(100))).toMatchObject({
      longest_task_waiting_age: 100,
      longest_task_waiting_sid: moved,
      longest_relative_task_age_in_queue: 70,
      longest_relative_task_sid_in_queue: direct,
    });
  });
});

describe("a queue's cumulative statistics", () => {
  it('measure waits from creation to acceptance, and in the queue from its entry', () => {
    const floor = openFloor({
      workflows: [
        {
          sid: workflowSid,
          friendlyName: 'Calls',
          targets: [{ taskQueueSid: sales, timeoutSeconds: 60 }, { taskQueueSid: billing }],
        },
      ],
    });
    floor.createTask(call(), at(0));
    floor.createTask(call(), at(60));
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(95));
    const statistics = floor.cumulativeStatistics(billing, { minutes: 15 }, at(600));
    expect(statistics).toMatchObject({
      start_time: '2027-03-01T08:55:00Z',
      end_time: '2027-03-01T09:10:00Z',
      avg_task_acceptance_time: 108,
      wait_duration_until_accepted: { avg: 108, min: 100, max: 115, total: 215 },
      wait_duration_in_queue_until_accepted: { avg: 48, min: 40, max: 55, total: 95 },
      reservations_created: 2,
      reservations_accepted: 2,
      tasks_entered: 2,
      tasks_completed: 2,
    });
    expect(floor.cumulativeStatistics(sales, { minutes: 15 }, at(600))).toMatchObject({
      tasks_moved: 2,
      tasks_entered: 2,
    });
  });

  it('read 0 for a stalled queue, however long its callers wait', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    floor.createTask(call(), at(0));
    floor.changeBehaviour({ handleSeconds: () => 7200 });
    for (const second of [10, 20, 30]) floor.createTask(call(), at(second));
    expect(floor.cumulativeStatistics(billing, { minutes: 15 }, at(904)).avg_task_acceptance_time).toBe(5);
    const stalled = floor.cumulativeStatistics(billing, { minutes: 15 }, at(905));
    expect(stalled.avg_task_acceptance_time).toBe(0);
    expect(stalled.wait_duration_until_accepted).toEqual({ avg: 0, min: 0, max: 0, total: 0 });
    expect(floor.realTimeStatistics(billing, at(905)).longest_task_waiting_age).toBe(895);
  });

  it('look back 15 minutes when not told how far', () => {
    const floor = openFloor();
    floor.createTask(call(), at(0));
    expect(floor.cumulativeStatistics(billing, {}, at(899.999)).tasks_entered).toBe(1);
    expect(floor.cumulativeStatistics(billing, {}, at(900)).tasks_entered).toBe(0);
  });

  it('count what became of reservations', () => {
    const floor = openFloor({ comebackSeconds: 1 });
    floor.addWorker({ taskQueueSids: [billing], habit: 'ignores', friendlyName: 'Ignores' }, at(0));
    floor.addWorker({ taskQueueSids: [billing], habit: 'rejects', friendlyName: 'Rejects' }, at(1));
    const task = floor.createTask(call(), at(2));
    floor.cancelTask({ sid: task, reason: 'hangup' }, at(124));
    expect(floor.cumulativeStatistics(billing, {}, at(130))).toMatchObject({
      reservations_created: 2,
      reservations_timed_out: 1,
      reservations_rejected: 0,
      reservations_canceled: 1,
      reservations_accepted: 0,
      reservations_rescinded: 0,
      tasks_canceled: 1,
      tasks_deleted: 0,
      wait_duration_until_canceled: { avg: 122, min: 122, max: 122, total: 122 },
    });
  });

  it('split waits by the thresholds asked for, a wait of exactly the threshold being below', () => {
    const floor = openFloor({ behaviour: { ...steady, handleSeconds: () => 0, wrapUpSeconds: () => 0 } });
    const gaveUp = floor.createTask(call(), at(0));
    floor.createTask(call(), at(10));
    floor.createTask(call(), at(20));
    floor.cancelTask({ sid: gaveUp, reason: 'hangup' }, at(31));
    floor.setWorkerCount({ taskQueueSid: billing, count: 2 }, at(45));
    expect(floor.cumulativeStatistics(billing, {}, at(60)).split_by_wait_time).toBeNull();
    expect(
      floor.cumulativeStatistics(billing, { splitByWaitTimeSeconds: [30, 40] }, at(60)).split_by_wait_time,
    ).toEqual({
      '30': {
        above: { tasks_canceled: 1, reservations_accepted: 1 },
        below: { tasks_canceled: 0, reservations_accepted: 1 },
      },
      '40': {
        above: { tasks_canceled: 0, reservations_accepted: 0 },
        below: { tasks_canceled: 1, reservations_accepted: 2 },
      },
    });
  });

  it('are refused for a queue that does not exist', () => {
    expect(() => openFloor().cumulativeStatistics('WQnone', {}, at(0))).toThrow(/no task queue WQnone/);
    expect(() => openFloor().realTimeStatistics('WQnone', at(0))).toThrow(/no task queue WQnone/);
  });
});
