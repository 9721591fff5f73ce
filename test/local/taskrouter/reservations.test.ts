import { describe, expect, it } from '@jest/globals';
import { answers, at, billing, call, only, openFloor, steady, typesOf } from './floor-builder.ts';

describe('an agent who answers', () => {
  it('may let it ring until just before the reservation times out', () => {
    const floor = openFloor({ behaviour: { ...steady, acceptDelaySeconds: () => 119.999 } });
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    const task = floor.createTask(call(), at(10));
    expect(floor.task(task, at(129.9))?.status).toBe('reserved');
    expect(answers(floor.advance(at(200)))).toEqual([{ taskSid: task, seconds: 129.999 }]);
  });

  it('has a pace of their own', () => {
    const floor = openFloor({
      behaviour: { ...steady, acceptDelaySeconds: (worker) => (worker.friendlyName === 'Slow' ? 30 : 2) },
    });
    floor.addWorker({ taskQueueSids: [billing], friendlyName: 'Slow' }, at(0));
    floor.addWorker({ taskQueueSids: [billing], friendlyName: 'Quick' }, at(0));
    const [toSlow, toQuick] = [floor.createTask(call(), at(1)), floor.createTask(call(), at(1))];
    expect(answers(floor.advance(at(60)))).toEqual([
      { taskSid: toQuick, seconds: 3 },
      { taskSid: toSlow, seconds: 31 },
    ]);
  });
});

describe('an agent who ignores a ringing phone', () => {
  it('goes away when the reservation times out, and the caller is first in line again', () => {
    const floor = openFloor();
    const sleeper = floor.addWorker({ taskQueueSids: [billing], habit: 'ignores' }, at(0));
    const first = floor.createTask(call(), at(0));
    const second = floor.createTask(call(), at(1));
    floor.advance(at(119.999));
    const events = floor.advance(at(120));
    expect(typesOf(events)).toEqual(['reservation.timeout', 'worker.activity.update']);
    expect(only(events, 'reservation.timeout')).toMatchObject({ taskSid: first, taskAssignmentStatus: 'pending' });
    expect(floor.workers(at(120))).toMatchObject([{ sid: sleeper, activityName: 'Unavailable', state: 'away' }]);
    expect(floor.tasks(billing, at(120)).map((task) => task.sid)).toEqual([first, second]);
  });

  it('also does so when answering would take as long as the reservation lasts', () => {
    const floor = openFloor({ behaviour: { ...steady, acceptDelaySeconds: () => 120 } });
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    floor.createTask(call(), at(0));
    expect(typesOf(floor.advance(at(120)))).toContain('reservation.timeout');
  });

  it('hands the caller to a colleague at once', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing], habit: 'ignores' }, at(0));
    const colleague = floor.addWorker({ taskQueueSids: [billing] }, at(1));
    const task = floor.createTask(call(), at(10));
    const accepted = only(floor.advance(at(200)), 'reservation.accepted');
    expect(accepted).toMatchObject({ taskSid: task, workerSid: colleague, timestampMs: at(135) });
  });

  it('stays away until somebody makes them available', () => {
    const floor = openFloor();
    const sleeper = floor.addWorker({ taskQueueSids: [billing], habit: 'ignores' }, at(0));
    const task = floor.createTask(call(), at(0));
    floor.advance(at(5000));
    floor.setWorkerHabit(sleeper, 'answers');
    floor.setWorkerActivity({ sid: sleeper, activity: 'Available' }, at(5000));
    expect(answers(floor.advance(at(6000)))).toEqual([{ taskSid: task, seconds: 5005 }]);
  });

  it('comes back alone after the time given, and counts as available again', () => {
    const floor = openFloor({ comebackSeconds: 300 });
    floor.addWorker({ taskQueueSids: [billing], habit: 'ignores' }, at(0));
    floor.createTask(call(), at(0));
    expect(floor.realTimeStatistics(billing, at(419)).total_available_workers).toBe(0);
    expect(floor.realTimeStatistics(billing, at(420))).toMatchObject({
      total_available_workers: 1,
      tasks_by_status: { reserved: 1, pending: 0 },
    });
  });

  it('does not come back alone once they have been called ill', () => {
    const floor = openFloor({ comebackSeconds: 300 });
    const sleeper = floor.addWorker({ taskQueueSids: [billing], habit: 'ignores' }, at(0));
    floor.createTask(call(), at(0));
    floor.setWorkerActivity({ sid: sleeper, activity: 'Unavailable' }, at(200));
    floor.advance(at(200));
    expect(floor.advance(at(9000))).toEqual([]);
  });
});

