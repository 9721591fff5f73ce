import { describe, expect, it } from '@jest/globals';
import { answers, at, billing, call, openFloor, sales, workflowSid } from './floor-builder.ts';

describe('callers who wait for one agent', () => {
  it('are served in the order in which they came', () => {
    const floor = openFloor();
    const first = floor.createTask(call(), at(0));
    const second = floor.createTask(call(), at(1));
    const third = floor.createTask(call(), at(2));
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(10));
    expect(answers(floor.advance(at(600)))).toEqual([
      { taskSid: first, seconds: 15 },
      { taskSid: second, seconds: 90 },
      { taskSid: third, seconds: 165 },
    ]);
  });

  it('keep the order of their creation when they came at the same moment', () => {
    const floor = openFloor();
    const sids = Array.from({ length: 20 }, () => floor.createTask(call(), at(0)));
    expect(floor.tasks(billing, at(0)).map((task) => task.sid)).toEqual(sids);
    floor.setWorkerCount({ taskQueueSid: billing, count: 20 }, at(10));
    expect(answers(floor.advance(at(15))).map((answer) => answer.taskSid)).toEqual(sids);
  });

  it('let a return call with priority 5 go first', () => {
    const floor = openFloor();
    const waiting = floor.createTask(call(), at(0));
    const returned = floor.createTask(call({ priority: 5 }), at(60));
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(70));
    expect(answers(floor.advance(at(600))).map((answer) => answer.taskSid)).toEqual([returned, waiting]);
  });

  it('keep their order when a target sets one priority for all, whatever their own', () => {
    const floor = openFloor({
      workflows: [{ sid: workflowSid, friendlyName: 'Calls', targets: [{ taskQueueSid: billing, priority: 1 }] }],
    });
    const waiting = floor.createTask(call(), at(0));
    const returned = floor.createTask(call({ priority: 5 }), at(60));
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(70));
    expect(floor.tasks(billing, at(70)).map((task) => task.priority)).toEqual([1, 1]);
    expect(answers(floor.advance(at(600))).map((answer) => answer.taskSid)).toEqual([waiting, returned]);
  });

  it('let somebody with an earlier virtual start go first', () => {
    const floor = openFloor();
    const waiting = floor.createTask(call(), at(100));
    const keptPlace = floor.createTask(call({ virtualStartMs: at(40) }), at(160));
    expect(floor.tasks(billing, at(160)).map((task) => task.sid)).toEqual([keptPlace, waiting]);
  });

  it('change places when a priority or a virtual start is updated', () => {
    const floor = openFloor();
    const first = floor.createTask(call(), at(0));
    const second = floor.createTask(call(), at(1));
    const third = floor.createTask(call(), at(2));
    floor.updateTask(third, { priority: 1 }, at(3));
    floor.updateTask(second, { virtualStartMs: at(-60) }, at(3));
    expect(floor.tasks(billing, at(3)).map((task) => task.sid)).toEqual([third, second, first]);
  });

  it("don't gain from a priority that their target overrides", () => {
    const floor = openFloor({
      workflows: [{ sid: workflowSid, friendlyName: 'Calls', targets: [{ taskQueueSid: billing, priority: 0 }] }],
    });
    floor.createTask(call(), at(0));
    const second = floor.createTask(call(), at(1));
    floor.updateTask(second, { priority: 9 }, at(2));
    expect(floor.task(second, at(2))?.priority).toBe(0);
  });
});

describe('free agents', () => {
  it('are called in turn, the longest idle first', () => {
    const floor = openFloor();
    const anna = floor.addWorker({ taskQueueSids: [billing], friendlyName: 'Anna' }, at(0));
    const ben = floor.addWorker({ taskQueueSids: [billing], friendlyName: 'Ben' }, at(1));
    const sids = [10, 20, 400].map((seconds) => floor.createTask(call(), at(seconds)));
    const takers = floor
      .advance(at(1000))
      .flatMap((event) => (event.eventType === 'reservation.created' ? [[event.taskSid, event.workerSid]] : []));
    expect(takers).toEqual([
      [sids[0], anna],
      [sids[1], ben],
      [sids[2], anna],
    ]);
  });

  it('take the more urgent of two queues they serve', () => {
    const toSales = 'WW00000000000000000000000000000002';
    const floor = openFloor({
      workflows: [
        { sid: workflowSid, friendlyName: 'Billing calls', targets: [{ taskQueueSid: billing }] },
        { sid: toSales, friendlyName: 'Sales calls', targets: [{ taskQueueSid: sales }] },
      ],
    });
    const bill = floor.createTask(call(), at(0));
    const sale = floor.createTask(call({ workflowSid: toSales, priority: 2 }), at(1));
    const laterSale = floor.createTask(call({ workflowSid: toSales }), at(2));
    floor.addWorker({ taskQueueSids: [billing, sales] }, at(3));
    expect(answers(floor.advance(at(600))).map((answer) => answer.taskSid)).toEqual([sale, bill, laterSale]);
  });

  it('leave callers of other queues alone', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [sales] }, at(0));
    floor.createTask(call(), at(1));
    expect(answers(floor.advance(at(3600)))).toEqual([]);
    expect(floor.realTimeStatistics(billing, at(3600)).tasks_by_status.pending).toBe(1);
  });
});
