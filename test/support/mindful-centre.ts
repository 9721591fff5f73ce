import { beforeAll } from '@jest/globals';
import type { ContactCentre } from '../../local/contact-centre.ts';
import { phoneNumber } from './builders.ts';
import { forceWait, useContactCentre } from './contact-centre.ts';
import { queueWithMindful } from './mindful-queue.ts';
import { newNumber, Phone } from './phone.ts';

/** A contact centre of one queue with Mindful's widget and ID, so that Mindful's API can register, find and cancel its callbacks. */
export function useMindfulCentre(policy: object, ofQueue: object = {}) {
  const written = queueWithMindful({ policy, callTarget: { id: '4711' } });
  const queues = written.queues.map((queue) => ({ ...queue, ...ofQueue }));
  const centre = useContactCentre({ written: { ...written, queues } });
  beforeAll(() => sayFirstYes(centre()));
  return centre;
}

/** A busy machine may be slow to serve the very first yes, which a function that has just started answers. */
export async function sayFirstYes(centre: ContactCentre, number?: string): Promise<void> {
  await forceWait(centre, 300);
  const first = await Phone.dial(centre, newNumber(), number);
  await first.hears(/press 1/, 60);
  await first.presses('1');
  await centre.clock.advance(60);
  if (first.record.where !== 'ended') await first.hangsUp();
}

/** What this service has written down of the number's callback, and what Mindful has of it. */
export function callbacksOf(centre: () => ContactCentre) {
  const recordOf = (number: string) => centre().callbacks.find(phoneNumber(number), 'support');
  const statusOf = async (number: string) => (await recordOf(number))?.status;
  const atMindful = (number: string) =>
    centre()
      .mindful.callbacks()
      .filter(({ customerNumber }) => customerNumber === number)
      .map(({ state }) => state);
  return { recordOf, statusOf, atMindful };
}
