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

  it('of ten callers one is offered a callback after a minute, and if that fails another minute begins', async () => {
    await centre().clock.advance(61);
    await forceWait(centre(), 300);
    const sinceMs = centre().clock.nowMs();
    const probe = await isOffered();
    for (let other = 2; other <= 10; other += 1) await isNotOffered();
    expect(counted(centre(), 'OfferMade', sinceMs)).toBe(1);
    await probe.presses('1');
    await probe.hears(/could not arrange a callback/, 60);
    await isNotOffered();
    await centre().clock.advance(50);
    await isNotOffered();
    await probe.hangsUp();
  });

  it('the caller who is offered the trial may take half a minute over it, and still tries', async () => {
    await centre().clock.advance(61);
    await forceWait(centre(), 300);
    const probe = await isOffered();
    await probe.presses('7');
    await probe.hears(/press 1/, 10);
    await centre().clock.advance(2);
    await fails(probe);
    await probe.hangsUp();
  });

  it('one who declines the trial leaves it to the next caller a minute after the offer', async () => {
    await centre().clock.advance(61);
    await forceWait(centre(), 300);
    const declining = await isOffered();
    await isNotOffered();
    await declining.presses('2');
    await centre().clock.advance(61);
    await forceWait(centre(), 300);
    const next = await isOffered();
    await fails(next);
    await declining.hangsUp();
    await next.hangsUp();
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

/** Somebody who is on the way to Mindful when another caller's transfer fails. */
async function onTheWayWhenAnotherFails(behaviour: 'normal' | 'unreachable'): Promise<Phone> {
  await forceWait(centre(), 300);
  centre().mindful.change({ behaviour });
  const onTheWay = await isOffered();
  const failing = await isOffered();
  await onTheWay.presses('1');
  await onTheWay.reaches(behaviour === 'normal' ? 'at Mindful' : 'calling Mindful', 10);
  centre().mindful.change({ behaviour: 'busy' });
  await fails(failing);
  await failing.hangsUp();
  return onTheWay;
}

describe('while offers are stopped after a failed transfer', () => {
  it('a caller who was on the way to Mindful and hangs up does not bring them back', async () => {
    const onTheWay = await onTheWayWhenAnotherFails('unreachable');
    await onTheWay.hangsUp();
    await centre().clock.advance(6);
    await isNotOffered();
    await centre().clock.advance(61);
  });

  it('a trial whose caller hangs up too early to tell lets the next caller try', async () => {
    await forceWait(centre(), 300);
    centre().mindful.change({ behaviour: 'unreachable' });
    const trial = await isOffered();
    await trial.presses('1');
    await trial.reaches('calling Mindful', 10);
    await trial.hangsUp();
    await centre().clock.advance(6);
    centre().mindful.change({ behaviour: 'normal' });
    const next = await isOffered();
    await next.presses('1');
    await next.isOver(60);
    await centre().clock.advance(6);
  });

  it('a caller who was taken before the failure, and rings off after it, does not bring them back', async () => {
    const onTheWay = await onTheWayWhenAnotherFails('normal');
    await onTheWay.isOver(40);
    expect(onTheWay.heard().join(' ')).toMatch(/We will call you back/);
    await isNotOffered();
    await centre().clock.advance(61);
    await forceWait(centre(), 300);
    await (await isOffered()).hangsUp();
  });
});
