import { describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import { RINGS_SECONDS } from '../../local/wiring/start-twilio.ts';
import { writtenConfiguration } from '../support/builders.ts';
import { callbackStatuses } from '../support/callback-statuses.ts';
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

    const acceptedByAgents: unknown[] = [];
    events.listen((event) => {
      if (event.eventType === 'reservation.accepted') acceptedByAgents.push(event.taskAttributes['from']);
    });
    const agentsOfEachQueue = async (count: number) => {
      for (const queue of ['support', 'billing']) await staff(centre(), count, queue);
    };
    // Their phones ring, and are answered while every caller hears what comes.
    await agentsOfEachQueue(20);
    await clock.advance(RINGS_SECONDS - 1.4);
    // Theirs ring for callers who leave meanwhile.
    await agentsOfEachQueue(40);
    const firstMs = clock.nowMs();
    for (const { callSid } of callers) {
      twilio.press(callSid, '1');
      await clock.advance(0.004);
    }
    expect(clock.nowMs() - firstMs).toBeLessThan(1000);
    // The first have left the queue and the last have not; then all have; and at last nobody is under way any more.
    for (const [seconds, count] of [
      [1.4, 60],
      [0.5, 80],
      [10, CALLERS_PER_QUEUE],
    ] as const) {
      await clock.advance(seconds);
      await agentsOfEachQueue(count);
    }
    await clock.advance(60);

    const numbersOf = (records: readonly CallRecord[]) => records.map(({ from }) => from).sort();
    const withAgents = callers.filter(({ transcript }) =>
      transcript.some(({ kind, text }) => kind === 'connected' && text.startsWith('Agent')),
    );
    expect(acceptedByAgents.sort()).toEqual(numbersOf(withAgents));
    // On a busy machine a caller's yes may come to nothing, who then goes on holding for an agent.
    expect(withAgents.length).toBeGreaterThanOrEqual(40);
    const calledBack = mindful.callbacks().map(({ customerNumber }) => customerNumber);
    expect(calledBack.sort()).toEqual(numbersOf(callers.filter((caller) => !withAgents.includes(caller))));
    const callbacks = new Map(await callbackStatuses(centre()));
    expect(callers.filter(({ from }) => calledBack.includes(from) !== (callbacks.get(from) === 'registered'))).toEqual(
      [],
    );
    expect([...callbacks.values()].filter((status) => status !== 'registered' && status !== 'cancelled')).toEqual([]);
    expect(callers.flatMap((caller) => caller.faults)).toEqual([]);
  }, 600_000);
});
