import { describe, expect, it } from '@jest/globals';
import { callFaultDescriptions } from '../../local/world/faults/call-faults.ts';
import { useAlarmRehearsal } from '../support/alarm-rehearsal.ts';
import { alarmsPromised } from '../support/fault-table.ts';
import { faultsOfWholeCalls } from '../support/kinds-of-faults.ts';

const { centre, oneCaller, alarmsInQuarterOfAnHour, longWaits } = useAlarmRehearsal();

const rehearsed = faultsOfWholeCalls.filter((name) => !(name in callFaultDescriptions));
/** Nobody notices that Secrets Manager is away who has read the secrets before. */
const ofSecrets = rehearsed.filter((name) => name.startsWith('secrets-'));
const faults = rehearsed.filter((name) => !ofSecrets.includes(name));

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

  it.each(ofSecrets)(
    '%s, once a callback has made every function read its secrets',
    async (fault) => {
      await longWaits();
      await oneCaller();
      await longWaits();
      centre().faults.set(fault, true);
      expect(await alarmsInQuarterOfAnHour()).toEqual(alarmsPromised(fault));
    },
    120_000,
  );
});
