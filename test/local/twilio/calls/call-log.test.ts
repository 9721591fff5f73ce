import { describe, expect, it } from '@jest/globals';
import { Call } from '../../../../local/twilio/calls/call.ts';
import { CallLog } from '../../../../local/twilio/calls/call-log.ts';
import { VirtualClock } from '../../../../local/world/clock/clock.ts';

function endedCall(callSid: string, log: CallLog): Call {
  const call = new Call({
    record: { callSid, from: '+14155550100', to: '+12125550199' },
    route: { voiceUrl: 'https://localhost/voice' },
    extraParameters: {},
    clock: new VirtualClock(0),
    onChange: () => undefined,
  });
  log.add(call);
  call.end('caller');
  log.archive(call);
  return call;
}

describe('an ended call', () => {
  it('is forgotten when two thousand others ended after it, not before', () => {
    const log = new CallLog();
    const first = endedCall('CA0', log);
    for (let more = 1; more < 250; more += 1) endedCall(`CA${more}`, log);
    expect(log.get('CA0')).toBe(first.record);
    endedCall('CA250', log);
    expect(log.get('CA0')).toBeUndefined();
    expect(
      log
        .list()
        .map(({ callSid }) => callSid)
        .slice(0, 1),
    ).toEqual(['CA1']);
    expect(log.list()).toHaveLength(250);
  });
});
