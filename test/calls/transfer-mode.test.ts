import { describe, expect, it } from '@jest/globals';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { offers: 'transfer' } });

describe('a queue for which Mindful makes the offer', () => {
  it('hands a caller with a long wait straight over, without a question of its own', async () => {
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre());
    await caller.reaches('at Mindful', 5);
    caller.neverHeard(/press 1/);
    await caller.isOver(60);
    expect(caller.heard().at(-1)).toMatch(/Thank you for calling/);
    caller.wentWell();
  });

  it('queues a caller with a short wait', async () => {
    await forceWait(centre(), 100);
    const caller = await Phone.dial(centre());
    await caller.isPutInTheQueue(1);
    await caller.hangsUp();
  });

  it('takes a caller back whom Mindful refuses', async () => {
    centre().faults.set('mindful-sip-503', true);
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre());
    await caller.hears(/could not arrange a callback/, 5);
    await caller.isPutInTheQueue(10);
    expect(caller.documents('incoming-call')).toHaveLength(1);
    await caller.hangsUp();
    centre().faults.set('mindful-sip-503', false);
    caller.wentWell();
  });
});
