import { describe, expect, it } from '@jest/globals';
import { at, billing, call, only, openFloor, sales, typesOf } from './floor-builder.ts';

describe('more agents for a queue', () => {
  it('serve those who wait, at once', () => {
    const floor = openFloor();
    for (const second of [0, 1, 2]) floor.createTask(call(), at(second));
    floor.setWorkerCount({ taskQueueSid: billing, count: 2 }, at(60));
    expect(floor.tasks(billing, at(60)).map((task) => task.status)).toEqual(['reserved', 'reserved', 'pending']);
  });

  it('are those who had gone home, before anybody new', () => {
    const floor = openFloor();
    floor.setWorkerCount({ taskQueueSid: billing, count: 3 }, at(0));
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(60));
    floor.setWorkerCount({ taskQueueSid: billing, count: 4 }, at(120));
    expect(floor.workers(at(120)).map((worker) => [worker.friendlyName, worker.state])).toEqual([
      ['Agent 1', 'free'],
      ['Agent 2', 'free'],
      ['Agent 3', 'free'],
      ['Agent 4', 'free'],
    ]);
  });
});

describe('fewer agents for a queue', () => {
  it('lets the free ones go first', () => {
    const floor = openFloor();
    floor.setWorkerCount({ taskQueueSid: billing, count: 3 }, at(0));
    floor.createTask(call(), at(0));
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(10));
    expect(floor.workers(at(10)).map((worker) => worker.state)).toEqual(['talking', 'away', 'away']);
    expect(floor.realTimeStatistics(billing, at(10))).toMatchObject({
      total_available_workers: 1,
      total_eligible_workers: 3,
    });
  });

  it('lets the newest of the free ones go first', () => {
    const floor = openFloor();
    floor.setWorkerCount({ taskQueueSid: billing, count: 3 }, at(0));
    floor.setWorkerCount({ taskQueueSid: billing, count: 2 }, at(10));
    expect(floor.workers(at(10)).map((worker) => worker.state)).toEqual(['free', 'free', 'away']);
  });

  it('lets an agent finish the call before going home, and take no other', () => {
    const floor = openFloor();
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(0));
    const task = floor.createTask(call(), at(0));
    floor.createTask(call(), at(1));
    floor.setWorkerCount({ taskQueueSid: billing, count: 0 }, at(10));
    expect(floor.task(task, at(64))?.status).toBe('assigned');
    expect(floor.task(task, at(75))?.status).toBe('completed');
    expect(floor.workers(at(75))).toMatchObject([{ state: 'away', activityName: 'Offline' }]);
    expect(floor.realTimeStatistics(billing, at(5000)).tasks_by_status.pending).toBe(1);
  });

  it('counts an agent in the last call as not available, or as available where that is the setting', () => {
    const availableAfterLeaving = [false, true].map((leaversStayAvailable) => {
      const floor = openFloor({ leaversStayAvailable });
      floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(0));
      floor.createTask(call(), at(0));
      floor.setWorkerCount({ taskQueueSid: billing, count: 0 }, at(10));
      return [10, 74, 75].map((second) => floor.realTimeStatistics(billing, at(second)).total_available_workers);
    });
    expect(availableAfterLeaving).toEqual([
      [0, 0, 0],
      [1, 1, 0],
    ]);
  });

  it.each([false, true])(
    'can be taken back during the last call (leavers stay available: %s)',
    (leaversStayAvailable) => {
      const floor = openFloor({ leaversStayAvailable });
      floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(0));
      floor.createTask(call(), at(0));
      floor.setWorkerCount({ taskQueueSid: billing, count: 0 }, at(10));
      floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(20));
      expect(floor.workers(at(80))).toMatchObject([{ state: 'free', activityName: 'Available' }]);
    },
  );

  it('makes an agent whose phone rings decline', () => {
    const floor = openFloor();
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(0));
    const task = floor.createTask(call(), at(0));
    floor.advance(at(2));
    floor.setWorkerCount({ taskQueueSid: billing, count: 0 }, at(2));
    expect(typesOf(floor.advance(at(2)))).toEqual(['reservation.rejected', 'worker.activity.update']);
    expect(floor.task(task, at(600))?.status).toBe('pending');
    expect(floor.advance(at(600))).toEqual([]);
  });

  it.each([-1, 1.5, Number.NaN])('refuses %d agents', (count) => {
    expect(() => openFloor().setWorkerCount({ taskQueueSid: billing, count }, at(0))).toThrow(
      /whole number, 0 or more/,
    );
  });
});

describe('an agent who falls ill', () => {
  it('takes no calls until well again', () => {
    const floor = openFloor();
    const anna = floor.addWorker({ taskQueueSids: [billing] }, at(0));
    floor.setWorkerActivity({ sid: anna, activity: 'Unavailable' }, at(10));
    expect(only(floor.advance(at(10)), 'worker.activity.update')).toMatchObject({
      workerActivityName: 'Unavailable',
      workerTimeInPreviousActivityMs: 10_000,
    });
    const task = floor.createTask(call(), at(20));
    expect(floor.task(task, at(3000))?.status).toBe('pending');
    floor.setWorkerActivity({ sid: anna, activity: 'Available' }, at(3000));
    expect(floor.task(task, at(3000))?.status).toBe('reserved');
  });

  it('still belongs to the shift, so nobody is taken on instead', () => {
    const floor = openFloor();
    const anna = floor.addWorker({ taskQueueSids: [billing] }, at(0));
    floor.setWorkerActivity({ sid: anna, activity: 'Unavailable' }, at(10));
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(20));
    expect(floor.workers(at(20))).toMatchObject([{ sid: anna, state: 'away' }]);
  });
});

describe('an agent of two queues', () => {
  it('counts in both, and leaves both', () => {
    const floor = openFloor();
    const anna = floor.addWorker({ taskQueueSids: [billing, sales, billing] }, at(0));
    expect(floor.workers(at(0))[0]?.taskQueueSids).toEqual([billing, sales]);
    expect([billing, sales].map((sid) => floor.realTimeStatistics(sid, at(0)).total_available_workers)).toEqual([1, 1]);
    floor.setWorkerActivity({ sid: anna, activity: 'Offline' }, at(1));
    expect([billing, sales].map((sid) => floor.realTimeStatistics(sid, at(1)).total_available_workers)).toEqual([0, 0]);
    floor.createTask(call(), at(2));
    expect(typesOf(floor.advance(at(500)))).not.toContain('reservation.created');
  });

  it('needs at least one, which exists', () => {
    expect(() => openFloor().addWorker({ taskQueueSids: [] }, at(0))).toThrow(/at least one task queue/);
    expect(() => openFloor().addWorker({ taskQueueSids: ['WQnone'] }, at(0))).toThrow(/no task queue WQnone/);
  });
});
