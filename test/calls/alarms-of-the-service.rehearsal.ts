import { describe, expect, it } from '@jest/globals';
import { callFaultDescriptions } from '../../local/world/faults/call-faults.ts';
import { type FaultName, faultNames } from '../../local/world/faults/faults.ts';
import { useAlarmRehearsal } from '../support/alarm-rehearsal.ts';
import { alarmsPromised } from '../support/fault-table.ts';

const { centre, oneCaller, alarmsInQuarterOfAnHour, longWaits } = useAlarmRehearsal();

/** Nobody notices that Secrets Manager is away who has read the secrets before. */
const unnoticed: FaultName = 'secrets-down';
const faults = faultNames.filter((name) => !(name in callFaultDescriptions) && name !== unnoticed);

describe('the alarms that the runbook promises, and no other, ring with', () => {
  it('no fault at all', async () => {
    await longWaits();
    expect(await alarmsInQuarterOfAnHour()).toEqual([]);
  }, 120_000);

  it.each(faults)(
    '%s',
    async (fault) => {
      await longWaits();
      centre().faults.set(fault, true);
      // Each webhook of a slow service takes its real time here, and each request of a slow table.
      expect(await alarmsInQuarterOfAnHour(fault === 'service-slow' ? 150 : 5)).toEqual(alarmsPromised(fault));
    },
    600_000,
  );

  it(`${unnoticed}, once a callback has made every function read its secrets`, async () => {
    await longWaits();
    await oneCaller();
    await longWaits();
    centre().faults.set(unnoticed, true);
    expect(await alarmsInQuarterOfAnHour()).toEqual(alarmsPromised(unnoticed));
  }, 120_000);
});
