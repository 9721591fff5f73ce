import { describe, expect, it } from '@jest/globals';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { inQueueOffer: { atMost: 0 } } });

async function isOffered(): Promise<Phone> {
  const caller = await Phone.dial(centre());
  await caller.hears(/press 1/, 1);
  return caller;
}

async function isNotOffered(): Promise<void> {
  const caller = await Phone.dial(centre());
  await caller.isPutInTheQueue(1);
  caller.neverHeard(/press 1/);
  await caller.hangsUp();
}

async function fails(caller: Phone): Promise<void> {
  await caller.presses('1');
  await caller.hears(/could not arrange a callback/, 60);
}

describe('after a failed transfer', () => {
  it('somebody who was offered a callback before it, and says yes after it, is not sent the same way', async () => {
    await forceWait(centre(), 300);
    centre().mindful.change({ behaviour: 'busy' });
    const sinceMs = centre().clock.nowMs();
    const first = await isOffered();
    const second = await isOffered();
    await fails(first);
    await second.presses('1');
    await second.hears(/could not arrange a callback/, 5);
    second.neverHeard(/One moment/);
    expect(counted(centre(), 'OffersStopped', sinceMs)).toBe(1);
    await isNotOffered();
    await first.hangsUp();
    await second.hangsUp();
  });

  it('one caller tries again after a minute while the others wait, and if it fails another minute begins', async () => {
    await centre().clock.advance(61);
    await forceWait(centre(), 300);
    const probe = await isOffered();
    const other = await isOffered();
    await probe.presses('1');
    await other.presses('1');
    await other.hears(/could not arrange a callback/, 5);
    await probe.hears(/could not arrange a callback/, 60);
    await isNotOffered();
    await centre().clock.advance(50);
    await isNotOffered();
    await probe.hangsUp();
    await other.hangsUp();
  });

  it('offers come back for everybody once a transfer got through', async () => {
    centre().mindful.change({ behaviour: 'normal' });
    await centre().clock.advance(61);
    await forceWait(centre(), 300);
    const probe = await isOffered();
    await probe.presses('1');
    await isNotOffered();
    await probe.isOver(60);
    await centre().clock.advance(6);
    const others = [await isOffered(), await isOffered()];
    for (const other of others) await other.presses('1');
    for (const other of others) {
      await other.hears(/We will call you back/, 60);
      await other.isOver();
      other.wentWell();
    }
  });
});
