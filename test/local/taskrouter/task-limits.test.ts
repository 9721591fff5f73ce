import { describe, expect, it } from '@jest/globals';
import { at, billing, call, only, openFloor, steady, typesOf } from './floor-builder.ts';

describe("a task's time limit", () => {
  it('cancels it while its phone rings, and frees the agent', () => {
    const floor = openFloor({ behaviour: { ...steady, acceptDelaySeconds: () => 60 } });
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    floor.createTask(call({ timeoutSeconds: 30 }), at(0));
    const events = floor.advance(at(30));
    expect(typesOf(events).slice(-2)).toEqual(['reservation.canceled', 'task.canceled']);
    expect(only(events, 'task.canceled').taskCanceledReason).toBe('Task TTL Exceeded');
    expect(floor.workers(at(30))[0]?.state).toBe('free');
  });

  it('no longer matters in conversation', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    const task = floor.createTask(call({ timeoutSeconds: 30 }), at(0));
    expect(floor.task(task, at(40))?.status).toBe('assigned');
  });

  it('is a day when not given', () => {
    const floor = openFloor();
    floor.createTask(call(), at(0));
    expect(typesOf(floor.advance(at(86_399)))).not.toContain('task.canceled');
    expect(typesOf(floor.advance(at(86_400)))).toContain('task.canceled');
  });
});

describe('an order TaskRouter would refuse', () => {
  it.each([
    ['a negative priority', { priority: -1 }],
    ['half a priority', { priority: 0.5 }],
    ['a priority past the limit', { priority: 2 ** 31 }],
    ['a virtual start in the future', { virtualStartMs: at(11) }],
    ['no time to live', { timeoutSeconds: 0 }],
    ['more than two weeks to live', { timeoutSeconds: 1_209_601 }],
  ])('leaves no trace: %s', (_name, details) => {
    const floor = openFloor();
    expect(() => floor.createTask(call(details), at(10))).toThrow(expect.objectContaining({ kind: 'invalid' }));
    expect(floor.advance(at(10))).toEqual([]);
    expect(floor.tasks(billing, at(10))).toEqual([]);
  });

  it.each([[{ priority: 2 ** 31 - 1 }], [{ virtualStartMs: at(10) }], [{ timeoutSeconds: 1_209_600 }]])(
    'is taken just within the limit: %j',
    (details) => {
      const floor = openFloor();
      expect(floor.task(floor.createTask(call(details), at(10)), at(10))).toMatchObject(details);
    },
  );
});
