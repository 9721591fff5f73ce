import { describe, expect, it } from '@jest/globals';
import { callbackStatuses } from '../support/callback-statuses.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { inQueueOffer: { afterSeconds: 60, everySeconds: 120, atMost: 2 } } });

/** Somebody who came while the wait was short and holds, and then it becomes long. */
async function holding(waitSeconds = 900): Promise<Phone> {
  await staff(centre(), 0);
  await forceWait(centre(), 60);
  const caller = await Phone.dial(centre());
  await caller.isPutInTheQueue(1);
  await forceWait(centre(), waitSeconds);
  return caller;
}

describe('a caller on hold', () => {
  it('hears a greeting, music, the offer when it is due, and music again', async () => {
    const caller = await holding();
    await caller.hears(/Please hold/, 5);
    await caller.hears(/mp3/, 10);
    await caller.hears(/called back in more than 10 minutes/, 120);
    await caller.hears(/mp3/, 20);
    await caller.hangsUp();
    caller.wentWell();
  });

  it('hears no more offers than the policy allows, each document with something to listen to', async () => {
    const caller = await holding();
    await caller.waits(1200);
    expect(caller.heard().filter((text) => text.includes('press 1'))).toHaveLength(2);
    for (const document of caller.documents('hold')) expect(document).toMatch(/<Play>/);
    await caller.hangsUp();
    caller.wentWell();
  });

  it('accepts, leaves the queue, lands at Mindful and hears goodbye', async () => {
    const caller = await holding();
    await caller.hears(/press 1/, 120);
    await caller.presses('1');
    expect(caller.documents('hold-reply').at(-1)).toMatch(/<Leave\/>/);
    await caller.reaches('at Mindful', 30);
    await caller.hears(/Goodbye/, 60);
    await caller.isOver();
    expect(caller.heard().filter((text) => /One moment/.test(text))).toHaveLength(1);
    expect(centre().floors.get('support')?.tasks()).toEqual([]);
    caller.wentWell();
  });

  it.each(['leave-keeps-task', undefined] as const)(
    'accepts, and gets the agent who accepts meanwhile (%s)',
    async (fault) => {
      if (fault) centre().faults.set(fault, true);
      const caller = await holding();
      await caller.hears(/press 1/, 120);
      await staff(centre(), 1);
      await caller.waits(2);
      await caller.presses('1');
      await caller.reaches('talking to an agent', 2);
      const statusOf = async () => new Map(await callbackStatuses(centre())).get(caller.record.from);
      await centre().clock.settle();
      expect(await statusOf()).toBe('cancelled');
      await caller.isOver(300);
      expect(caller.record.endedBy).toBe('agent');
      expect(caller.documents('left-queue').at(-1)).toMatch(/<Response\/>/);
      expect(await statusOf()).toBe('cancelled');
      expect(
        centre()
          .mindful.callbacks()
          .filter(({ customerNumber }) => customerNumber === caller.record.from),
      ).toEqual([]);
      caller.wentWell();
      if (fault) centre().faults.set(fault, false);
    },
  );

  it('presses another key and goes on holding', async () => {
    const caller = await holding();
    await caller.hears(/press 1/, 120);
    await caller.presses('5');
    await caller.hears(/mp3/, 5);
    await caller.isPutInTheQueue(1);
    await caller.hangsUp();
  });

  it('is not offered a callback when the rest of the wait is short', async () => {
    const caller = await holding(150);
    await caller.waits(300);
    caller.neverHeard(/press 1/);
    await caller.hangsUp();
  });

  it('is answered while choosing: the agent wins and nobody calls back', async () => {
    const caller = await holding();
    await caller.hears(/press 1/, 120);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 10);
    await caller.presses('1');
    await caller.isOver(300);
    expect(caller.record.endedBy).toBe('agent');
    expect(
      centre()
        .mindful.callbacks()
        .filter(({ customerNumber }) => customerNumber === caller.record.from),
    ).toEqual([]);
    caller.wentWell();
  });

  it('talks to an agent and is not sent to Mindful afterwards', async () => {
    const caller = await holding();
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 10);
    await caller.isOver(300);
    expect(caller.documents('left-queue').at(-1)).toMatch(/<Response\/>/);
    caller.wentWell();
  });
});

describe('when the record of an acceptance can not be written', () => {
  it('the caller keeps the place in the queue and goes on holding', async () => {
    const caller = await holding();
    await caller.hears(/press 1/, 120);
    centre().faults.set('dynamodb-down', true);
    await caller.presses('1');
    centre().faults.set('dynamodb-down', false);
    await caller.hears(/mp3/, 5);
    await caller.isPutInTheQueue(1);
    expect(caller.documents('left-queue')).toEqual([]);
    await caller.hangsUp();
  });
});
