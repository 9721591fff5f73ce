import { describe, expect, it } from '@jest/globals';
import { eventCallbackParameters } from '../../../local/taskrouter/events.ts';
import { at, billing, call, only, openFloor, openingMs, typesOf, workflowSid } from './floor-builder.ts';

describe('the events of an ordinary call', () => {
  it('come in the order and at the times at which they happened', () => {
    const floor = openFloor();
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    floor.createTask(call(), at(3));
    const events = floor.advance(at(600));
    expect(events.map((event) => [(event.timestampMs - openingMs) / 1000, event.eventType])).toEqual([
      [3, 'task.created'],
      [3, 'workflow.entered'],
      [3, 'workflow.target-matched'],
      [3, 'task-queue.entered'],
      [3, 'reservation.created'],
      [8, 'reservation.accepted'],
      [68, 'task.wrapup'],
      [68, 'reservation.wrapup'],
      [78, 'task.completed'],
      [78, 'reservation.completed'],
    ]);
  });

  it('are handed out once', () => {
    const floor = openFloor();
    floor.createTask(call(), at(0));
    expect(floor.advance(at(0))).toHaveLength(4);
    expect(floor.advance(at(0))).toEqual([]);
  });

  it('carry the attributes as they were at the time', () => {
    const floor = openFloor();
    const task = floor.createTask(call({ attributes: { name: 'before' } }), at(0));
    floor.updateTask(task, { attributes: { name: 'after' } }, at(1));
    const events = floor.advance(at(1));
    expect(only(events, 'task.created')).toMatchObject({ taskAttributes: { name: 'before' } });
    expect(only(events, 'task.updated')).toMatchObject({ taskAttributes: { name: 'after' } });
  });
});

describe('the form posted to the event callback', () => {
  const floor = openFloor();
  const worker = floor.addWorker({ taskQueueSids: [billing], friendlyName: 'Anna' }, at(0));
  const task = floor.createTask(call({ priority: 5, attributes: { name: 'Zoë', call_sid: 'CA1' } }), at(1));
  const events = floor.advance(at(6.5));

  it('tells who answered whom, and when', () => {
    expect(eventCallbackParameters(only(events, 'reservation.accepted'))).toEqual({
      EventType: 'reservation.accepted',
      Timestamp: String(openingMs / 1000 + 6),
      TimestampMs: String(at(6)),
      ResourceType: 'reservation',
      ResourceSid: expect.stringMatching(/^WR[0-9a-f]{32}$/),
      ReservationSid: expect.stringMatching(/^WR[0-9a-f]{32}$/),
      TaskSid: task,
      TaskAttributes: '{"name":"Zoë","call_sid":"CA1"}',
      TaskAge: '5',
      TaskPriority: '5',
      TaskAssignmentStatus: 'assigned',
      TaskChannelUniqueName: 'voice',
      TaskQueueSid: billing,
      TaskQueueName: 'Billing',
      WorkflowSid: workflowSid,
      WorkflowName: 'Calls',
      WorkerSid: worker,
      WorkerName: 'Anna',
      WorkerActivitySid: expect.stringMatching(/^WA[0-9a-f]{32}$/),
      WorkerActivityName: 'Available',
    });
  });

  it('names no queue before the task is in one', () => {
    const form = eventCallbackParameters(only(events, 'task.created'));
    expect(form).toMatchObject({ ResourceType: 'task', ResourceSid: task, TaskAssignmentStatus: 'pending' });
    expect(Object.keys(form)).not.toContain('TaskQueueSid');
  });

  it('says why a task was canceled or completed', () => {
    const other = floor.createTask(call(), at(7));
    floor.cancelTask({ sid: other, reason: 'hangup' }, at(8));
    expect(eventCallbackParameters(only(floor.advance(at(8)), 'task.canceled'))).toMatchObject({
      TaskAssignmentStatus: 'canceled',
      TaskCanceledReason: 'hangup',
      Reason: 'hangup',
    });
    floor.completeTask({ sid: task, reason: 'resolved' }, at(9));
    expect(eventCallbackParameters(only(floor.advance(at(9)), 'task.completed'))).toMatchObject({
      TaskCompletedReason: 'resolved',
      Reason: 'resolved',
    });
  });

  it('tells an activity change by the worker', () => {
    floor.setWorkerActivity({ sid: worker, activity: 'Unavailable' }, at(20.75));
    expect(eventCallbackParameters(only(floor.advance(at(21)), 'worker.activity.update'))).toEqual({
      EventType: 'worker.activity.update',
      Timestamp: String(openingMs / 1000 + 20),
      TimestampMs: String(at(20.75)),
      ResourceType: 'worker',
      ResourceSid: worker,
      WorkerSid: worker,
      WorkerName: 'Anna',
      WorkerActivitySid: expect.stringMatching(/^WA/),
      WorkerActivityName: 'Unavailable',
      WorkerPreviousActivitySid: expect.stringMatching(/^WA/),
      WorkerTimeInPreviousActivity: '20',
      WorkerTimeInPreviousActivityMs: '20750',
    });
  });
});

describe('time', () => {
  it('is told ahead, so that a clock can go straight to what happens next', () => {
    const floor = openFloor();
    expect(floor.nextEventAtMs()).toBeUndefined();
    floor.addWorker({ taskQueueSids: [billing] }, at(0));
    floor.createTask(call(), at(1));
    const visits: number[] = [];
    for (let next = floor.nextEventAtMs(); next !== undefined; next = floor.nextEventAtMs()) {
      visits.push((next - openingMs) / 1000);
      expect(typesOf(floor.advance(next))).not.toEqual([]);
    }
    expect(visits).toEqual([1, 6, 66, 76]);
  });

  it('cannot run backwards', () => {
    const floor = openFloor();
    floor.advance(at(10));
    expect(() => floor.advance(at(9.999))).toThrow(/can't run backwards/);
    expect(() => floor.realTimeStatistics(billing, Number.NaN)).toThrow(RangeError);
    expect(floor.advance(at(10))).toEqual([]);
  });
});
