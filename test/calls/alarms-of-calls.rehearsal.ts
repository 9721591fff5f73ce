import { describe, expect, it } from '@jest/globals';
import { type BehaviourName, behaviourDescriptions } from '../../local/mindful/settings.ts';
import { callFaultDescriptions } from '../../local/world/faults/call-faults.ts';
import type { FaultName } from '../../local/world/faults/faults.ts';
import { useAlarmRehearsal } from '../support/alarm-rehearsal.ts';
import { alarmsPromised } from '../support/fault-table.ts';
import { newNumber } from '../support/phone.ts';

/** Rings only once callers have held on for minutes. */
const lasting: FaultName = 'enqueue-always-fails';

const { centre, oneCaller, alarmsInQuarterOfAnHour, longWaits } = useAlarmRehearsal();

const forgetful: BehaviourName = 'forgets';
const behaviours = (Object.keys(behaviourDescriptions) as BehaviourName[]).filter(
  (name) => name !== 'normal' && name !== forgetful,
);

describe('the alarms that the runbook promises, and no other, ring with', () => {
  it.each((Object.keys(callFaultDescriptions) as FaultName[]).filter((fault) => fault !== lasting))(
    '%s',
    async (fault) => {
      await longWaits();
      centre().faults.set(fault, true);
      expect(await alarmsInQuarterOfAnHour()).toEqual(alarmsPromised(fault));
    },
    120_000,
  );

  it(`${lasting}, for callers who hold on`, async () => {
    await longWaits();
    const fromMs = centre().clock.nowMs();
    centre().faults.set(lasting, true);
    centre().twilio.call({ from: newNumber(), to: '+14155550100' });
    await centre().clock.advance(17 * 60);
    const raised = centre().monitor.alarmsRaised({ fromMs, toMs: centre().clock.nowMs() });
    expect(raised).toEqual(alarmsPromised(lasting));
  }, 120_000);

  it.each(behaviours)(
    'Mindful that is: %s',
    async (behaviour) => {
      await longWaits();
      centre().mindful.change({ behaviour });
      expect(await alarmsInQuarterOfAnHour()).toEqual(alarmsPromised(behaviour));
    },
    120_000,
  );

  it(`Mindful that is: ${forgetful}`, async () => {
    await longWaits();
    const fromMs = centre().clock.nowMs();
    centre().mindful.change({ behaviour: forgetful });
    for (let caller = 0; caller < 4; caller += 1) await oneCaller();
    await centre().clock.advance(5400);
    const raised = centre().monitor.alarmsRaised({ fromMs, toMs: centre().clock.nowMs() });
    expect(raised).toEqual(alarmsPromised(forgetful));
  }, 120_000);
});