describe('an agent who rejects', () => {
  it('stays available while a colleague takes the caller', () => {
    const floor = openFloor();
    const picky = floor.addWorker({ taskQueueSids: [billing], habit: 'rejects' }, at(0));
    const colleague = floor.addWorker({ taskQueueSids: [billing] }, at(1));
    floor.createTask(call(), at(10));
    const events = floor.advance(at(30));
    expect(only(events, 'reservation.rejected')).toMatchObject({ workerSid: picky, timestampMs: at(15) });
    expect(only(events, 'reservation.accepted')).toMatchObject({ workerSid: colleague, timestampMs: at(20) });
    expect(floor.workers(at(30)).map((worker) => worker.state)).toEqual(['free', 'talking']);
  });

  it('is offered the same caller again when there is nobody else, a thousand times at most', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing], habit: 'rejects' }, at(0));
    floor.createTask(call(), at(0));
    const events = floor.advance(at(10_000));
    expect(events.filter((event) => event.eventType === 'reservation.rejected')).toHaveLength(1000);
    expect(only(events, 'task.canceled')).toMatchObject({
      timestampMs: at(5000),
      taskCanceledReason: 'Task TTL Exceeded or Max assignment count exceeded',
    });
  });
});

describe('a caller who gives up', () => {
  it('leaves the line', () => {
    const floor = openFloor();
    const task = floor.createTask(call(), at(0));
    floor.cancelTask({ sid: task, reason: 'hangup' }, at(42.5));
    expect(only(floor.advance(at(43)), 'task.canceled')).toMatchObject({
      timestampMs: at(42.5),
      taskAgeSeconds: 42,
      taskCanceledReason: 'hangup',
    });
    expect(floor.tasks(billing, at(43))).toEqual([]);
  });

  it('silences the phone that rings, and its agent takes the next caller', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    const task = floor.createTask(call(), at(0));
    const next = floor.createTask(call(), at(1));
    floor.advance(at(2));
    floor.cancelTask({ sid: task, reason: 'hangup' }, at(3));
    expect(typesOf(floor.advance(at(3)))).toEqual(['reservation.canceled', 'task.canceled', 'reservation.created']);
    expect(answers(floor.advance(at(60)))).toEqual([{ taskSid: next, seconds: 8 }]);
  });

  it('cannot be canceled once in conversation, nor twice, nor if unknown', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    const task = floor.createTask(call(), at(0));
    expect(() => floor.cancelTask({ sid: task, reason: 'hangup' }, at(5))).toThrow(
      expect.objectContaining({ kind: 'not-allowed', message: expect.stringContaining('is assigned') }),
    );
    expect(floor.task(task, at(5))?.status).toBe('assigned');
    const other = floor.createTask(call(), at(6));
    floor.cancelTask({ sid: other, reason: 'hangup' }, at(7));
    expect(() => floor.cancelTask({ sid: other, reason: 'hangup' }, at(7))).toThrow(/is canceled/);
    expect(() => floor.cancelTask({ sid: 'WTnone', reason: 'hangup' }, at(7))).toThrow(
      expect.objectContaining({ kind: 'not-found' }),
    );
  });
});
