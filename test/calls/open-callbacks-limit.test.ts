import { describe, expect, it } from '@jest/globals';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { maxOpenCallbacks: 3, inQueueOffer: { atMost: 0 } } });

async function isNotOffered(): Promise<void> {
  const caller = await Phone.dial(centre());
  await caller.isPutInTheQueue(1);
  caller.neverHeard(/press 1/);
  await caller.hangsUp();
}

describe('a queue that keeps three callbacks at most', () => {
  it('takes three of eight callers who say yes between two samples, and the others hold', async () => {
    centre().mindful.change({ callbackAfterSeconds: 200 });
    await forceWait(centre(), 300);
    const callers: Phone[] = [];
    for (let index = 0; index < 8; index += 1) callers.push(await Phone.dial(centre()));
    for (const caller of callers) await caller.hears(/press 1/, 1);
    for (const caller of callers) await caller.presses('1');
    await centre().clock.advance(15);
    const taken = callers.filter(({ record }) => record.where === 'at Mindful');
    const holding = callers.filter(({ record }) => record.where.startsWith('holding'));
    expect([taken.length, holding.length]).toEqual([3, 5]);
    for (const caller of holding) await caller.hears(/could not arrange a callback/, 1);
    expect(centre().mindful.callbacks()).toHaveLength(3);
    for (const caller of holding) await caller.hangsUp();
    for (const caller of taken) await caller.isOver(60);
  });

  it('offers none to the next callers, before the next sample and after it', async () => {
    await isNotOffered();
    await centre().clock.advance(61);
    await isNotOffered();
  });

  it('offers them again once callbacks were returned', async () => {
    await staff(centre(), 5);
    await centre().clock.advance(600);
    await staff(centre(), 0);
    await centre().clock.advance(120);
    await forceWait(centre(), 300);
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/, 1);
    await caller.presses('1');
    await caller.hears(/We will call you back/, 60);
    await caller.isOver(60);
    caller.wentWell();
  });
});
