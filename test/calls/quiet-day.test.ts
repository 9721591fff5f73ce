import { expect, it } from '@jest/globals';
import { NOON_MS } from '../support/builders.ts';
import { staff, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre();

it('on a quiet day, with a night in which nobody works, no alarm rings', async () => {
  await staff(centre(), 2);
  for (let hour = 0; hour < 12; hour += 1) {
    const caller = await Phone.dial(centre());
    await caller.reaches('talking to an agent', 30);
    await caller.isOver();
    await centre().clock.advance(3600 - 90);
  }
  await staff(centre(), 0);
  await centre().clock.advance(12 * 3600);
  expect(centre().monitor.alarmsRaised({ fromMs: NOON_MS, toMs: centre().clock.nowMs() })).toEqual([]);
}, 300_000);
