import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../../../../local/world/clock/clock.ts';

/** Async functions in one another, so that the last runs many microtasks after the first. */
async function later(depth: number): Promise<void> {
  if (depth > 0) await later(depth - 1);
}

describe('the virtual clock', () => {
  it('keeps appointments in the order of their time, and of making within one instant', async () => {
    const clock = new VirtualClock(0);
    const kept: string[] = [];
    clock.after(2, () => void kept.push(`second at ${clock.nowMs()}`));
    clock.after(1, () => void kept.push(`first at ${clock.nowMs()}`));
    clock.after(2, () => void kept.push(`third at ${clock.nowMs()}`));
    await clock.advance(2);
    expect(kept).toEqual(['first at 1000', 'second at 2000', 'third at 2000']);
  });

  it('keeps an appointment at the end of the advance, not one a millisecond past it', async () => {
    const clock = new VirtualClock(0);
    const kept: number[] = [];
    clock.after(5, () => void kept.push(5));
    clock.after(5.001, () => void kept.push(5.001));
    await clock.advance(5);
    expect(kept).toEqual([5]);
  });

  it('forgets a cancelled appointment, also when it is cancelled twice', async () => {
    const clock = new VirtualClock(0);
    const kept: string[] = [];
    const cancelled = clock.after(1, () => void kept.push('cancelled'));
    clock.after(1, () => void kept.push('kept'));
    cancelled.cancel();
    cancelled.cancel();
    await clock.advance(1);
    expect(kept).toEqual(['kept']);
  });

  it('lets everything that an appointment started come to rest before the next one', async () => {
    const clock = new VirtualClock(0);
    const kept: string[] = [];
    clock.after(1, () => {
      void later(20).then(() =>
        clock
          .track(later(20))
          .then(() => later(20))
          .then(() => kept.push('consequence')),
      );
    });
    clock.after(1, () => void kept.push('next appointment'));
    await clock.advance(1);
    expect(kept).toEqual(['consequence', 'next appointment']);
  });

  it('goes on after an appointment that threw', async () => {
    const clock = new VirtualClock(0);
    const kept: string[] = [];
    clock.after(1, () => {
      throw new Error('out of order');
    });
    clock.after(2, () => void kept.push('later appointment'));
    await expect(clock.advance(5)).rejects.toThrow('out of order');
    await clock.advance(5);
    expect(kept).toEqual(['later appointment']);
  });

  it('carries out concurrent advances one behind the other', async () => {
    const clock = new VirtualClock(0);
    await Promise.all([clock.advance(1), clock.advance(2)]);
    expect(clock.nowMs()).toBe(3000);
  });

  it('skips time: nothing happens in it, and what was due is due as long afterwards', async () => {
    const clock = new VirtualClock(0);
    const kept: number[] = [];
    clock.after(5, () => void kept.push(clock.nowMs()));
    await clock.advance(2);
    await clock.skipTo(100_000);
    expect([clock.nowMs(), clock.unbrokenSinceMs]).toEqual([100_000, 100_000]);
    await clock.advance(2.999);
    expect(kept).toEqual([]);
    await clock.advance(0.001);
    expect(kept).toEqual([103_000]);
  });

  it('is never put back', async () => {
    const clock = new VirtualClock(0);
    await clock.advance(2);
    await clock.skipTo(1_999);
    expect([clock.nowMs(), clock.unbrokenSinceMs]).toEqual([2_000, 0]);
  });
});
