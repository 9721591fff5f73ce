import { describe, expect, it } from '@jest/globals';
import { newCallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import { readTaskEvent } from '../../lambdas/domain/task/task-event.ts';
import { lateEvents } from '../../lambdas/runtime/late-events.ts';
import { catchUp } from '../../lambdas/sampling/missed-events.ts';
import { taskEvents } from '../../lambdas/steps/events/task-events.ts';
import { alice, configuration, NOON_MS } from '../support/builders.ts';
import { logKeeper, services } from '../support/fakes.ts';
import { memoryEvents } from '../support/memory-events.ts';
import { memoryTable } from '../support/memory-table.ts';

const FIRST_CALL = `CA${'1'.repeat(32)}`;
const RETURN_CALL = `CA${'2'.repeat(32)}`;
const queues = configuration().queues.map((queue) => ({
  ...queue,
  callTarget: { ...queue.callTarget, agentAnswer: true },
}));

/** A service of which TaskRouter's events reach nobody unless the test says so. */
function world() {
  const clock = { nowMs: NOON_MS };
  const memory = memoryTable();
  const handledEvents = memoryEvents();
  const log = logKeeper();
  const told: string[] = [];
  const kept: { atMs: number; event_type: string; json: object }[] = [];
  const asked: string[] = [];
  const configured = { ...configuration(), queues };
  const given = { configuration: configured, queueStates: memory.queueStates, callbacks: memory.callbacks };
  const all = services({
    ...given,
    ...{ handledEvents, nowMs: () => clock.nowMs },
    mindfulApi: { ...services().mindfulApi, agentAnswered: async (customer) => void told.push(customer) },
    warn: (message) => log.write({ measurements: [], message, properties: {} }),
  });
  const trouble = { atOnce: 1000, table: false };
  const taskRouterEvents = {
    list: async (_: string, { eventType, fromMs, toMs }: { eventType: string; fromMs: number; toMs: number }) => {
      asked.push(eventType);
      const found = kept.filter(({ atMs, event_type }) => event_type === eventType && fromMs <= atMs && atMs <= toMs);
      return found.length < trouble.atOnce ? found.map(({ json }) => json) : undefined;
    },
  };
  let sids = 0;
  /** Returns what its webhook would have brought. */
  const happens = (event_type: string, attributes: object, data: Record<string, string> = {}) => {
    const sid = (prefix: string) => `${prefix}${String(++sids).padStart(32, '0')}`;
    const event_data: Record<string, string> = {
      ...{
        task_attributes: JSON.stringify({ queue: 'support', call_sid: RETURN_CALL, ...attributes }),
        task_age: '30',
      },
      ...{ task_sid: sid('WT'), ...(event_type.startsWith('reservation.') && { reservation_sid: sid('WR') }), ...data },
    };
    kept.push({ atMs: clock.nowMs, event_type, json: { event_type, event_date_ms: clock.nowMs + 123, event_data } });
    return readTaskEvent({
      ...{ EventType: event_type, Timestamp: String(clock.nowMs / 1000), TaskAge: event_data['task_age'] },
      ...{ TaskAttributes: event_data['task_attributes'], TaskSid: event_data['task_sid'] },
      ...(event_data['reservation_sid'] && { ReservationSid: event_data['reservation_sid'] }),
      ...(event_data['task_canceled_reason'] && { TaskCanceledReason: event_data['task_canceled_reason'] }),
    });
  };
  const sample = (hasTime = () => true) =>
    catchUp({ ...all, taskRouterEvents, hasTime, write: log.write, handle: lateEvents(all, log.write) });
  const minutes = (count: number) => {
    clock.nowMs += count * 60_000;
  };
  /** From here on events are caught up. */
  const begins = async () => {
    await sample();
    minutes(3);
    await sample();
    asked.length = 0;
    log.lines.length = 0;
  };
  const accepts = async () => {
    const accepted = { caller: alice, queue: 'support', callSid: FIRST_CALL };
    await all.callbacks.request(newCallbackRecord({ ...accepted, quotedWaitSeconds: 300 }, clock.nowMs), clock.nowMs);
    await all.callbacks.move({ ...accepted, to: 'registered', nowMs: clock.nowMs });
  };
  const status = async () => (await all.callbacks.find(alice, 'support'))?.status;
  const webhook = async (event: ReturnType<typeof happens>) => {
    log.write({ measurements: (await taskEvents(event, all)).measurements ?? [], properties: {} });
  };
  return {
    ...{ clock, memory, log, told, asked, trouble, happens, sample, minutes, begins, accepts, status, webhook },
  };
}

const returning = { callback: { queue: 'support', firstCallSid: FIRST_CALL }, customerPhone: alice };
const ordinary = { call_sid: `CA${'3'.repeat(32)}` };
const ranOut = { task_canceled_reason: 'Task TTL Exceeded' };

describe('a webhook of TaskRouter that never came', () => {
  it('and said that an agent had accepted a callback: it is kept, counted at its own time, and Mindful is not told late', async () => {
    const { begins, accepts, happens, minutes, sample, status, log, told } = world();
    await begins();
    await accepts();
    minutes(5);
    happens('reservation.accepted', { ...returning, callback: {} });
    minutes(2);
    await sample();
    expect(await status()).toBe('answered');
    expect(told).toEqual([]);
    expect(log.counted().sort()).toEqual(
      [
        ...['CallbackAnswered', 'CallbackReturned', 'EventsCaughtUp', 'Punctuality', 'ReturnHoldTime', 'ReturnOnTime'],
        'TimeSaved',
      ].sort(),
    );
    const measured = log.lines.flatMap(({ measurements }) => measurements);
    expect(measured.find(({ name }) => name === 'TimeSaved')?.value).toBe(300);
  });

  it('is caught up within two minutes', async () => {
    const { begins, accepts, happens, minutes, sample, status } = world();
    await begins();
    await accepts();
    happens('reservation.accepted', returning);
    minutes(1);
    await sample();
    minutes(1);
    await sample();
    expect(await status()).toBe('answered');
  });

  it('counts what no record stands behind once, although two samplers read it at the same moment', async () => {
    const { begins, happens, minutes, sample, log } = world();
    await begins();
    happens('reservation.accepted', ordinary);
    happens('task.canceled', ordinary, { task_canceled_reason: 'hangup' });
    minutes(2);
    await Promise.all([sample(), sample()]);
    expect(
      log
        .counted()
        .filter((name) => name !== 'EventsCaughtUp')
        .sort(),
    ).toEqual(['ActualWait', 'CallerGaveUp']);
  });

  it('notes a call that lost its task for the rest of the time alone', async () => {
    const { begins, happens, minutes, sample, memory, clock } = world();
    await begins();
    happens('task.canceled', ordinary, ranOut);
    const untilMs = clock.nowMs + 15 * 60_000;
    minutes(2);
    await sample();
    expect([...memory.table.abandonedCalls.values()]).toEqual([untilMs]);
    expect(memory.table.state.abandonedCallsUntilMs).toBe(clock.nowMs + 15 * 60_000);
  });

  it('of an hour ago notes nothing any more, and counts all the same', async () => {
    const { begins, happens, minutes, sample, memory, log } = world();
    await begins();
    happens('task.canceled', ordinary, ranOut);
    minutes(60);
    await sample();
    expect(memory.table.abandonedCalls.size).toBe(0);
    expect(log.counted()).toContain('TaskCanceled');
  });

  it('about the creation of an ordinary caller’s task is no event of ours', async () => {
    const { begins, happens, minutes, sample, log } = world();
    await begins();
    happens('task.created', ordinary);
    minutes(2);
    await sample();
    expect(log.lines).toEqual([]);
  });

  it('is left alone while its webhook may still be on its way', async () => {
    const { begins, accepts, happens, sample, status, clock, webhook, told } = world();
    await begins();
    await accepts();
    const event = happens('reservation.accepted', returning);
    clock.nowMs += 59_000;
    await sample();
    expect(await status()).toBe('registered');
    await webhook(event);
    expect(told).toEqual([alice]);
  });

  it('of a queue that is not ours is nobody’s', async () => {
    const { begins, happens, minutes, sample, log } = world();
    await begins();
    happens('task.canceled', { queue: 'sales' }, ranOut);
    happens('reservation.accepted', { queue: 'sales' });
    minutes(2);
    await sample();
    expect(log.lines).toEqual([]);
  });
});

describe('a webhook of TaskRouter that came', () => {
  it('is not counted again, and costs three requests a minute', async () => {
    const { begins, happens, webhook, minutes, sample, log, asked } = world();
    await begins();
    await webhook(happens('reservation.accepted', ordinary));
    minutes(1);
    await sample();
    minutes(1);
    await sample();
    expect(log.counted()).toEqual(['ActualWait']);
    expect(asked).toHaveLength(6);
  });

  it('after the sampler had given it up changes and counts nothing', async () => {
    const { begins, accepts, happens, webhook, minutes, sample, log, told } = world();
    await begins();
    await accepts();
    const late = [happens('reservation.accepted', returning), happens('task.canceled', ordinary, ranOut)];
    minutes(2);
    await sample();
    const before = log.counted();
    for (const event of late) await webhook(event);
    expect(log.counted()).toEqual(before);
    expect(told).toEqual([]);
  });

  it('twice, at two instances, is counted once', async () => {
    const { happens, webhook, log } = world();
    const event = happens('reservation.accepted', ordinary);
    await Promise.all([webhook(event), webhook(event)]);
    expect(log.counted()).toEqual(['ActualWait']);
  });

  it('while the table was down is counted when the table is back', async () => {
    const { begins, happens, webhook, minutes, sample, log } = world();
    await begins();
    const event = happens('reservation.accepted', ordinary);
    await webhook({ ...event, taskSid: undefined, reservationSid: undefined });
    minutes(2);
    await sample();
    expect(log.counted().filter((name) => name === 'ActualWait')).toHaveLength(2);
  });
});

describe('the first sample of a version that marks events', () => {
  it('leaves alone what the version before has counted', async () => {
    const { happens, minutes, sample, log } = world();
    happens('reservation.accepted', ordinary);
    await sample();
    happens('reservation.accepted', ordinary);
    for (let minute = 0; minute < 6; minute += 1) {
      minutes(1);
      await sample();
    }
    expect(log.lines).toEqual([]);
  });
});

describe('after an hour of a peak without webhooks', () => {
  it('all of it is read, in windows as narrow as TaskRouter’s lists are short', async () => {
    const { begins, happens, minutes, sample, log, trouble, asked, clock } = world();
    await begins();
    trouble.atOnce = 100;
    for (let second = 0; second < 3600; second += 3) {
      happens('reservation.accepted', ordinary);
      clock.nowMs += 3000;
    }
    minutes(1);
    await sample();
    minutes(1);
    await sample();
    expect(log.counted().filter((name) => name === 'ActualWait')).toHaveLength(1200);
    expect(asked.length).toBeLessThan(150);
  });

  it('a sampler that runs out of time goes on in the next minute', async () => {
    const { begins, happens, minutes, sample, log, trouble } = world();
    await begins();
    trouble.atOnce = 10;
    for (let minute = 0; minute < 60; minute += 1) {
      happens('reservation.accepted', ordinary);
      minutes(1);
    }
    let steps = 5;
    await sample(() => steps-- > 0);
    const first = log.counted().filter((name) => name === 'ActualWait').length;
    expect(first).toBeLessThan(60);
    minutes(1);
    await sample();
    expect(log.counted().filter((name) => name === 'ActualWait')).toHaveLength(60);
  });
});
