import { describe, expect, it } from '@jest/globals';
import { readTaskEvent } from '../../../lambdas/domain/task/task-event.ts';
import { taskEvents } from '../../../lambdas/steps/events/task-events.ts';
import { alice, NOON_MS } from '../../support/builders.ts';
import { services } from '../../support/fakes.ts';
import { memoryTable } from '../../support/memory-table.ts';

/** The task of a caller is canceled, and the news comes so many seconds later. */
async function canceled(attributes: object, { afterSeconds = 0, reason = 'Task TTL exceeded' } = {}) {
  const { table, queueStates, callbacks } = memoryTable();
  const event = readTaskEvent({
    ...{ EventType: 'task.canceled', TaskAge: '700', TaskCanceledReason: reason },
    ...{ Timestamp: String(NOON_MS / 1000), TaskAttributes: JSON.stringify({ call_sid: 'CA1', ...attributes }) },
  });
  const nowMs = () => NOON_MS + afterSeconds * 1000;
  const { measurements = [] } = await taskEvents(event, services({ queueStates, callbacks, nowMs }));
  return { counts: measurements.map(({ name }) => name), noted: [...table.abandonedCalls.keys()] };
}

describe('a task that ran out of time', () => {
  it('is noted, so that its caller, who still holds, is queued again', async () => {
    expect(await canceled({ queue: 'support' })).toEqual({ counts: ['TaskCanceled'], noted: ['CA1'] });
  });

  it('of a queue that is not one of ours is neither counted nor noted', async () => {
    expect(await canceled({ queue: 'sales' })).toEqual({ counts: [], noted: [] });
    expect(await canceled({})).toEqual({ counts: [], noted: [] });
  });

  it('of a return call in such a queue is no callback of ours either', async () => {
    const returning = { queue: 'sales', callback: {}, customerPhone: alice };
    expect(await canceled(returning, { reason: 'hangup' })).toEqual({ counts: [], noted: [] });
  });

  it('is counted but noted no more when the news comes after its caller must have been queued again', async () => {
    expect(await canceled({ queue: 'support' }, { afterSeconds: 899 })).toMatchObject({ noted: ['CA1'] });
    expect(await canceled({ queue: 'support' }, { afterSeconds: 900 })).toEqual({
      counts: ['TaskCanceled'],
      noted: [],
    });
  });
});

describe('the mark of an event', () => {
  /** Keys of the marks that an event leaves. */
  async function marksOf(eventType: string): Promise<string[]> {
    const { queueStates, callbacks } = memoryTable();
    const marks: string[] = [];
    const handledEvents = {
      ...services({}).handledEvents,
      mark: async ({ key }: { key: string }) => Boolean(marks.push(key)),
    };
    const event = readTaskEvent({
      ...{
        EventType: eventType,
        TaskSid: `WT${'1'.repeat(32)}`,
        ReservationSid: `WR${'1'.repeat(32)}`,
        TaskAge: '7',
        Timestamp: String(NOON_MS / 1000),
      },
      TaskAttributes: JSON.stringify({ call_sid: 'CA1', queue: 'support' }),
    });
    await taskEvents(event, services({ queueStates, callbacks, handledEvents }));
    return marks;
  }

  it.each(['task.canceled', 'reservation.accepted'])('is left by %s, which can be caught up', async (type) =>
    expect(await marksOf(type)).toHaveLength(1),
  );

  it.each(['task.created', 'workflow.entered', 'task.wrapup', 'reservation.created'])(
    'is not left by %s: it costs a write',
    async (type) => expect(await marksOf(type)).toEqual([]),
  );
});
