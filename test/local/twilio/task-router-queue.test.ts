import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../../local/twilio/calls/call.ts';
import { TaskRefused } from '../../../local/twilio/voice-queue.ts';
import { type ContactFloor, openStaffedLine } from './contact-floor.ts';
import { heard, type PhoneLine, WORKFLOW } from './phone-line.ts';
import { twiml } from './webhook-target.ts';

let line: PhoneLine;
let floor: ContactFloor;

beforeEach(async () => {
  ({ line, floor } = await openStaffedLine());
  line.target.on(
    '/voice',
    twiml(`<Enqueue workflowSid="${WORKFLOW}" waitUrl="" action="/left"><Task>{"queue":"support"}</Task></Enqueue>`),
  );
  line.target.on('/left', twiml());
});

afterEach(() => line.close());

const taskOf = (call: CallRecord) => floor.model.task(call.taskSids[0] ?? '', floor.clock.nowMs());

describe('a caller in a queue with agents', () => {
  it('rings at an agent, talks, and is let go', async () => {
    await floor.staff(1);
    const call = await line.call();
    await line.clock.advance(200);
    expect(heard(call)).toEqual(['0 enters queue support', '3 connected Agent 1', '63 disconnected the agent hung up']);
    expect(call).toMatchObject({ endedBy: 'agent', faults: [] });
    expect(floor.events.map(({ eventType }) => eventType)).toEqual([
      'task.created',
      'workflow.entered',
      'workflow.target-matched',
      'task-queue.entered',
      'reservation.created',
      'reservation.accepted',
      'task.wrapup',
      'reservation.wrapup',
      'task.completed',
      'reservation.completed',
    ]);
  });

  it('may be let go in the moment in which an agent takes the call', async () => {
    await floor.staff(1);
    floor.model.changeBehaviour({ acceptDelaySeconds: () => 0, handleSeconds: () => 0 });
    const call = await line.call();
    expect(heard(call)).toEqual(['0 enters queue support', '0 connected Agent 1', '0 disconnected the agent hung up']);
    expect(call).toMatchObject({ endedBy: 'agent', faults: [] });
  });

  it('is served after those who came before', async () => {
    await floor.staff(1);
    const first = await line.call();
    const second = await line.call();
    await line.clock.advance(75);
    expect(first.where).toBe('ended');
    expect(heard(second)).toEqual(['0 enters queue support']);
    await line.clock.advance(1);
    expect(heard(second).at(-1)).toBe('76 connected Agent 1');
  });

  it('waits for the first agent who comes on shift', async () => {
    const call = await line.call();
    await line.clock.advance(100);
    await floor.staff(1);
    await line.clock.advance(3);
    expect(call.where).toBe('talking to an agent');
  });

  it('hangs up while it rings at an agent, who is then free', async () => {
    await floor.staff(1);
    const call = await line.call();
    await line.clock.advance(2);
    await line.hangUp(call);
    expect(taskOf(call)).toMatchObject({ status: 'canceled', reason: 'hangup' });
    expect(floor.model.workers(line.clock.nowMs())).toMatchObject([{ state: 'free' }]);
  });

  it('hangs up while talking, and the agent wraps up', async () => {
    await floor.staff(1);
    const call = await line.call();
    await line.clock.advance(20);
    await line.hangUp(call);
    expect(taskOf(call)).toMatchObject({ status: 'wrapping' });
    await line.clock.advance(10);
    expect(taskOf(call)).toMatchObject({ status: 'completed' });
  });

  it('stays in the queue when the workflow gives the task up', async () => {
    const call = await line.call();
    await line.clock.advance(700);
    expect(taskOf(call)?.status).toBe('canceled');
    expect(heard(call).at(-1)).toMatch(/^600 task-canceled /);
    expect(call.where).toBe('holding in queue support');
    await line.hangUp(call);
    expect(call.endedBy).toBe('caller');
  });

  it('stays in the queue when the task is cancelled from outside', async () => {
    const call = await line.call();
    floor.model.cancelTask({ sid: call.taskSids[0] ?? '', reason: 'callback' }, line.clock.nowMs());
    floor.queue.catchUpSoon();
    await line.clock.settle();
    expect(heard(call).at(-1)).toBe('0 task-canceled callback');
  });

  it('is let go when somebody completes the task', async () => {
    await floor.staff(1);
    const call = await line.call();
    await line.clock.advance(10);
    floor.model.completeTask({ sid: call.taskSids[0] ?? '', reason: 'done' }, line.clock.nowMs());
    floor.queue.catchUpSoon();
    await line.clock.settle();
    expect(call).toMatchObject({ endedBy: 'agent' });
  });
});

describe('an order for a task', () => {
  it("that TaskRouter refuses is the order's fault", () => {
    const listener = { accepted: () => undefined, ended: () => undefined, canceled: () => undefined };
    const order = { workflowSid: 'WW2', attributes: {}, priority: 0, timeoutSeconds: 60 };
    expect(() => floor.queue.createTask(order, listener)).toThrow(TaskRefused);
  });

  it('brings nothing about before the SID of the task is known', async () => {
    const told: string[] = [];
    const listener = {
      accepted: () => told.push('accepted'),
      ended: () => told.push('ended'),
      canceled: () => told.push('canceled'),
    };
    await floor.staff(1);
    floor.model.changeBehaviour({ acceptDelaySeconds: () => 0, handleSeconds: () => 0 });
    floor.queue.createTask({ workflowSid: WORKFLOW, attributes: {}, priority: 0, timeoutSeconds: 60 }, listener);
    expect(told).toEqual([]);
    await floor.clock.settle();
    expect(told).toEqual(['accepted', 'ended']);
  });
});
