import { exponential, type Random } from '../../local/taskrouter/random.ts';
import type { DayModel } from '../../local/world/day/day-model.ts';
import { dayMinutes, type Schedule, valueAt } from './families.ts';
import { minuteOf } from './floor.ts';

/** Calls of one kind: how many a second at a load of 1, how the load changes, and how many come together on average. */
interface Calls {
  readonly perSecondAtOne: number;
  readonly load: Schedule;
  readonly together?: number;
  receive(nowMs: number): void;
}

/** Those who come together do so within this time. */
const TOGETHER_SECONDS = 20;

/** Poisson arrivals, or such of groups of a geometric size; by thinning, so that the load may change at any time. */
export function expectCalls(
  calls: Calls,
  fromMs: number,
  source: { day: Pick<DayModel<never>, 'at'>; random: Random },
): void {
  const { day, random } = source;
  const { perSecondAtOne, load, together = 1 } = calls;
  const highest = Math.max(...load.map(([, value]) => value));
  const expectNext = (nowMs: number) => {
    const atMs = Math.round(nowMs + exponential(random, (1000 * together) / (highest * perSecondAtOne)));
    if (minuteOf(atMs) >= dayMinutes) return;
    const isReal = random() * highest < valueAt(load, minuteOf(atMs));
    day.at(atMs, () => {
      if (isReal) receiveGroup(atMs);
      expectNext(atMs);
    });
  };
  const receiveGroup = (nowMs: number) => {
    calls.receive(nowMs);
    while (random() >= 1 / together) {
      const atMs = Math.round(nowMs + random() * TOGETHER_SECONDS * 1000);
      day.at(atMs, () => calls.receive(atMs));
    }
  };
  expectNext(fromMs);
}
