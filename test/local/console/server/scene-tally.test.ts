import { beforeEach, describe, expect, it } from '@jest/globals';
import { SceneTally } from '../../../../local/console/server/scene-tally.ts';
import type { CallRecord } from '../../../../local/twilio/calls/call.ts';
import { VirtualClock } from '../../../../local/world/clock/clock.ts';

type Happening = [atSeconds: number, kind: CallRecord['transcript'][number]['kind'], text: string];

describe('what became of the callers of a scene', () => {
  let clock: VirtualClock;
  let calls: CallRecord[];
  let tally: SceneTally;

  beforeEach(async () => {
    clock = new VirtualClock(0);
    calls = [];
    tally = new SceneTally({ clock, twilio: { list: () => calls } });
    await clock.advance(1000);
    tally.begin();
  });

  function call(happenings: Happening[], changes: Partial<CallRecord> = {}): void {
    const transcript = happenings.map(([atSeconds, kind, text], order) => {
      return { atMs: 1_000_000 + atSeconds * 1000, order, kind, text };
    });
    const record: CallRecord = {
      ...{ callSid: `CA${calls.length}`, from: '+14155550123', to: '+14155550100', direction: 'inbound' },
      ...{ startedAtMs: 1_000_000, status: 'completed', where: 'ended', webhooks: [], faults: [], taskSids: [] },
      ...{ transcript, endedAtMs: 2_000_000, ...changes },
    };
    calls.push(record);
    tally.noteCall(record);
    tally.noteCall(record);
  }

  it('is nothing before anybody calls', () =>
    expect(tally.summary()).toEqual({
      ...{ callers: 0, hungUp: 0, calledBack: 0, longestHoldSeconds: 0, quotesKeptPercent: null },
    }));

  it('counts callers, those who gave up, those called back, and the longest hold', () => {
    call(
      [
        [0, 'enters', 'support'],
        [50, 'connected', 'Agent 1'],
      ],
      { endedBy: 'caller' },
    );
    call([[0, 'enters', 'support']], { endedBy: 'caller', endedAtMs: 1_300_000 });
    call([[0, 'connected', 'Mindful']], { endedBy: 'document' });
    call(
      [
        [0, 'enters', 'support'],
        [20, 'connected', 'Agent 2'],
      ],
      { to: 'sip:return-support@local', endedBy: 'agent' },
    );
    call([[0, 'enters', 'support']], { to: 'sip:return-support@local', endedBy: 'far end', endedAtMs: 1_010_000 });
    tally.noteLog({ atMs: 1_000_000, line: { QuoteKept: 1 } } as never);
    tally.noteLog({ atMs: 1_000_000, line: { QuoteKept: 0 } } as never);
    expect(tally.summary()).toEqual({
      ...{ callers: 3, hungUp: 1, calledBack: 1, longestHoldSeconds: 300, quotesKeptPercent: 50 },
    });
  });

  it('counts who holds still, up to now, and nobody who came before', async () => {
    call([[-400, 'enters', 'support']], {
      startedAtMs: 600_000,
      where: 'holding in queue support',
      endedAtMs: undefined,
    });
    call([[0, 'enters', 'support']], { where: 'holding in queue support', endedAtMs: undefined });
    await clock.advance(90);
    expect(tally.summary()).toMatchObject({ callers: 1, hungUp: 0, longestHoldSeconds: 90 });
    tally.begin();
    expect(tally.summary()).toMatchObject({ callers: 0, longestHoldSeconds: 0 });
  });
});
