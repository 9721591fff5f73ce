import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { newNumber, Phone } from '../support/phone.ts';

const centre = useContactCentre({ written: queueWithMindful({ policy: { sayPlace: true } }) });

// A busy machine may be slow to serve the very first yes, which a function that has just started answers.
beforeAll(async () => {
  await forceWait(centre(), 300);
  const first = await Phone.dial(centre());
  await first.presses('1');
  await centre().clock.advance(60);
  if (first.record.where !== 'ended') await first.hangsUp();
  await everybodyIsServed();
});

afterEach(async () => {
  centre().faults.set('taskrouter-down', false);
  centre().mindful.change({ behaviour: 'normal', callbackAfterSeconds: null });
  await everybodyIsServed();
});

async function everybodyIsServed(): Promise<void> {
  await staff(centre(), 20);
  await centre().clock.advance(1800);
  await staff(centre(), 0);
}

async function holds(): Promise<Phone> {
  await forceWait(centre(), 10);
  const caller = await Phone.dial(centre());
  await caller.isPutInTheQueue(10);
  return caller;
}

/** Somebody who waits at home from now on. */
async function waitsAtHome(callbackAfterSeconds: number): Promise<Phone> {
  centre().mindful.change({ callbackAfterSeconds });
  await forceWait(centre(), 400);
  const caller = await Phone.dial(centre(), newNumber());
  await caller.presses('1');
  await caller.isOver(60);
  return caller;
}

const PLACE = /You are number (\d+) in line/;
const places = (caller: Phone) =>
  caller
    .heard()
    .flatMap((text) => PLACE.exec(text)?.[1] ?? [])
    .map(Number);

describe('a caller on hold', () => {
  it('hears the place in line between two pieces of music, and a lower one as the line moves', async () => {
    const [first, second, third] = [await holds(), await holds(), await holds()];
    await third.hears(/You are number 3 in line\./, 400);
    await staff(centre(), 1);
    await first.reaches('talking to an agent', 30);
    await staff(centre(), 0);
    await third.hears(/You are number 2 in line\./, 600);
    await second.hangsUp();
    await third.hears(/You are number 1 in line\./, 600);
    expect(places(third)).toEqual([3, 2, 1]);
    third.wentWell();
  });

  it('comes behind who waits at home and was there before, and not behind who came later', async () => {
    await waitsAtHome(1000);
    const first = await holds();
    await waitsAtHome(1000);
    await first.hears(PLACE, 400);
    expect(places(first)).toEqual([2]);
    await first.hangsUp();
  });

  it('hears nothing while others are put ahead, until the place has come down', async () => {
    const ahead = await holds();
    await ahead.waits(5);
    const caller = await holds();
    await caller.hears(/You are number 2 in line\./, 400);
    for (const _ of [1, 2]) await waitsAtHome(30);
    await caller.waits(120);
    const waiting = (centre().floors.get('support')?.tasks() ?? []).filter(({ status }) => status === 'pending');
    expect(waiting.filter(({ priority }) => priority === 5)).toHaveLength(2);
    await caller.waits(600);
    expect(places(caller)).toEqual([2]);
    await staff(centre(), 3);
    await centre().clock.advance(30);
    await staff(centre(), 0);
    await caller.hears(/You are number 1 in line\./, 600);
    expect(places(caller)).toEqual([2, 1]);
    caller.wentWell();
  });

  it('hears none where TaskRouter does not tell, and holds on', async () => {
    centre().faults.set('taskrouter-down', true);
    await centre().clock.advance(60);
    const caller = await holds();
    await caller.waits(600);
    expect(places(caller)).toEqual([]);
    expect(caller.record.where).toMatch(/^holding/);
    centre().faults.set('taskrouter-down', false);
    await caller.hears(PLACE, 600);
    caller.wentWell();
  });

  it('hears none any more after coming back into the queue', async () => {
    centre().mindful.change({ behaviour: 'unreachable' });
    await forceWait(centre(), 400);
    const caller = await Phone.dial(centre());
    await caller.presses('1');
    await caller.hears(/could not arrange a callback/, 60);
    await caller.isPutInTheQueue(10);
    await caller.waits(600);
    expect(places(caller)).toEqual([]);
    caller.wentWell();
  });
});
