import { describe, expect, it } from '@jest/globals';
import { type Quote, quoteWait } from '../../../lambdas/domain/quote.ts';
import { takeSnapshot } from '../../../lambdas/domain/snapshot-taking.ts';
import { type Entry, queueTaskAttributes, taskEstimates } from '../../../lambdas/domain/task/task-attributes.ts';
import { readTaskEvent } from '../../../lambdas/domain/task/task-event.ts';
import { readStatistics } from '../../../lambdas/domain/wait/read-statistics.ts';
import { scoreAnswer, scoreGivingUp } from '../../../lambdas/steps/events/scoreboard.ts';
import { alice, NOON_MS, queueConfig, queuePolicy, statistics } from '../../support/builders.ts';

const known = { policy: queuePolicy(), roster: undefined, nowMs: NOON_MS } as const;
const { snapshot } = takeSnapshot({
  ...known,
  reading: { ok: true, statistics: statistics() },
  atHome: [],
  previous: undefined,
});
const estimates = taskEstimates({ snapshot, nowMs: NOON_MS });

function entry(quote?: Quote): Entry {
  return { firstCallSid: 'CA1', quote, estimates, queuedAgain: 0 };
}

/** The task's event so many seconds after the caller came, as TaskRouter posts it. */
function event(ageSeconds: number, given: Entry, also: object = {}, createdSeconds = NOON_MS / 1000 + 10) {
  const attributes = { ...queueTaskAttributes(queueConfig(), alice, given), ...also };
  return readTaskEvent({
    EventType: 'reservation.accepted',
    TaskAttributes: JSON.stringify(attributes),
    TaskAge: String(ageSeconds),
    Timestamp: String(createdSeconds + ageSeconds),
  });
}

const measured = (score: ReturnType<typeof scoreAnswer>, name: string) =>
  score.measurements.find((measurement) => measurement.name === name)?.value;

describe('an agent accepts', () => {
  it('and the estimate is held against the real wait, as is that of the guide, without an offer too', () => {
    const score = scoreAnswer(event(100, entry()));
    const own = snapshot.estimates?.['people-ahead'] ?? Number.NaN;
    expect(measured(score, 'EstimateError')).toBe(own - 100);
    expect(score.log).toMatchObject({ 'errorOf.people-ahead': own - 100, 'errorOf.average-acceptance': 200 });
    expect(Object.keys(score.log).filter((name) => name.startsWith('errorOf.'))).toHaveLength(2);
  });

  it.each([
    [quoteWait(290, 10), 300, 1],
    [quoteWait(290, 10), 301, 0],
    [quoteWait(290, 10, 400), 420, 1],
    [quoteWait(290, 10, 400), 421, 0],
    [quoteWait(900, 10), 600, 1],
    [quoteWait(900, 10), 599, 0],
  ])('and the quote %j counts for a wait of %d seconds as %d', (spoken, waitSeconds, kept) => {
    expect(measured(scoreAnswer(event(waitSeconds, entry(spoken))), 'QuoteKept')).toBe(kept);
  });

  it('a task of the version before, which calls the estimates its forecast', () => {
    const { estimates: forecast, ...attributes } = queueTaskAttributes(queueConfig(), alice, entry());
    const score = scoreAnswer(event(100, { firstCallSid: 'CA1', queuedAgain: 0 }, { ...attributes, forecast }));
    expect(measured(score, 'EstimateError')).toBeDefined();
  });

  it('a second time after a transfer, which is no wait', () => {
    expect(scoreAnswer(event(900, entry(), { conference: { sid: 'CF1' } })).measurements).toEqual([]);
  });

  it('a copy of the task, whose age is not the wait', () => {
    const copied = scoreAnswer(event(20, entry(), {}, NOON_MS / 1000 + 121));
    expect(measured(copied, 'EstimateError')).toBeUndefined();
    expect(measured(scoreAnswer(event(20, entry(), {}, NOON_MS / 1000 + 120)), 'EstimateError')).toBeDefined();
  });

  it('and counts the more, the fewer hold as long', () => {
    const weight = (waitSeconds: number) => Number(scoreAnswer(event(waitSeconds, entry())).log['weight']);
    expect(weight(0)).toBe(1);
    expect(weight(600)).toBeGreaterThan(weight(300));
    expect(weight(1e5)).toBe(20);
  });

  it.each([null, 'x', { by: 'head-of-line', at: 'now', waits: {} }, { by: 'x', at: NOON_MS / 1000, waits: { y: 1 } }])(
    'a task whose estimates others have changed to %j',
    (changed) => {
      expect(scoreAnswer(event(100, entry(), { estimates: changed })).log).toEqual({
        waitEndedAt: NOON_MS / 1000 + 110,
      });
    },
  );
});

describe('a caller gives up', () => {
  it('and the quote is broken if its end is past, else nobody knows', () => {
    const spoken = quoteWait(290, 10);
    expect(measured(scoreGivingUp(event(301, entry(spoken))), 'QuoteKept')).toBe(0);
    expect(measured(scoreGivingUp(event(300, entry(spoken))), 'QuoteKept')).toBeUndefined();
    expect(scoreGivingUp(event(300, entry(spoken))).measurements[0]?.name).toBe('CallerGaveUp');
  });
});

describe("a task's attributes", () => {
  it('leave nearly all of the 4096 characters to others', () => {
    const attributes = queueTaskAttributes(queueConfig(), alice, entry(quoteWait(290, 10, 420)));
    expect(JSON.stringify(attributes).length).toBeLessThan(600);
  });
});

describe('a snapshot without usable statistics', () => {
  it('has no wait and no estimates, and keeps what was learned before', () => {
    const reading = readStatistics({
      realTime: null,
      cumulative5Minutes: null,
    });
    const sample = { ...known, reading, atHome: [], previous: snapshot } as const;
    const { snapshot: blind } = takeSnapshot(sample);
    expect(blind.wait).toBeUndefined();
    expect(taskEstimates({ snapshot: blind, nowMs: NOON_MS })).toBeUndefined();
    expect(blind.memory).toEqual(snapshot.memory);
  });
});
