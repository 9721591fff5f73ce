import { afterEach } from '@jest/globals';
import { faultNames } from '../../local/world/faults/faults.ts';
import { NOON_MS } from './builders.ts';
import { forceWait, staff, useContactCentre } from './contact-centre.ts';
import { queueWithMindful } from './mindful-queue.ts';
import { newNumber } from './phone.ts';

/** A contact centre with long waits, on which faults are thrown one after the other, and the alarms that ring. */
export function useAlarmRehearsal(policy: object = {}) {
  const centre = useContactCentre({ written: queueWithMindful({ policy }) });

  afterEach(() => {
    for (const name of faultNames) centre().faults.set(name, false);
    centre().mindful.change({ behaviour: 'normal', requestAnswer: 'normal' });
  });

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
  async function alarmsInQuarterOfAnHour(secondsBetween = 5): Promise<string[]> {
    const { clock, monitor } = centre();
    const fromMs = clock.nowMs();
    while (clock.nowMs() < fromMs + 17 * 60_000) {
      await oneCaller();
      await clock.advance(secondsBetween);
    }
    return monitor.alarmsRaised({ fromMs, toMs: clock.nowMs() });
  }

  async function longWaits(): Promise<void> {
    // Whoever is left from before gets an agent first.
    await staff(centre(), 100);
    await centre().clock.advance(300);
    await staff(centre(), 0);
    await forceWait(centre(), 900);
    const sinceMs = (centre().clock.nowMs() - NOON_MS) % 600_000;
    await centre().clock.advance((600_000 - sinceMs) / 1000 + 600);
  }

  return { centre, oneCaller, alarmsInQuarterOfAnHour, longWaits };
}
