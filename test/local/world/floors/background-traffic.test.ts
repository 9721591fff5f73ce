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
  let hungUp: string[];
  let pressed: { callSid: string; digits: string }[];

  beforeEach(() => {
    clock = new VirtualClock(0);
    callers = [];
    pressed = [];
    hungUp = [];
    traffic = new BackgroundTraffic({
      clock,
      newRandom: () => createRandom(1),
      to: '+14155550100',
      call: ({ from }) => ({ callSid: `CA${callers.push(from)}` }),
      press: (callSid, digits) => void pressed.push({ callSid, digits }),
      hangUp: (callSid) => void hungUp.push(callSid),
    });
  });

  const notice = (callSid: string, where: string, body = '') =>
    traffic.notice({ callSid, where, webhooks: [{ body }] } as CallRecord);

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

  it('keeps silent when it is asked for a language, and accepts the offer that comes next', async () => {
    traffic.change({ callsPerMinute: 60, acceptShare: 1 });
    await clock.advance(10);
    notice('CA1', 'choosing', '<Gather action="https://localhost/queues/support/choose-language">');
    await clock.advance(10);
    expect(pressed).toEqual([]);
    notice('CA1', 'choosing', '<Gather action="https://localhost/queues/support/offer-reply">');
    await clock.advance(10);
    expect(pressed).toEqual([{ callSid: 'CA1', digits: '1' }]);
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

  it('lets callers whose patience is over hang up, but not one who talks by then', async () => {
    traffic.restart(60);
    traffic.change({ callsPerMinute: 60, acceptShare: 0 });
    await clock.advance(60);
    traffic.change({ callsPerMinute: 0, acceptShare: 0 });
    const calls = callers.map((_, index) => ({ callSid: `CA${index + 1}`, where: 'holding in queue support' }));
    for (const call of calls) traffic.notice(call as CallRecord);
    const [first] = calls;
    if (first) first.where = 'talking to an agent';
    await clock.advance(14.9);
    expect(hungUp).toEqual([]);
    await clock.advance(3600);
    expect(hungUp.sort()).toEqual(
      calls
        .slice(1)
        .map(({ callSid }) => callSid)
        .sort(),
    );
  });

  it('lets nobody hang up without a patience', async () => {
    traffic.change({ callsPerMinute: 60, acceptShare: 0 });
    await clock.advance(10);
    notice('CA1', 'holding in queue support');
    await clock.advance(24 * 3600);
    expect(hungUp).toEqual([]);
  });

  it('brings the same callers at the same times after each restart', async () => {
    const play = async () => {
      callers.length = 0;
      traffic.restart(600);
      traffic.change({ callsPerMinute: 2, acceptShare: 0.5 });
      await clock.advance(600);
      traffic.change({ callsPerMinute: 0, acceptShare: 0.5 });
      return [...callers];
    };
    const first = await play();
    expect(first.length).toBeGreaterThan(5);
    expect(await play()).toEqual(first);
  });
});
