import { describe, expect, it } from '@jest/globals';
import { createRandom, exponential } from '../../../local/taskrouter/random.ts';
import { billing, call, openFloor, openingMs } from './floor-builder.ts';

const agents = 10;
const meanHandleSeconds = 180;
const load = 0.8;

/** Erlang's C formula: the chance to wait at all, by way of Erlang's B. */
function chanceToWait(offeredErlangs: number): number {
  let blocking = 1;
  for (let line = 1; line <= agents; line += 1)
    blocking = (offeredErlangs * blocking) / (line + offeredErlangs * blocking);
  return blocking / (1 - load * (1 - blocking));
}

/** Calls at random, conversations of random length, no wrap-up, no ringing: what Erlang assumed. */
function waitsOfManyHours(calls: number): number[] {
  const floor = openFloor({
    seed: 11,
    behaviour: {
      acceptDelaySeconds: () => 0,
      handleSeconds: (_task, random) => exponential(random, meanHandleSeconds),
      wrapUpSeconds: () => 0,
    },
  });
  floor.setWorkerCount({ taskQueueSid: billing, count: agents }, openingMs);
  const random = createRandom(12);
  const waits: number[] = [];
  let nowMs = openingMs;
  for (let made = 0; made < calls; made += 1) {
    nowMs += Math.round(exponential(random, meanHandleSeconds / (agents * load)) * 1000);
    floor.createTask(call(), nowMs);
    for (const event of floor.advance(nowMs)) {
      if (event.eventType === 'reservation.accepted') waits.push((event.timestampMs - event.taskCreatedAtMs) / 1000);
    }
  }
  return waits;
}

describe('ten agents at a load of 0.8 over hundreds of hours', () => {
  it("keep callers waiting as long as Erlang's formula says", () => {
    const waits = waitsOfManyHours(40_000);
    const expectedChance = chanceToWait(agents * load);
    const expectedWaitSeconds = (expectedChance * meanHandleSeconds) / (agents * (1 - load));
    const chance = waits.filter((wait) => wait > 0).length / waits.length;
    const meanWaitSeconds = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(expectedChance).toBeCloseTo(0.409, 3);
    expect(Math.abs(chance / expectedChance - 1)).toBeLessThan(0.05);
    expect(Math.abs(meanWaitSeconds / expectedWaitSeconds - 1)).toBeLessThan(0.1);
  });
});
