import { describe, expect, it } from '@jest/globals';
import { phoneNumber } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { inQueueOffer: { atMost: 0 } } });

/** A caller who has accepted and whom Mindful will call back after so many seconds. */
async function accepted(callbackAfterSeconds: number): Promise<Phone> {
  centre().mindful.change({ behaviour: 'normal', callbackAfterSeconds });
  await staff(centre(), 0);
  await forceWait(centre(), 300);
  const caller = await Phone.dial(centre());
  await caller.hears(/press 1/);
  await caller.presses('1');
  await caller.isOver();
  return caller;
}

const returnCalls = () =>
  centre()
    .twilio.list()
    .filter(({ to }) => to.startsWith('sip:return-support@'));
const recordOf = ({ record }: Phone) => centre().callbacks.find(phoneNumber(record.from), 'support');
const tasks = () => centre().floors.get('support')?.tasks() ?? [];

describe('a return call on the SIP domain', () => {
  it('overtakes ordinary callers and says who is on the line and what was promised', async () => {
    const caller = await accepted(200);
    await forceWait(centre(), 10);
    const ordinary = [await Phone.dial(centre()), await Phone.dial(centre())];
    await centre().clock.advance(240);

    const [first, ...rest] = tasks();
    expect(first).toMatchObject({
      priority: 5,
      attributes: {
        name: caller.record.from,
        customerPhone: caller.record.from,
        'x-user-to-user': caller.record.from,
        callback: { queue: 'support', quotedWaitSeconds: 300 },
        conversations: { conversation_id: caller.record.callSid },
      },
    });
    expect(rest.map(({ priority }) => priority)).toEqual([0, 0]);

    await staff(centre(), 1);
    await centre().clock.advance(20);
    expect(returnCalls().at(-1)?.where).toBe('talking to an agent');
    for (const one of ordinary) {
      expect(one.record.where).toMatch(/^holding/);
      await one.hangsUp();
    }
    await centre().clock.advance(300);
    expect(returnCalls().at(-1)?.faults).toEqual([]);
  });

  it('hears one sentence and music, and never an offer, however long it holds', async () => {
    await accepted(100);
    await centre().clock.advance(700);
    const heard = returnCalls()
      .at(-1)
      ?.transcript.map(({ text }) => text)
      .join('\n');
    expect(heard).toMatch(/Thank you for your patience/);
    expect(heard).toMatch(/mp3/);
    expect(heard).not.toMatch(/press 1/);
    await staff(centre(), 1);
    await centre().clock.advance(300);
  });

  it.each(['plain', 'percent', 'hex', 'quoted', 'plus-lost'] as const)(
    'is recognised with the number as %s, whatever the case of the header',
    async (headerEncoding) => {
      centre().mindful.change({ headerEncoding, headerName: 'X-User-To-User' });
      const caller = await accepted(100);
      await centre().clock.advance(150);
      expect(tasks()[0]?.attributes).toMatchObject({ customerPhone: caller.record.from });
      await staff(centre(), 1);
      await centre().clock.advance(300);
      centre().mindful.change({ headerEncoding: 'plain', headerName: null });
    },
  );

  it('is kept when an agent takes it, so the caller may be offered a callback another day', async () => {
    const caller = await accepted(100);
    await staff(centre(), 1);
    await centre().clock.advance(300);
    await staff(centre(), 0);
    await forceWait(centre(), 300);
    const again = await Phone.dial(centre(), caller.record.from);
    await again.hears(/press 1/, 1);
    await again.hangsUp();
  });
});

describe('a return call that came while the table was away', () => {
  it('keeps the promise when an agent takes it', async () => {
    const sinceMs = centre().clock.nowMs();
    const caller = await accepted(100);
    await centre().clock.advance(60);
    centre().faults.set('dynamodb-down', true);
    await centre().clock.advance(60);
    const [task] = tasks();
    expect(task).toMatchObject({ priority: 5, attributes: { customerPhone: caller.record.from } });
    expect(task?.attributes['conversations']).toBeUndefined();
    centre().faults.set('dynamodb-down', false);
    await staff(centre(), 1);
    await centre().clock.advance(30);
    expect(await recordOf(caller)).toMatchObject({ status: 'answered' });
    expect(counted(centre(), 'CallbackAnswered', sinceMs)).toBe(1);
    await centre().clock.advance(300);
  });
});

describe('an ordinary call of a customer whose callback is pending', () => {
  it('proves nothing when an agent takes it', async () => {
    const caller = await accepted(9999);
    const again = await Phone.dial(centre(), caller.record.from);
    await again.isPutInTheQueue(20);
    await staff(centre(), 1);
    await again.reaches('talking to an agent', 30);
    expect(await recordOf(caller)).toMatchObject({ status: 'registered' });
    await again.hangsUp();
  });
});
