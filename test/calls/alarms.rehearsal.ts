import { afterEach, describe, expect, it } from '@jest/globals';
import { type FaultName, faultNames } from '../../local/faults/faults.ts';
import type { BehaviourName } from '../../local/mindful/settings.ts';
import { NOON_MS } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { alarmsPromised } from '../support/fault-table.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { newNumber } from '../support/phone.ts';

const centre = useContactCentre({ written: queueWithMindful() });

/** Every fault of the parts that the service stands on, and of each row of the runbook at least one. */
const rehearsed: readonly FaultName[] = [
  ...(['dynamodb-down', 'dynamodb-slow', 'taskrouter-down', 'taskrouter-slow', 'taskrouter-garbage'] as const),
  ...(['mindful-down', 'mindful-slow', 'mindful-garbage', 'webhook-repeat', 'webhook-late'] as const),
  ...(['webhook-500', 'webhook-timeout', 'webhook-answer-lost', 'webhook-bad-twiml', 'queue-error'] as const),
  ...(['queue-full', 'dial-failed', 'dial-answered', 'mindful-sip-503', 'service-down', 'service-slow'] as const),
];

/** Somebody calls, accepts the callback if it is offered, and hangs up after a while if not. */
async function oneCaller(): Promise<void> {
  const { callSid } = centre().twilio.call({ from: newNumber(), to: '+14155550100' });
  await centre().clock.advance(3);
  centre().twilio.press(callSid, '1');
  await centre().clock.advance(42);
  centre().twilio.hangUp(callSid);
  await centre().clock.settle();
}

/** Begins on a full ten minutes, so that each alarm's periods lie within. */
async function quarterOfAnHour(secondsBetween = 5): Promise<string[]> {
  const { clock, monitor } = centre();
  const fromMs = clock.nowMs();
  while (clock.nowMs() < fromMs + 17 * 60_000) {
    await oneCaller();
    await clock.advance(secondsBetween);
  }
  return monitor.alarmsRaised({ fromMs, toMs: clock.nowMs() });
}

async function toFullTenMinutes(): Promise<void> {
  const sinceMs = (centre().clock.nowMs() - NOON_MS) % 600_000;
  await centre().clock.advance((600_000 - sinceMs) / 1000 + 600);
}

async function longWaits(): Promise<void> {
  // Whoever is left from before gets an agent first.
  await staff(centre(), 100);
  await centre().clock.advance(300);
  await staff(centre(), 0);
  await forceWait(centre(), 900);
  await toFullTenMinutes();
}

afterEach(() => {
  for (const name of faultNames) centre().faults.set(name, false);
  centre().mindful.change({ behaviour: 'normal' });
});

describe('the alarms that the runbook promises, and no other, ring with', () => {
  it('no fault at all', async () => {
    await longWaits();
    expect(await quarterOfAnHour()).toEqual([]);
  }, 120_000);

  it.each(rehearsed)(
    '%s',
    async (fault: FaultName) => {
      await longWaits();
      centre().faults.set(fault, true);
      // Each webhook of a slow service takes its real time here.
      expect(await quarterOfAnHour(fault === 'service-slow' ? 150 : 5)).toEqual(alarmsPromised(fault));
    },
    300_000,
  );

  it('secrets-down, once a stranger has made the function read the secret again', async () => {
    await longWaits();
    centre().faults.set('secrets-down', true);
    await fetch(`${centre().url}/queues/support/incoming-call`, {
      method: 'POST',
      headers: { 'x-twilio-signature': 'wrong' },
      body: new URLSearchParams({ From: '+14155550123' }),
    });
    expect(await quarterOfAnHour()).toEqual(alarmsPromised('secrets-down'));
  }, 120_000);

  it.each(['busy', 'unreachable', 'answers-and-hangs-up', 'registration-off', 'out-of-hours', 'choose-hold'] as const)(
    'Mindful that is: %s',
    async (behaviour: BehaviourName) => {
      await longWaits();
      centre().mindful.change({ behaviour });
      expect(await quarterOfAnHour()).toEqual(alarmsPromised(behaviour));
    },
    120_000,
  );

  it('Mindful that is: forgets', async () => {
    await longWaits();
    const fromMs = centre().clock.nowMs();
    centre().mindful.change({ behaviour: 'forgets' });
    for (let caller = 0; caller < 4; caller += 1) await oneCaller();
    await centre().clock.advance(5400);
    expect(centre().monitor.alarmsRaised({ fromMs, toMs: centre().clock.nowMs() })).toEqual(alarmsPromised('forgets'));
  }, 120_000);
});
