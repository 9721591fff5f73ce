import { describe, expect, it } from '@jest/globals';
import { IndexedHeap } from '../../../local/taskrouter/indexed-heap.ts';
import { DurationSeries, MomentSeries } from '../../../local/taskrouter/series.ts';
import { fc } from '../../support/properties.ts';

const history = fc.array(fc.record({ gapMs: fc.nat(5), durationMs: fc.nat(1000) }), { maxLength: 70 }).map((steps) => {
  let atMs = 0;
  return steps.map(({ gapMs, durationMs }) => {
    atMs += gapMs;
    return { atMs, durationMs };
  });
});
const window = fc.tuple(fc.integer({ min: -5, max: 350 }), fc.integer({ min: -5, max: 350 }));

describe('a series of durations', () => {
  it('sums up any window like somebody who looks at each of them', () => {
    fc.assert(
      fc.property(history, window, fc.nat(1000), (steps, [fromMs, toMs], limitMs) => {
        const series = new DurationSeries();
        for (const { atMs, durationMs } of steps) series.add(atMs, durationMs);
        const inside = steps.filter(({ atMs }) => atMs > fromMs && atMs <= toMs).map((step) => step.durationMs);
        expect(series.summary(fromMs, toMs)).toEqual({
          count: inside.length,
          totalMs: inside.reduce((sum, durationMs) => sum + durationMs, 0),
          minMs: inside.length === 0 ? 0 : Math.min(...inside),
          maxMs: inside.length === 0 ? 0 : Math.max(...inside),
        });
        expect(series.countAtMost(limitMs, fromMs, toMs)).toBe(inside.filter((ms) => ms <= limitMs).length);
      }),
    );
  });

  it('forgets the past without changing any window after it', () => {
    fc.assert(
      fc.property(history, window, fc.nat(350), (steps, [fromMs, toMs], forgottenMs) => {
        const [whole, trimmed] = [new DurationSeries(), new DurationSeries()];
        for (const { atMs, durationMs } of steps) {
          whole.add(atMs, durationMs);
          trimmed.add(atMs, durationMs);
        }
        trimmed.forgetUntil(forgottenMs);
        const startMs = Math.max(fromMs, forgottenMs);
        expect(trimmed.summary(startMs, toMs)).toEqual(whole.summary(startMs, toMs));
        expect(trimmed.countAtMost(500, startMs, toMs)).toBe(whole.countAtMost(500, startMs, toMs));
      }),
    );
  });
});

describe('a series of moments', () => {
  it('forgets what is past', () => {
    const series = new MomentSeries();
    for (const atMs of [10, 20, 20, 30]) series.add(atMs);
    series.forgetUntil(20);
    expect(series.count(0, 30)).toBe(1);
  });

  it('counts from after the start of a window to its very end', () => {
    const series = new MomentSeries();
    for (const atMs of [10, 20, 20, 30]) series.add(atMs);
    expect(series.count(10, 20)).toBe(2);
    expect(series.count(9, 20)).toBe(3);
    expect(series.count(20, 29)).toBe(0);
  });
});

describe('an indexed heap', () => {
  it('moves an entry up when it takes the place of one from another branch', () => {
    const heap = new IndexedHeap<number>((a, b) => a < b);
    for (const key of [0, 10, 1, 11, 12, 2, 3]) heap.add(key);
    heap.remove(11);
    const taken = Array.from({ length: 6 }, () => heap.takeFirst());
    expect(taken).toEqual([0, 1, 2, 3, 10, 12]);
    expect(heap.takeFirst()).toBeUndefined();
  });

  it('yields what is left in order, whatever left from its middle', () => {
    const entries = fc.array(fc.record({ key: fc.nat(20), leaves: fc.boolean() }), { maxLength: 60 });
    fc.assert(
      fc.property(entries, (all) => {
        const heap = new IndexedHeap<(typeof all)[number]>((a, b) => a.key < b.key);
        for (const entry of all) heap.add(entry);
        for (const entry of all) if (entry.leaves) expect(heap.remove(entry)).toBe(true);
        for (const entry of all) if (entry.leaves) expect(heap.remove(entry)).toBe(false);
        const taken: number[] = [];
        for (let first = heap.takeFirst(); first; first = heap.takeFirst()) taken.push(first.key);
        const left = all.filter((entry) => !entry.leaves).map((entry) => entry.key);
        expect(taken).toEqual(left.sort((a, b) => a - b));
      }),
    );
  });
});
