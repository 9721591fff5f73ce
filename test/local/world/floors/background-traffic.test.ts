import { beforeEach, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../../local/taskrouter/random.ts';
import type { CallRecord } from '../../../../local/twilio/calls/call.ts';
import { VirtualClock } from '../../../../local/world/clock/clock.ts';
import { BackgroundTraffic } from '../../../../local/world/floors/background-traffic.ts';

const HOUR_SECONDS = 3600;

describe('background traffic', () => {
  let clock: VirtualClock;
  let traffic: BackgroundTraffic;
  let callers: string[];
  let pressed: { callSid: string; digits: string }[];

  beforeEach(() => {
    clock = new VirtualClock(0);
    callers = [];
    pressed = [];
    traffic = new BackgroundTraffic({
      clock,
      random: createRandom(1),
      to: '+14155550100',
      call: ({ from }) => ({ callSid: `CA${callers.push(from)}` }),
      press: (callSid, digits) => void pressed.push({ callSid, digits }),
    });
  });

  const notice = (callSid: string, where: string) => traffic.notice({ callSid, where } as CallRecord);

  it('brings about so many callers a minute, each with a number that can be called back', async () => {
    traffic.change({ callsPerMinute: 2, acceptShare: 0 });
    await clock.advance(HOUR_SECONDS);
    expect(callers.length).toBeGreaterThan(90);
    expect(callers.length).toBeLessThan(150);
    for (const from of callers) expect(from).toMatch(/^\+1[2-9]\d\d55501\d\d$/);
  });

  it('stops, and starts again at another rate', async () => {
    traffic.change({ callsPerMinute: 60, acceptShare: 0 });
    await clock.advance(60);
    traffic.change({ callsPerMinute: 0, acceptShare: 0 });
    const before = callers.length;
    await clock.advance(HOUR_SECONDS);
    expect(callers).toHaveLength(before);
    traffic.change({ callsPerMinute: 1, acceptShare: 0 });
    await clock.advance(HOUR_SECONDS);
    expect(callers.length - before).toBeGreaterThan(40);
    expect(callers.length - before).toBeLessThan(80);
  });

  it('accepts the first offer it hears, once', async () => {
    traffic.change({ callsPerMinute: 60, acceptShare: 1 });
    await clock.advance(10);
    notice('CA1', 'ringing');
    notice('CA1', 'choosing');
    notice('CA1', 'choosing');
    await clock.advance(3.9);
    expect(pressed).toEqual([]);
    await clock.advance(0.1);
    expect(pressed).toEqual([{ callSid: 'CA1', digits: '1' }]);
    notice('CA1', 'choosing in queue support');
    await clock.advance(60);
    expect(pressed).toHaveLength(1);
  });

  it.each([
    [0, 0, 0],
    [1, 1, 1],
    [0.3, 0.2, 0.4],
  ])('accepts with a share of %d', async (acceptShare, least, most) => {
    traffic.change({ callsPerMinute: 60, acceptShare });
    await clock.advance(600);
    for (const index of callers.keys()) notice(`CA${index + 1}`, 'choosing');
    traffic.change({ callsPerMinute: 0, acceptShare });
    await clock.advance(10);
    expect(pressed.length / callers.length).toBeGreaterThanOrEqual(least);
    expect(pressed.length / callers.length).toBeLessThanOrEqual(most);
  });

  it('forgets callers who are gone, and never answers for anybody else', async () => {
    traffic.change({ callsPerMinute: 60, acceptShare: 1 });
    await clock.advance(10);
    notice('CA1', 'ended');
    notice('CA1', 'choosing');
    notice('CA-somebody-else', 'choosing');
    await clock.advance(60);
    expect(pressed).toEqual([]);
  });
});
