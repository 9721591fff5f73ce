import { afterEach, describe, expect, it } from '@jest/globals';
import { faultNames } from '../../local/world/faults/faults.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre();

afterEach(async () => {
  for (const name of faultNames) centre().faults.set(name, false);
  await centre().clock.advance(70);
});

describe('a caller still reaches the queue', () => {
  it.each(['dynamodb-down', 'dynamodb-slow', 'service-down'] as const)('with %s', async (fault) => {
    await staff(centre(), 0);
    await forceWait(centre(), 300);
    centre().faults.set(fault, true);
    const caller = await Phone.dial(centre());
    await caller.isPutInTheQueue(5);
    caller.neverHeard(/press 1/);
    await caller.waits(60);
    expect(caller.record.where).toMatch(/^holding/);
    await caller.hangsUp();
  });

  it('and an agent, after the service has gone while they were holding', async () => {
    await staff(centre(), 0);
    await forceWait(centre(), 10);
    const caller = await Phone.dial(centre());
    await caller.isPutInTheQueue(1);
    centre().faults.set('service-down', true);
    await caller.waits(90);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 30);
    await caller.isOver(300);
  });
});

describe('without a usable estimate nobody is offered a callback', () => {
  it.each(['taskrouter-down', 'taskrouter-garbage'] as const)('with %s', async (fault) => {
    await staff(centre(), 0);
    await forceWait(centre(), null);
    centre().faults.set(fault, true);
    await centre().clock.advance(66);
    const caller = await Phone.dial(centre());
    await caller.isPutInTheQueue(1);
    caller.neverHeard(/press 1/);
    await caller.hangsUp();
  });
});

describe('when Twilio asks everything twice', () => {
  it('a callback is accepted once, returned once and answered once', async () => {
    centre().faults.set('webhook-repeat', true);
    await staff(centre(), 0);
    await forceWait(centre(), 300);
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/);
    await caller.presses('1');
    await caller.hears(/Goodbye/, 60);
    await caller.isOver();
    await staff(centre(), 1);
    await centre().clock.advance(1200);
    const counted = (name: string) =>
      centre()
        .logs.latest(1000)
        .filter(({ line }) => (line as Record<string, unknown>)[name] === 1).length;
    expect(centre().mindful.callbacks()).toHaveLength(1);
    for (const name of ['TransferAnswered', 'CallbackReturned', 'CallbackAnswered']) {
      expect([name, counted(name)]).toEqual([name, 1]);
    }
    caller.wentWell();
  });
});
