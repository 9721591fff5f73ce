import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import { faultNames } from '../../local/world/faults/faults.ts';
import { isOfOneWebhook } from '../../local/world/faults/one-webhook-faults.ts';
import { phoneNumber } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { newNumber } from '../support/phone.ts';

/** Nobody here sends these. */
const notSent =
  /-(register|open-callback|cancel-callback|return-call|choose-hold|transfer-refer|wait-time|wait-time-get)$/;

/** The key at the offer before the queue; who presses none accepts on hold. */
const keys = ['1', '2', undefined];

const centre = useContactCentre({ policy: { inQueueOffer: { afterSeconds: 30, everySeconds: 60, atMost: 2 } } });
const counted = { CallbackReturned: 0, CallbackAnswered: 0, CallbackLost: 0 };

beforeAll(() => {
  centre().mindful.change({ callbackAfterSeconds: 120 });
  centre().logs.listen(({ line }) => {
    for (const name of Object.keys(counted) as (keyof typeof counted)[]) counted[name] += Object(line)[name] ?? 0;
  });
});

afterEach(async () => {
  for (const name of faultNames) centre().faults.set(name, false);
  await staff(centre(), 0);
  await centre().clock.advance(120);
});

/** Three callers dial, choose, and are left to their calls and callbacks until all of it is over. */
async function play(): Promise<CallRecord[]> {
  const { twilio, clock } = centre();
  const callers = keys.map((key) => ({ key, call: twilio.call({ from: newNumber(), to: '+14155550100' }) }));
  for (let second = 0; second < 150; second += 1) {
    await clock.advance(1);
    for (const { key, call } of callers) {
      const offers = call.transcript.filter(({ text }) => /press 1/.test(text)).length;
      const digit = key ?? (offers > 1 ? '1' : undefined);
      if (digit && call.where.startsWith('choosing')) twilio.press(call.callSid, digit);
    }
  }
  await staff(centre(), 2);
  await clock.advance(900);
  return callers.map(({ call }) => call);
}

function reachedAgent({ transcript }: CallRecord): boolean {
  return transcript.some(({ kind, text }) => kind === 'connected' && text.startsWith('Agent'));
}

/** The fallback cannot know that a callback was arranged: it queues whoever stays on the line after it. */
const queuedTwice = /-(lost|late|reorder)-transfer-result$/;

describe('of three callers, one accepts before the queue, one declines, and one accepts on hold', () => {
  it.each(faultNames.filter((name) => isOfOneWebhook(name) && !notSent.test(name)))(
    '%s: each reaches an agent, in this call or the return call, and nothing counts twice',
    async (fault) => {
      await forceWait(centre(), 300);
      Object.assign(counted, { CallbackReturned: 0, CallbackAnswered: 0, CallbackLost: 0 });
      centre().faults.set(fault, true);
      let callbacks = 0;
      for (const call of await play()) {
        const own = centre()
          .mindful.callbacks()
          .filter(({ customerNumber }) => customerNumber === call.from);
        const completed = own.filter(({ state }) => state === 'completed');
        const agents = completed.length + (reachedAgent(call) ? 1 : 0);
        expect(agents).toBe(queuedTwice.test(fault) && own.length > 0 ? 2 : 1);
        const record = await centre().callbacks.find(phoneNumber(call.from), 'support');
        expect(own.length > 0 ? ['answered'] : [undefined, 'cancelled']).toContain(record?.status);
        callbacks += own.length;
      }
      expect(counted).toEqual({ CallbackReturned: callbacks, CallbackAnswered: callbacks, CallbackLost: 0 });
    },
  );
});
