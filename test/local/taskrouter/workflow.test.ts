import { describe, expect, it } from '@jest/globals';
import { at, billing, call, only, openFloor, sales, typesOf, workflowSid } from './floor-builder.ts';

const escalating = {
  workflows: [
    {
      sid: workflowSid,
      friendlyName: 'Calls',
      targets: [
        { taskQueueSid: billing, timeoutSeconds: 60 },
        { taskQueueSid: sales, priority: 3, timeoutSeconds: 30 },
      ],
    },
  ],
};

describe('a caller nobody answers', () => {
  it('moves to the next target when the time in the first is up', () => {
    const floor = openFloor(escalating);
    const task = floor.createTask(call({ priority: 1 }), at(0));
    floor.advance(at(59.999));
    expect(floor.task(task, at(59.999))).toMatchObject({ taskQueueSid: billing, priority: 1 });
    const events = floor.advance(at(60));
    expect(typesOf(events)).toEqual([
      'task-queue.timeout',
      'task-queue.moved',
      'workflow.target-matched',
      'task-queue.entered',
    ]);
    expect(floor.task(task, at(60))).toMatchObject({ taskQueueSid: sales, priority: 3, queueEnteredAtMs: at(60) });
  });

  it('is canceled at the end of the workflow', () => {
    const floor = openFloor(escalating);
    const task = floor.createTask(call(), at(0));
    const events = floor.advance(at(90));
    expect(typesOf(events).slice(-3)).toEqual(['task-queue.timeout', 'workflow.timeout', 'task.canceled']);
    expect(only(events, 'task.canceled')).toMatchObject({
      taskSid: task,
      timestampMs: at(90),
      taskAssignmentStatus: 'canceled',
      taskCanceledReason: 'Task canceled on Workflow timeout',
      taskQueueSid: sales,
    });
  });

  it('stays in its queue when only the priority escalates', () => {
    const targets = [
      { taskQueueSid: billing, timeoutSeconds: 60 },
      { taskQueueSid: billing, priority: 7 },
    ];
    const floor = openFloor({ workflows: [{ sid: workflowSid, friendlyName: 'Calls', targets }] });
    const task = floor.createTask(call(), at(0));
    floor.advance(at(59));
    expect(typesOf(floor.advance(at(60)))).toEqual(['task-queue.timeout', 'workflow.target-matched']);
    expect(floor.task(task, at(60))).toMatchObject({ priority: 7, queueEnteredAtMs: at(0) });
    expect(floor.cumulativeStatistics(billing, {}, at(60))).toMatchObject({ tasks_entered: 1, tasks_moved: 0 });
  });

  it('waits in a last target without a timeout until its own time limit', () => {
    const floor = openFloor();
    floor.createTask(call({ timeoutSeconds: 7200 }), at(0));
    expect(typesOf(floor.advance(at(7199)))).not.toContain('task.canceled');
    expect(only(floor.advance(at(7200)), 'task.canceled').taskCanceledReason).toBe('Task TTL Exceeded');
  });
});

describe('a target whose time is up while a phone rings', () => {
  it('lets it ring, and the call that is answered goes on', () => {
    const floor = openFloor({ ...escalating, behaviour: { ...slow, handleSeconds: () => 300 } });
    const task = floor.createTask(call(), at(0));
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(50));
    expect(floor.task(task, at(100))).toMatchObject({ status: 'assigned', taskQueueSid: billing });
    expect(floor.task(task, at(300))?.status).toBe('assigned');
  });

  it('is forgotten once the call is answered or given up', () => {
    const floor = openFloor({ ...escalating, behaviour: { ...slow, handleSeconds: () => Number.POSITIVE_INFINITY } });
    const task = floor.createTask(call(), at(0));
    floor.cancelTask({ sid: task, reason: 'hangup' }, at(1));
    floor.advance(at(1));
    expect(floor.nextEventAtMs()).toBeUndefined();
    floor.setWorkerCount({ taskQueueSid: billing, count: 1 }, at(2));
    floor.createTask(call(), at(2));
    floor.advance(at(47));
    expect(floor.nextEventAtMs()).toBeUndefined();
  });

  it('passes the caller on, past every target whose time is up, when the phone is not answered', () => {
    const targets = [20, 20, 20, 60].map((timeoutSeconds, index) => ({
      taskQueueSid: index === 3 ? sales : billing,
      priority: index,
      timeoutSeconds,
    }));
    const floor = openFloor({
      workflows: [{ sid: workflowSid, friendlyName: 'Calls', targets, reservationTimeoutSeconds: 45 }],
    });
    floor.addWorker({ taskQueueSids: [billing], habit: 'ignores' }, at(0));
    const task = floor.createTask(call(), at(0));
    expect(floor.task(task, at(44))).toMatchObject({ status: 'reserved', priority: 0 });
    expect(floor.task(task, at(45))).toMatchObject({ status: 'pending', priority: 2 });
    expect(floor.task(task, at(60))).toMatchObject({ status: 'pending', priority: 3, taskQueueSid: sales });
  });

  it('ends a one-target workflow when reservation and target time out together', () => {
    const targets = [{ taskQueueSid: billing, timeoutSeconds: 30 }];
    const floor = openFloor({
      workflows: [{ sid: workflowSid, friendlyName: 'Calls', targets, reservationTimeoutSeconds: 30 }],
    });
    floor.addWorker({ taskQueueSids: [billing], habit: 'ignores' }, at(0));
    floor.createTask(call(), at(0));
    const canceled = only(floor.advance(at(30)), 'task.canceled');
    expect(canceled.taskCanceledReason).toBe('Task canceled on Workflow timeout');
  });
});

describe('a workflow that cannot work', () => {
  it.each([
    ['no target', { targets: [] }, /needs at least one target/],
    ['a target outside', { targets: [{ taskQueueSid: 'WQnone' }] }, /routes to WQnone, which is not a task queue/],
    [
      'a timeout of 0',
      { targets: [{ taskQueueSid: billing, timeoutSeconds: 0 }] },
      /timeoutSeconds must be more than 0/,
    ],
    [
      'reservations that end at once',
      { targets: [{ taskQueueSid: billing }], reservationTimeoutSeconds: 0 },
      /reservationTimeoutSeconds must be 1 or more/,
    ],
  ])('is refused: %s', (_name, workflow, message) => {
    expect(() => openFloor({ workflows: [{ sid: workflowSid, friendlyName: 'Calls', ...workflow }] })).toThrow(message);
  });
});

const slow = { acceptDelaySeconds: () => 45, wrapUpSeconds: () => 10 };
