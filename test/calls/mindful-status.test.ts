import { afterEach, describe, expect, it } from '@jest/globals';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre({ written: queueWithMindful({ policy: { quoteFrom: 'mindful' } }) });

afterEach(() => {
  centre().mindful.change({ widgetState: 'offer_asap_callback', ecbtSeconds: null });
  for (const name of ['mindful-down', 'mindful-slow', 'mindful-garbage'] as const) centre().faults.set(name, false);
});

/** A long wait, and a sample of it and of what Mindful says. */
async function longWait(): Promise<number> {
  const sinceMs = centre().clock.nowMs();
  await forceWait(centre(), 300);
  await centre().clock.advance(66);
  return sinceMs;
}

const mindfulInSnapshot = async () => (await centre().sampling.snapshot('support'))?.mindful;

describe('while Mindful takes callbacks', () => {
  it.each(['offer_callback', 'offer_asap_callback'])('(%s) the caller is offered one', async (widgetState) => {
    centre().mindful.change({ widgetState });
    await longWait();
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/, 1);
    await caller.hangsUp();
    caller.wentWell();
  });

  it("is quoted Mindful's own callback time, and the gap to ours is measured", async () => {
    centre().mindful.change({ ecbtSeconds: 480 });
    await longWait();
    const caller = await Phone.dial(centre());
    await caller.hears(/about 8 minutes/, 1);
    await caller.hangsUp();
    expect(await mindfulInSnapshot()).toEqual({
      kind: 'offering',
      widgetState: 'offer_asap_callback',
      ecbtSeconds: 480,
    });
  });
});

describe.each(['offer_scheduled_callback', 'display_ewt_only', 'platform_unavailable', 'a_state_of_next_year'])(
  'while the widget says %s',
  (widgetState) => {
    it('callers go to the queue without an offer, and the reason is kept', async () => {
      centre().mindful.change({ widgetState });
      const sinceMs = await longWait();
      const caller = await Phone.dial(centre());
      await caller.isPutInTheQueue(1);
      caller.neverHeard(/press 1/);
      await caller.hangsUp();
      caller.wentWell();
      expect(await mindfulInSnapshot()).toEqual({ kind: 'not-offering', widgetState });
      expect(counted(centre(), 'MindfulNotOffering', sinceMs)).toBeGreaterThan(0);
    });
  },
);

describe.each(['mindful-down', 'mindful-slow', 'mindful-garbage'] as const)('with %s', (fault) => {
  it('callers go to the queue without an offer, the wait is still known, and offers come back by themselves', async () => {
    centre().faults.set(fault, true);
    const sinceMs = await longWait();
    const caller = await Phone.dial(centre());
    await caller.isPutInTheQueue(1);
    caller.neverHeard(/press 1/);
    await caller.hangsUp();
    expect(await mindfulInSnapshot()).toMatchObject({ kind: 'unknown' });
    expect(counted(centre(), 'MindfulStatusUnknown', sinceMs)).toBeGreaterThan(0);

    centre().faults.set(fault, false);
    await longWait();
    const later = await Phone.dial(centre());
    await later.hears(/press 1/, 1);
    await later.hangsUp();
  });
});

describe('Mindful stops taking callbacks between the offer and the yes', () => {
  it('so the caller is not handed to a machine that would hang up, but hears so and holds', async () => {
    await longWait();
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/, 1);
    const floor = centre().floors.get('support');
    const snapshot = await centre().sampling.snapshot('support');
    if (!floor || !snapshot) throw new Error('no floor');
    const mindful = { kind: 'not-offering', widgetState: 'platform_unavailable' } as const;
    await centre().queueStates.putSnapshot('support', { ...snapshot, mindful });
    await caller.presses('1');
    await caller.hears(/could not arrange a callback/, 5);
    await caller.isPutInTheQueue(20);
    await caller.hangsUp();
    expect(centre().mindful.callbacks()).toEqual([]);
  });
});
