import { describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import { writtenConfiguration } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { newNumber } from '../support/phone.ts';

const NUMBERS = ['+14155550100', '+14155550101'] as const;
/** A workflow's voice queue holds so many calls. */
const CALLERS_PER_QUEUE = 100;

function twoQueues() {
  const written = writtenConfiguration({
    offerBeforeQueue: false,
    maxOpenCallbacks: 1000,
    inQueueOffer: { afterSeconds: 60, everySeconds: 120, atMost: 1 },
  });
  const [support] = written.queues;
  const { workspaceSid } = support?.taskRouter ?? {};
  const billing = {
    ...support,
    name: 'billing',
    numbers: [NUMBERS[1]],
    returnNumbers: [],
    taskRouter: { workspaceSid, workflowSid: `WW${'0'.repeat(31)}2`, taskQueueSid: `WQ${'0'.repeat(31)}2` },
  };
  return { ...written, queues: [support, billing] };
}

const centre = useContactCentre({ written: twoQueues() });

describe('T3: TaskRouter answers three look-ups of tasks a second', () => {
  it('and no agent is handed an empty call after 200 acceptances on hold within one second', async () => {
    const { twilio, clock, faults, events, mindful } = centre();
    faults.set('leave-keeps-task', true);
    mindful.change({ callbackAfterSeconds: 3600 });
    for (const queue of ['support', 'billing']) await forceWait(centre(), 900, queue);
    // One after the other, as all functions share one process here.
    const callers: CallRecord[] = [];
    for (let pair = 0; pair < CALLERS_PER_QUEUE; pair += 1) {
      for (const to of NUMBERS) callers.push(twilio.call({ from: newNumber(), to }));
      await clock.advance(0.04);
    }
    const areChoosing = () => callers.every(({ where }) => where.startsWith('choosing'));
    for (let second = 0; second < 120 && !areChoosing(); second += 1) await clock.advance(1);
    expect(callers.map(({ where }) => where).filter((where) => !where.startsWith('choosing'))).toEqual([]);

    const handedOut: unknown[] = [];
    events.listen((event) => {
      if (event.eventType === 'reservation.created') handedOut.push(event.taskAttributes['from']);
    });
    const firstMs = clock.nowMs();
    for (const { callSid } of callers) {
      twilio.press(callSid, '1');
      await clock.advance(0.004);
    }
    expect(clock.nowMs() - firstMs).toBeLessThan(1000);
    // The transfer is announced, then it begins.
    await clock.advance(10);
    for (const queue of ['support', 'billing']) await staff(centre(), CALLERS_PER_QUEUE, queue);
    await clock.advance(60);

    const accepted = mindful.callbacks().map(({ customerNumber }) => customerNumber);
    // A busy machine may keep the odd caller from accepting, who then goes on holding for an agent.
    expect(accepted.length).toBeGreaterThan(190);
    expect(accepted.filter((number) => handedOut.includes(number))).toEqual([]);
    expect(callers.flatMap((caller) => caller.faults)).toEqual([]);
  }, 600_000);
});
