import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../../../../local/world/clock/clock.ts';
import { LiveClock } from '../../../../local/world/clock/live-clock.ts';

describe('the live clock', () => {
  it('lets time pass at its speed, until it is stopped', async () => {
    const clock = new VirtualClock(0);
    const live = new LiveClock(clock, () => undefined);
    const reached = new Promise<void>((resolve) => {
      clock.after(60, resolve);
    });
    live.setSpeed(1000);
    await reached;
    expect(live.speed).toBe(1000);
    await live.stop();
    expect(live.speed).toBe(0);
    const stoppedAtMs = clock.nowMs();
    expect(stoppedAtMs).toBeGreaterThanOrEqual(60_000);
    await clock.settle();
    expect(clock.nowMs()).toBe(stoppedAtMs);
  });

  it('goes on, and tells, when something in time breaks', async () => {
    const clock = new VirtualClock(0);
    const errors: unknown[] = [];
    const live = new LiveClock(clock, (error) => errors.push(error));
    clock.after(1, () => {
      throw new Error('broken');
    });
    const reached = new Promise<void>((resolve) => {
      clock.after(60, resolve);
    });
    live.setSpeed(1000);
    await reached;
    await live.stop();
    expect(errors).toEqual([new Error('broken')]);
  });

  it('slows down at the very moment somebody has to answer, and takes up its speed again', async () => {
    const clock = new VirtualClock(0);
    const live = new LiveClock(clock, () => undefined);
    let isAwaited = false;
    live.holdBackWhile(() => isAwaited);
    const asked = new Promise<void>((resolve) => {
      clock.after(60, () => {
        isAwaited = true;
        resolve();
      });
    });
    live.setSpeed(1000);
    await asked;
    expect([live.speed, live.isHeldBack]).toEqual([1000, true]);
    await live.stop();
    expect(clock.nowMs()).toBeGreaterThanOrEqual(60_000);
    expect(clock.nowMs()).toBeLessThan(62_000);
    const answered = new Promise<void>((resolve) => {
      clock.after(600, resolve);
    });
    isAwaited = false;
    live.setSpeed(1000);
    await answered;
    expect(live.isHeldBack).toBe(false);
    await live.stop();
  });
});
