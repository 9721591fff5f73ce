import { describe, expect, it } from '@jest/globals';
import { answers, at, billing, call, only, openFloor, steady, typesOf } from './floor-builder.ts';

describe('a conversation', () => {
  it('is followed by the wrap-up, and only then is the agent free again', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    const task = floor.createTask(call(), at(0));
    floor.advance(at(64.999));
    expect(typesOf(floor.advance(at(65)))).toEqual(['task.wrapup', 'reservation.wrapup']);
    expect(floor.workers(at(70))).toMatchObject([{ state: 'wrapping', taskSid: task }]);
    const ended = floor.advance(at(75));
    expect(typesOf(ended)).toEqual(['task.completed', 'reservation.completed']);
    expect(only(ended, 'task.completed').taskCompletedReason).toBe('All reservations were completed');
    expect(floor.workers(at(75))).toMatchObject([{ state: 'free', taskSid: undefined }]);
  });

  it('ends early when the caller hangs up', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    const task = floor.createTask(call(), at(0));
    const next = floor.createTask(call(), at(1));
    floor.endConversation(task, at(20));
    const events = floor.advance(at(200));
    expect(events.filter((event) => event.eventType === 'task.wrapup').map((event) => event.timestampMs)).toEqual([
      at(20),
      at(95),
    ]);
    expect(answers(events)).toEqual([
      { taskSid: task, seconds: 5 },
      { taskSid: next, seconds: 35 },
    ]);
  });

  it('can be completed without a wrap-up', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    const task = floor.createTask(call(), at(0));
    floor.completeTask({ sid: task, reason: 'resolved' }, at(20));
    expect(only(floor.advance(at(20)), 'task.completed').taskCompletedReason).toBe('resolved');
    expect(floor.workers(at(20))[0]?.state).toBe('free');
    expect(typesOf(floor.advance(at(500)))).toEqual([]);
  });

  it('lasts until somebody ends it when it has no length of its own', () => {
    const floor = openFloor({ behaviour: { ...steady, handleSeconds: () => Number.POSITIVE_INFINITY } });
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    const task = floor.createTask(call(), at(0));
    floor.advance(at(5));
    expect(floor.nextEventAtMs()).toBeUndefined();
    floor.endConversation(task, at(9000));
    expect(floor.task(task, at(9010))?.status).toBe('completed');
  });

  it('cannot end before it has begun, nor twice', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    const task = floor.createTask(call(), at(0));
    expect(() => floor.endConversation(task, at(1))).toThrow(expect.objectContaining({ kind: 'not-allowed' }));
    expect(() => floor.completeTask({ sid: task, reason: 'resolved' }, at(1))).toThrow(/is reserved/);
    floor.endConversation(task, at(6));
    expect(() => floor.endConversation(task, at(7))).toThrow(/is wrapping/);
  });

  it('gets longer for those that begin after the handle time changed', () => {
    const floor = openFloor();
    floor.setWorkerCount({ taskQueueSid: billing, count: 2 }, at(0));
    const before = floor.createTask(call(), at(0));
    floor.advance(at(10));
    floor.changeBehaviour({ handleSeconds: () => 600 });
    const after = floor.createTask(call(), at(10));
    expect(floor.task(before, at(65))?.status).toBe('wrapping');
    expect(floor.task(after, at(614))?.status).toBe('assigned');
    expect(floor.task(after, at(615))?.status).toBe('wrapping');
  });

  it('may depend on what the task says', () => {
    const floor = openFloor({
      behaviour: { ...steady, handleSeconds: (task) => Number(task.attributes['minutes']) * 60 },
    });
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    const task = floor.createTask(call({ attributes: { minutes: 3 } }), at(0));
    expect(floor.task(task, at(184))?.status).toBe('assigned');
    expect(floor.task(task, at(185))?.status).toBe('wrapping');
  });

  it.each([Number.NaN, -1])('refuses a length of %d seconds and names the culprit', (seconds) => {
    const floor = openFloor({ behaviour: { ...steady, handleSeconds: () => seconds } });
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    floor.createTask(call(), at(0));
    expect(() => floor.advance(at(10))).toThrow(/handleSeconds returned/);
  });
});

describe('a finished task', () => {
  it('can be looked up for five minutes, at the age at which it ended', () => {
    const floor = openFloor();
    const task = floor.createTask(call(), at(0));
    floor.cancelTask({ sid: task, reason: 'hangup' }, at(30));
    expect(floor.task(task, at(329.999))).toMatchObject({ status: 'canceled', reason: 'hangup', ageSeconds: 30 });
    expect(floor.task(task, at(330))).toBeUndefined();
  });
});
