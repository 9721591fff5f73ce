import type { VirtualClock } from '../../world/clock/clock.ts';
import type { LiveClock } from '../../world/clock/live-clock.ts';
import { BadInput, numberField, optional, readFields } from './input.ts';

export interface ClockControls {
  clock: VirtualClock;
  liveClock: LiveClock;
}

const A_DAY_SECONDS = 24 * 60 * 60;

const fields = optional({ advanceSeconds: numberField(0, A_DAY_SECONDS), speed: numberField(0, 1000) });

export function showClock({ clock, liveClock }: ClockControls) {
  const { speed, isHeldBack } = liveClock;
  return { nowMs: clock.nowMs(), now: new Date(clock.nowMs()).toISOString(), speed, isHeldBack };
}

/** Answers when the time has come. */
export async function changeClock(controls: ClockControls, body: object) {
  const { advanceSeconds, speed } = readFields(body, fields);
  if (advanceSeconds === undefined && speed === undefined) {
    throw new BadInput('Nothing to do.', 'Send {"advanceSeconds": 60}, or {"speed": 10}; 0 stops the clock.');
  }
  if (speed !== undefined) controls.liveClock.setSpeed(speed);
  if (advanceSeconds !== undefined) await controls.clock.advance(advanceSeconds);
  return showClock(controls);
}
