import { describe, expect, it } from '@jest/globals';
import { transferOutcome } from '../../lambdas/domain/callback/transfer-outcome.ts';
import type { SipPeer } from '../../local/twilio/sip-peer.ts';
import { configuration, snapshot } from '../support/builders.ts';
import { quickCentre } from '../support/quick-centre.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

const statuses = vendorDocument('twilio-dial-action')['DialCallStatus'] as string[];

describe('T11: a caller who hangs up while it rings at Mindful', () => {
  it.each(statuses)('has left, whatever Twilio reports: %s', (dialCallStatus) =>
    expect(transferOutcome({ dialCallStatus, dialSeconds: 0, callStatus: 'completed' }, 15)).toBe('caller-left'),
  );

  it('leaves the same record and counts, whichever status the simulated Twilio reports', async () => {
    const ringing: SipPeer = { invite: (_, leg) => leg.ring() };
    const reported = new Map<string, unknown>();
    const centre = quickCentre(configuration(), ringing);
    centre.table.state.snapshot = snapshot(900, { sampledAtMs: centre.clock.nowMs() });
    for (let caller = 0; caller < 40; caller += 1) {
      centre.table.state.snapshot = snapshot(900, { sampledAtMs: centre.clock.nowMs() });
      const before = centre.log.counted().length;
      const from = `+1415555${String(2000 + caller)}`;
      const { callSid } = centre.twilio.call({ from, to: '+14155550100' });
      await centre.clock.advance(2);
      centre.twilio.press(callSid, '1');
      await centre.clock.advance(8);
      centre.twilio.hangUp(callSid);
      await centre.clock.advance(20);
      const record = await centre.callbacks.find(from as never, 'support');
      const call = centre.twilio.get(callSid);
      const { parameters } = call?.webhooks.find(({ url }) => url.includes('/transfer-result')) ?? {};
      const lived = {
        status: record?.status,
        counted: centre.log.counted().slice(before).sort(),
        faults: call?.faults,
      };
      const status = parameters?.['DialCallStatus'] ?? '';
      expect({ ...lived }).toEqual(reported.get(status) ?? lived);
      reported.set(status, lived);
    }
    expect([...reported.keys()].sort()).toEqual(statuses.filter((status) => status !== 'answered').sort());
    expect(new Set([...reported.values()].map((lived) => JSON.stringify(lived))).size).toBe(1);
  });
});
