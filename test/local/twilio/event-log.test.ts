import { describe, expect, it } from '@jest/globals';
import { EventLog } from '../../../local/twilio/event-log.ts';

function logOf(count: number): string[] {
  const log = new EventLog();
  for (let index = 0; index < count; index += 1) log.add({ atMs: index, parameters: { Sid: `EV${index}` } });
  return log.between(0, count, count).map(({ parameters }) => parameters['Sid'] ?? '');
}

describe('the log of events', () => {
  it('keeps all while there are fewer than 11,000', () => {
    const sids = logOf(10_999);
    expect([sids.length, sids[0], sids.at(-1)]).toEqual([10_999, 'EV10998', 'EV0']);
  });

  it('then lets go of the oldest thousand, and keeps the latest 10,000', () => {
    const sids = logOf(11_000);
    expect([sids.length, sids[0], sids.at(-1)]).toEqual([10_000, 'EV10999', 'EV1000']);
  });
});
