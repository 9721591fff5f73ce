import { describe, expect, it } from '@jest/globals';
import { CutShort, Phase } from '../../../../local/twilio/calls/phase.ts';
import { VirtualClock } from '../../../../local/world/clock/clock.ts';

/** Notes what became of a promise, and when. */
function watch(clock: VirtualClock, promise: Promise<unknown>): string[] {
  const seen: string[] = [];
  promise.then(
    (value) => seen.push(`${clock.nowMs()} ${value}`),
    (error: Error) => seen.push(`${clock.nowMs()} ${error.name}`),
  );
  return seen;
}

describe('a phase', () => {
  it('waits on the virtual clock', async () => {
    const clock = new VirtualClock(0);
    const seen = watch(clock, new Phase(clock).wait(3));
    await clock.advance(2.999);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen).toEqual(['3000 undefined']);
  });

  it('that is cut short ends whatever it waits for, once and for all', async () => {
    const clock = new VirtualClock(0);
    const phase = new Phase(clock);
    const waits = [
      watch(clock, phase.wait(3)),
      watch(clock, phase.during(new Promise(() => undefined))),
      watch(
        clock,
        phase.untilInterrupted(
          (inner) => inner.wait(5),
          () => () => undefined,
        ),
      ),
    ];
    phase.cutShort();
    phase.cutShort();
    waits.push(watch(clock, phase.wait(1)));
    await clock.advance(10);
    expect(waits).toEqual([['0 CutShort'], ['0 CutShort'], ['0 CutShort'], ['0 CutShort']]);
  });

  it('stops waiting exactly once, also when what it waits for is there at once', async () => {
    const clock = new VirtualClock(0);
    let stops = 0;
    const phase = new Phase(clock);
    const now = await phase.until<string>((resolve) => {
      resolve('there');
      resolve('again');
      return () => {
        stops += 1;
      };
    });
    phase.cutShort();
    expect([now, stops]).toEqual(['there', 1]);
  });

  it('that is interrupted cuts its work short and takes the interruption for the result', async () => {
    const clock = new VirtualClock(0);
    const ends: string[] = [];
    const result = new Phase(clock).untilInterrupted(
      (inner) =>
        inner.wait(60).then(
          () => 'work',
          (error) => {
            ends.push(error instanceof CutShort ? 'cut short' : 'broken');
            throw error;
          },
        ),
      (resolve) => {
        const timer = clock.after(2, () => resolve('interruption'));
        return () => timer.cancel();
      },
    );
    const seen = watch(clock, result);
    await clock.advance(60);
    expect([seen, ends]).toEqual([['2000 interruption'], ['cut short']]);
  });

  it('passes on what its work throws', async () => {
    const clock = new VirtualClock(0);
    const broken = new Phase(clock).untilInterrupted(
      () => Promise.reject(new Error('broken')),
      () => () => undefined,
    );
    await expect(broken).rejects.toThrow('broken');
  });
});
