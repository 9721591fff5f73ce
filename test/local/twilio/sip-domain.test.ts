import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallerListener } from '../../../local/twilio/calls/call.ts';
import type { SipCall } from '../../../local/twilio/sip-domain.ts';
import { heard, PhoneLine, WORKFLOW } from './phone-line.ts';
import { ORIGIN, twiml } from './webhook-target.ts';

let line: PhoneLine;

beforeEach(async () => {
  line = await PhoneLine.open({ route: { voiceUrl: `${ORIGIN}/sip`, statusCallback: `${ORIGIN}/ended` } });
  line.target.on('/ended', { status: 204 });
  line.target.on('/sip', twiml(`<Enqueue workflowSid="${WORKFLOW}" waitUrl=""/>`));
});

afterEach(() => line.close());

const INVITE: SipCall = {
  to: 'sip:return-support@example.sip.twilio.com',
  from: 'sip:+18005550123@54.165.17.177',
  headers: { 'X-User-to-USER': '%2B14155550100', 'User-to-User': 'ab;encoding=hex', Subject: 'secret', 'x-a': '' },
  sourceIp: '54.165.17.177',
};

async function invite(changes: Partial<SipCall> = {}, listener?: CallerListener) {
  const answer = line.twilio.sipCall({ ...INVITE, ...changes }, listener);
  await line.clock.settle();
  return answer;
}

describe('a call to the SIP domain', () => {
  it('carries its headers, names in the case as sent, and where it came from', async () => {
    const answer = await invite();
    const form = line.target.formsAt('/sip')[0];
    expect(form).toEqual({
      CallSid: 'callSid' in answer && answer.callSid,
      AccountSid: expect.any(String),
      ...{ From: INVITE.from, Caller: INVITE.from, To: INVITE.to, Called: INVITE.to },
      CallStatus: 'ringing',
      ApiVersion: '2010-04-01',
      Direction: 'inbound',
      SipDomain: 'example.sip.twilio.com',
      SipDomainSid: 'SD1',
      SipCallId: expect.stringMatching(/^[0-9a-f]{32}@54\.165\.17\.177$/),
      SipSourceIp: '54.165.17.177',
      'SipHeader_X-User-to-USER': '%2B14155550100',
      'SipHeader_User-to-User': 'ab;encoding=hex',
      'SipHeader_x-a': '',
    });
    expect(line.target.received[0]?.validlySigned).toBe(true);
  });

  it.each(['sip:return-support@EXAMPLE.sip.twilio.com:5060;transport=udp', 'sips:a@example.sip.twilio.com'])(
    'finds the domain in %s',
    async (to) => {
      expect(await invite({ to })).toHaveProperty('callSid');
    },
  );

  it.each([
    [{ sourceIp: '54.165.17.178' }, 403],
    [{ sourceIp: '' }, 403],
    [{ to: 'sip:return-support@other.sip.twilio.com' }, 404],
    [{ to: '+12125550199' }, 404],
  ])('from or to elsewhere is refused: %j', async (changes, refused) => {
    expect(await invite(changes)).toEqual({ refused });
    expect(line.target.received).toEqual([]);
    expect(line.twilio.list()).toEqual([]);
  });

  it('tells the caller that it is answered, has an agent, and is over', async () => {
    const told: string[] = [];
    await invite(
      {},
      {
        answered: () => told.push('answered'),
        connected: () => told.push('connected'),
        ended: (by) => told.push(`ended by ${by}`),
      },
    );
    expect(told).toEqual(['answered']);
    await line.agentAccepts();
    expect(told).toEqual(['answered', 'connected']);
    await line.agentHangsUp();
    expect(told).toEqual(['answered', 'connected', 'ended by agent']);
    expect(line.target.formsAt('/ended')).toMatchObject([
      { CallStatus: 'completed', SipDomain: 'example.sip.twilio.com' },
    ]);
  });

  it('becomes a task without places, and its caller is shown by number when put through', async () => {
    await invite();
    expect(line.queue.orders[0]?.attributes).toMatchObject({ from: INVITE.from, to: INVITE.to, direction: 'inbound' });
    expect(line.queue.orders[0]?.attributes).not.toHaveProperty('from_city');
    line.target.on('/sip', twiml('<Dial><Sip>sip:1@sip-callback.mindful.cx:5566</Sip></Dial>'));
    await invite();
    expect(line.peer.invitations).toMatchObject([{ from: '+18005550123' }]);
  });

  it('can be hung up by the caller like any other', async () => {
    const answer = await invite();
    const call = line.twilio.get('callSid' in answer ? answer.callSid : '');
    if (!call) throw new Error('no call');
    await line.hangUp(call);
    expect(call.endedBy).toBe('caller');
    expect(heard(call).at(-1)).toBe('0 leaves queue support');
  });
});
