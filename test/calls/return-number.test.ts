import { afterEach, describe, expect, it } from '@jest/globals';
import type { ContactCentre } from '../../local/contact-centre.ts';
import { phoneNumber, writtenConfiguration } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { newNumber, Phone } from '../support/phone.ts';

const RETURN_NUMBER = '+14155550109';
const MINDFUL = '+18005550199';
const STRANGER = '+18005550111';

/** Mindful's callbacks never come by SIP here: they are dialled by the test, to the plain number. */
function withReturnCallers(returnCallers: string[]) {
  const written = writtenConfiguration({ inQueueOffer: { atMost: 0 } });
  return useContactCentre({
    written: { ...written, queues: written.queues.map((queue) => ({ ...queue, returnCallers })) },
  });
}

/** Somebody who accepts a callback that is due in five minutes. */
async function accepts(centre: ContactCentre, from = newNumber()): Promise<Phone> {
  centre.mindful.change({ behaviour: 'forgets', callbackAfterSeconds: 300 });
  await forceWait(centre, 300);
  const caller = await Phone.dial(centre, from);
  await caller.hears(/press 1/, 1);
  await caller.presses('1');
  await caller.isOver();
  return caller;
}

const recordOf = (centre: ContactCentre, { record }: Phone) =>
  centre.callbacks.find(phoneNumber(record.from), 'support');
const tasks = (centre: ContactCentre) =>
  (centre.floors.get('support')?.tasks() ?? []).filter(({ status }) => status === 'pending');

async function everybodyIsServed(centre: ContactCentre): Promise<void> {
  await staff(centre, 20);
  await centre.clock.advance(2400);
  await staff(centre, 0);
}

describe("a plain return number, with Mindful's caller ID configured", () => {
  const centre = withReturnCallers([MINDFUL]);
  afterEach(() => everybodyIsServed(centre()));

  it("gives a stranger no priority and nobody's data, and leaves every callback as it was", async () => {
    const customer = await accepts(centre());
    await centre().clock.advance(240);
    const stranger = await Phone.dial(centre(), STRANGER, RETURN_NUMBER);
    const [task] = tasks(centre());
    expect(task).toMatchObject({ priority: 0, attributes: { name: STRANGER } });
    expect(JSON.stringify(task?.attributes)).not.toContain(customer.record.from);
    expect(await recordOf(centre(), customer)).toMatchObject({ status: 'registered' });
    await stranger.hangsUp();
    expect(await recordOf(centre(), customer)).toMatchObject({ status: 'registered' });
  });

  it('takes nothing from a customer when an agent answers a stranger', async () => {
    const customer = await accepts(centre());
    await centre().clock.advance(240);
    const stranger = await Phone.dial(centre(), STRANGER, RETURN_NUMBER);
    await staff(centre(), 1);
    await stranger.reaches('talking to an agent', 30);
    expect(await recordOf(centre(), customer)).toMatchObject({ status: 'registered' });
    await stranger.hangsUp();
  });

  it('brings back the callback that is due first when Mindful calls', async () => {
    const first = await accepts(centre());
    const second = await accepts(centre());
    await centre().clock.advance(240);
    const mindful = await Phone.dial(centre(), MINDFUL, RETURN_NUMBER);
    expect(tasks(centre())[0]).toMatchObject({
      priority: 5,
      attributes: { customerPhone: first.record.from, conversations: { conversation_id: first.record.callSid } },
    });
    expect(await recordOf(centre(), first)).toMatchObject({ status: 'returned' });
    expect(await recordOf(centre(), second)).toMatchObject({ status: 'registered' });
    await mindful.hangsUp();
  });

  it("brings back the customer's own callback when the caller ID is the customer's", async () => {
    await accepts(centre());
    const second = await accepts(centre());
    await centre().clock.advance(240);
    const customer = await Phone.dial(centre(), second.record.from, RETURN_NUMBER);
    expect(tasks(centre())[0]).toMatchObject({ priority: 5, attributes: { customerPhone: second.record.from } });
    expect(await recordOf(centre(), second)).toMatchObject({ status: 'returned' });
    await customer.hangsUp();
  });
});

describe("a plain return number without Mindful's caller ID", () => {
  const centre = withReturnCallers([]);
  afterEach(() => everybodyIsServed(centre()));

  it('gives priority alone while a callback is due, and the record moves when an agent accepts', async () => {
    const sinceMs = centre().clock.nowMs();
    const customer = await accepts(centre());
    await centre().clock.advance(240);
    const returned = await Phone.dial(centre(), MINDFUL, RETURN_NUMBER);
    const [task] = tasks(centre());
    expect(task).toMatchObject({ priority: 5 });
    expect(JSON.stringify(task?.attributes)).not.toContain(customer.record.from);
    expect(await recordOf(centre(), customer)).toMatchObject({ status: 'registered' });

    await staff(centre(), 1);
    await returned.reaches('talking to an agent', 30);
    expect(await recordOf(centre(), customer)).toMatchObject({ status: 'answered' });
    expect(counted(centre(), 'CallbackReturned', sinceMs)).toBe(1);
    expect(counted(centre(), 'CallbackAnswered', sinceMs)).toBe(1);
  });

  it('loses nothing to a stranger who hangs up before an agent comes', async () => {
    const customer = await accepts(centre());
    await centre().clock.advance(240);
    const stranger = await Phone.dial(centre(), STRANGER, RETURN_NUMBER);
    await stranger.hangsUp();
    const returned = await Phone.dial(centre(), MINDFUL, RETURN_NUMBER);
    expect(tasks(centre())[0]).toMatchObject({ priority: 5 });
    await staff(centre(), 1);
    await returned.reaches('talking to an agent', 30);
    expect(await recordOf(centre(), customer)).toMatchObject({ status: 'answered' });
  });

  it('takes two calls that come together for two callbacks', async () => {
    const customers = [await accepts(centre()), await accepts(centre())];
    await centre().clock.advance(240);
    await Phone.dial(centre(), MINDFUL, RETURN_NUMBER);
    await Phone.dial(centre(), MINDFUL, RETURN_NUMBER);
    await staff(centre(), 2);
    await centre().clock.advance(30);
    for (const customer of customers) {
      expect(await recordOf(centre(), customer)).toMatchObject({ status: 'answered' });
    }
  });
});
