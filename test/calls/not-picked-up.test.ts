import { afterEach, describe, expect, it } from '@jest/globals';
import { phoneNumber } from '../support/builders.ts';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { newNumber, Phone } from '../support/phone.ts';

const policy = { returnGraceSeconds: 300, lostCallbackTask: true };
const centre = useContactCentre({ written: queueWithMindful({ policy, callTarget: { id: '4711' } }) });

afterEach(() => centre().mindful.change({ behaviour: 'normal', retries: 0 }));

/** Somebody who accepts a callback that is due in 200 seconds. */
async function accepts(from: string): Promise<void> {
  await forceWait(centre(), 300);
  const caller = await Phone.dial(centre(), from);
  await caller.hears(/press 1/, 1);
  await caller.presses('1');
  await caller.isOver();
}

const statusOf = async (number: string) => (await centre().callbacks.find(phoneNumber(number), 'support'))?.status;
const tasks = () =>
  (centre().floors.get('support')?.tasks() ?? []).filter(({ attributes }) => attributes['type'] === 'lost-callback');

describe('M7: a customer who never picks up when Mindful calls', () => {
  it.each([0, 2])('is no lost callback, after %d more tries, and no agent is asked to call', async (retries) => {
    centre().mindful.change({ behaviour: 'not-picked-up', callbackAfterSeconds: 200, retries, retryAfterSeconds: 400 });
    const sinceMs = centre().clock.nowMs();
    const customer = newNumber();
    await accepts(customer);
    await centre().clock.advance(3600);
    expect(await statusOf(customer)).toBe('no-answer');
    expect(counted(centre(), 'CallbackNoAnswer', sinceMs)).toBe(1);
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(0);
    expect(tasks()).toEqual([]);
  });

  it('is told from one whom nobody calls: that callback is lost, twenty minutes after the first look-up', async () => {
    centre().mindful.change({ behaviour: 'forgets', callbackAfterSeconds: 200 });
    const sinceMs = centre().clock.nowMs();
    const customer = newNumber();
    await accepts(customer);
    await centre().clock.advance(1500);
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(0);
    await centre().clock.advance(400);
    expect(await statusOf(customer)).toBe('lost');
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(1);
    expect(tasks()).toHaveLength(1);
  });
});
