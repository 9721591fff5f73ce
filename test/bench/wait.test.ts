import { describe, expect, it } from '@jest/globals';
import { contenders } from '../../bench/wait/contenders.ts';
import { playDay } from '../../bench/wait/day.ts';
import { type Family, valueAt } from '../../bench/wait/families.ts';
import { RealWaits } from '../../bench/wait/real-waits.ts';
import { families } from '../../bench/wait/runs.ts';
import { figuresOf, halfInterval, tallyOf } from '../../bench/wait/score.ts';
import { TaskRouterModel } from '../../local/taskrouter/model.ts';

const own = 'WQ0000000000000000000000000000b111';
const workflowSid = 'WW00000000000000000000000000000001';

/** One agent, who answers at once, talks for a minute and wraps up at once. */
function oneAgent() {
  const model = new TaskRouterModel({
    seed: 1,
    startMs: 0,
    taskQueues: [{ sid: own, friendlyName: 'Own' }],
    workflows: [{ sid: workflowSid, friendlyName: 'Own', targets: [{ taskQueueSid: own }] }],
    behaviour: { acceptDelaySeconds: () => 0, handleSeconds: () => 60, wrapUpSeconds: () => 0 },
  });
  const waits = new RealWaits(new Set([model.addWorker({ taskQueueSids: [own] }, 0)]));
  const found = new Map<string, number>();
  const call = (name: string, atMs: number) => {
    waits.follow(model.advance(atMs));
    const sid = model.createTask({ workflowSid, attributes: {} }, atMs);
    waits.join(sid, { arrivedAtMs: atMs, resolve: (seconds) => found.set(name, seconds) });
    return sid;
  };
  const giveUp = (sid: string, atMs: number) => {
    waits.follow(model.advance(atMs));
    model.cancelTask({ sid, reason: 'hangup' }, atMs);
    waits.leave(sid);
  };
  const until = (atMs: number) => waits.follow(model.advance(atMs));
  return { call, giveUp, until, found };
}

describe('the real wait', () => {
  it('of who is answered ends when the agent accepts', () => {
    const { call, until, found } = oneAgent();
    call('first', 0);
    call('second', 10_000);
    until(100_000);
    expect(Object.fromEntries(found)).toEqual({ first: 0, second: 50 });
  });

  it('of who gives up ends when somebody behind gets the agent, and the phone has rung', () => {
    const { call, giveUp, until, found } = oneAgent();
    call('first', 0);
    const sid = call('second', 10_000);
    call('third', 20_000);
    giveUp(sid, 30_000);
    until(100_000);
    expect(Object.fromEntries(found)).toEqual({ first: 0, second: 55, third: 40 });
  });

  it('of who gives up ends when the agent has nothing to do, if nobody is behind', () => {
    const { call, giveUp, until, found } = oneAgent();
    call('first', 0);
    giveUp(call('second', 10_000), 30_000);
    until(59_999);
    expect(found.has('second')).toBe(false);
    until(60_000);
    expect(found.get('second')).toBe(55);
  });
});

describe.each([
  'staff-drop',
  'overlap',
  'unresponsive',
  'return-in-bursts',
  'starved',
  'together',
  'after-an-outage',
  'lunch',
])('a day of the family %s', (name) => {
  const found = families.find((each) => each.name === name);
  const family: Family = { ...(found ?? families[0]), name } as Family;
  const day = playDay({ family, seed: 3, driver: 'people-ahead' });

  it('is the same for the same seed', () => {
    expect(playDay({ family, seed: 3, driver: 'people-ahead' })).toEqual(day);
    expect(playDay({ family, seed: 4, driver: 'people-ahead' }).callers.length).not.toBe(day.callers.length);
  });

  it('finds the wait of everybody, none of them negative', () => {
    expect(day.unresolved).toBe(0);
    expect(day.callers.length).toBeGreaterThan(100);
    expect(Math.min(...day.callers.map(({ waitSeconds }) => waitSeconds))).toBeGreaterThanOrEqual(0);
  });

  it('has an estimate of every contender for everybody', () => {
    for (const contender of contenders) {
      expect(Number.isFinite(figuresOf(tallyOf(day.callers, contender)).maeSeconds)).toBe(true);
    }
  });
});

describe('the families', () => {
  it('have names of their own and are about twenty', () => {
    expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
    expect(families.length).toBeGreaterThanOrEqual(20);
  });

  it('change at the minute that they say', () => {
    const schedule = [
      [0, 1],
      [60, 2],
    ] as const;
    expect([0, 59.9, 60, 179].map((minute) => valueAt(schedule, minute))).toEqual([1, 1, 2, 2]);
  });
});

describe('an interval', () => {
  it('is 0 without spread, narrower with more runs, and unknown from one', () => {
    expect(halfInterval([5, 5, 5])).toBe(0);
    expect(halfInterval([4, 6, 4, 6, 4, 6])).toBeLessThan(halfInterval([4, 6]));
    expect(halfInterval([5])).toBe(Number.POSITIVE_INFINITY);
  });
});
