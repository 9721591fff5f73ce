import { describe, expect, it } from '@jest/globals';
import { requestAnswers } from '../../local/mindful/settings.ts';
import { useAlarmRehearsal } from '../support/alarm-rehearsal.ts';
import { alarmsPromised } from '../support/fault-table.ts';

const { centre, alarmsInQuarterOfAnHour, longWaits } = useAlarmRehearsal({ registerBy: 'api' });
const confirming = ['normal', 'registered-but-silent'];

describe("the alarms that the runbook promises, and no other, ring where Mindful's API", () => {
  it.each(requestAnswers.filter((answer) => !confirming.includes(answer)))(
    'answers %s',
    async (requestAnswer) => {
      await longWaits();
      centre().mindful.change({ requestAnswer });
      expect(await alarmsInQuarterOfAnHour()).toEqual(alarmsPromised(requestAnswer));
    },
    120_000,
  );
});
