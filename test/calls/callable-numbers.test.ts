import { describe, expect, it } from '@jest/globals';
import { writtenConfiguration } from '../support/builders.ts';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const written = writtenConfiguration({ inQueueOffer: { afterSeconds: 5, everySeconds: 30, atMost: 5 } });
const [support] = written.queues;
const centre = useContactCentre({
  written: { ...written, queues: [{ ...support, callableCountries: ['US'], refusedPrefixes: ['+1415'] }] },
});

describe('a queue that calls numbers of the United States alone, and none in one place of it', () => {
  it.each([
    ['a satellite phone', '+881612345678'],
    ['Canada, which has the same code', '+14165550100'],
    ['the Bahamas, which have the same code', '+12423570100'],
    ['a premium range', '+19002345678'],
    ['that place', '+14155551234'],
  ])('offers no callback to a caller from %s, before the queue or on hold', async (_, from) => {
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre(), from);
    await caller.isPutInTheQueue(1);
    await caller.waits(40);
    caller.neverHeard(/press 1/);
    const reasons = centre()
      .logs.latest(1000)
      .map(({ line }) => line as { callSid?: string; because?: string })
      .filter(({ callSid, because }) => callSid === caller.record.callSid && because !== undefined)
      .map(({ because }) => because);
    expect(new Set(reasons)).toEqual(new Set(['caller-not-callable']));
    await caller.hangsUp();
    caller.wentWell();
  });

  it('offers one to everybody else', async () => {
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre(), '+12125550100');
    await caller.hears(/press 1/, 1);
    await caller.hangsUp();
    caller.wentWell();
  });
});
