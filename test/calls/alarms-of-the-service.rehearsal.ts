import { describe, expect, it } from '@jest/globals';
import { callFaultDescriptions } from '../../local/faults/call-faults.ts';
import { type FaultName, faultNames } from '../../local/faults/faults.ts';
import { useAlarmRehearsal } from '../support/alarm-rehearsal.ts';
import { alarmsPromised } from '../support/fault-table.ts';

const { centre, alarmsInQuarterOfAnHour, longWaits } = useAlarmRehearsal();

/** Whoever has read the secret does not notice that it is away. */
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
      // Each webhook of a slow service takes its real time here.
      expect(await alarmsInQuarterOfAnHour(fault === 'service-slow' ? 150 : 5)).toEqual(alarmsPromised(fault));
    },
    300_000,
  );

  it(`${unnoticed}, once a stranger has made the function read the secret again`, async () => {
    await longWaits();
    centre().faults.set(unnoticed, true);
    await fetch(`${centre().url}/queues/support/incoming-call`, {
      method: 'POST',
      headers: { 'x-twilio-signature': 'wrong' },
      body: new URLSearchParams({ From: '+14155550123' }),
    });
    expect(await alarmsInQuarterOfAnHour()).toEqual(alarmsPromised(unnoticed));
  }, 120_000);
});
