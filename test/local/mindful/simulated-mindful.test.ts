import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ReturnListener } from '../../../local/mindful/callback.ts';
import type { BehaviourName } from '../../../local/mindful/settings.ts';
import { SimulatedMindful } from '../../../local/mindful/simulated-mindful.ts';
import type { SipCall } from '../../../local/twilio/sip-domain.ts';
import type { SipInvitation, SipLeg } from '../../../local/twilio/sip-peer.ts';
import { VirtualClock } from '../../../local/world/clock/clock.ts';

const CALL_TARGET = '+13305550100';
const CALLER = '+14155550123';
const PACE_SECONDS = 540;

class Leg implements SipLeg {
  readonly heard: string[] = [];
  readonly #listeners: (() => void)[] = [];
  ring = () => void this.heard.push('(rings)');
  answer = () => void this.heard.push('(answers)');
  say = (text: string) => void this.heard.push(text);
  refuse = (code: number) => this.end(`(${code})`);
  hangUp = () => this.end('(hangs up)');
  refer = () => this.end('(refers)');
  onDigits = () => undefined;
  onEnd = (listener: () => void) => void this.#listeners.push(listener);
  end(how: string): void {
    this.heard.push(how);
    for (const listener of this.#listeners) listener();
  }
}

describe('Mindful', () => {
  let clock: VirtualClock;
  let mindful: SimulatedMindful;
  let returns: { atSeconds: number; invitation: SipCall; listener: ReturnListener }[];

  function startMindful(firstPartyCalled: 'customer' | 'agent' = 'customer'): void {
    clock = new VirtualClock(0);
    returns = [];
    mindful = new SimulatedMindful({
      clock,
      callTargets: [
        {
          queue: 'support',
          number: CALL_TARGET,
          host: 'sip-callback.mindful.cx',
          headerName: 'x-user-to-user',
          firstPartyCalled,
          returnSipUser: 'return-support',
          chooseHoldSipUser: 'hold-support',
        },
      ],
      returnLine: {
        call: (invitation, listener) => {
          returns.push({ atSeconds: clock.nowMs() / 1000, invitation, listener });
        },
      },
      sipDomainName: 'example.sip.twilio.com',
      paceSeconds: () => PACE_SECONDS,
    });
  }
  beforeEach(() => startMindful());

  function transfer(changes: Partial<SipInvitation> = {}): Leg {
    const leg = new Leg();
    const invitation: SipInvitation = {
      uri: `sip:${CALL_TARGET}@sip-callback.mindful.cx:5566?x-user-to-user=%2B14155550123`,
      user: CALL_TARGET,
      host: 'sip-callback.mindful.cx',
      port: 5566,
      transport: 'udp',
      headers: new Map([['x-user-to-user', CALLER]]),
      from: CALLER,
      parentCallSid: 'CA1',
      ...changes,
    };
    mindful.invite(invitation, leg);
    return leg;
  }

  const states = () => mindful.callbacks().map(({ state }) => state);

  it('answers a transferred caller, confirms the callback and keeps the place', async () => {
    const leg = transfer();
    expect(leg.heard).toEqual(['(rings)']);
    await clock.advance(60);
    expect(leg.heard).toEqual([
      '(rings)',
      '(answers)',
      'Thank you for choosing a callback. Please hold while we confirm your number.',
      'We will call you back at +14155550123 between 8 and 10 minutes from now. Goodbye.',
      '(hangs up)',
    ]);
    expect(mindful.callbacks()).toEqual([
      { queue: 'support', customerNumber: CALLER, registeredAtMs: 7000, dueAtMs: 547_000, state: 'waiting' },
    ]);
  });

  it.each<[string, number, number]>([
    ['forgets who hangs up before the number is confirmed', 6.9, 0],
    ['keeps the place of who hangs up once it is', 7.1, 1],
  ])('%s', async (_, hangUpAtSeconds, callbacks) => {
    const leg = transfer();
    await clock.advance(hangUpAtSeconds);
    leg.end('(caller hangs up)');
    await clock.advance(600);
    expect(mindful.callbacks()).toHaveLength(callbacks);
    expect(leg.heard.at(-1)).toBe('(caller hangs up)');
  });

  it('calls the customer first when due, and then an agent, with the number in the header', async () => {
    transfer();
    await clock.advance(547);
    expect(states()).toEqual(['calling-customer']);
    await clock.advance(5);
    expect(returns).toMatchObject([
      {
        atSeconds: 552,
        invitation: {
          to: 'sip:return-support@example.sip.twilio.com',
          headers: { 'x-user-to-user': CALLER },
          sourceIp: '54.165.17.177',
        },
      },
    ]);
    expect(states()).toEqual(['waiting-for-agent']);
    returns[0]?.listener.onAgent();
    expect(states()).toEqual(['talking']);
    returns[0]?.listener.onEnd();
    expect(states()).toEqual(['completed']);
  });

  it('calls an agent first where the Call Target says so, and then the customer', async () => {
    startMindful('agent');
    transfer();
    await clock.advance(547);
    expect(states()).toEqual(['waiting-for-agent']);
    returns[0]?.listener.onAgent();
    expect(states()).toEqual(['calling-customer']);
    await clock.advance(5);
    expect(states()).toEqual(['talking']);
  });

  it.each([['customer'], ['agent']] as const)(
    'counts a callback as failed when the return call ends before anybody talks (%s first)',
    async (first) => {
      startMindful(first);
      transfer();
      await clock.advance(552);
      if (first === 'agent') returns[0]?.listener.onAgent();
      returns[0]?.listener.onEnd();
      await clock.advance(60);
      expect(states()).toEqual(['failed']);
    },
  );

  it('calls back after a fixed time and announces another one, if told to', async () => {
    mindful.change({ callbackAfterSeconds: 60, ecbtSeconds: 1800 });
    const leg = transfer();
    await clock.advance(7);
    expect(leg.heard.at(-1)).toContain('between 29 and 31 minutes from now');
    await clock.advance(59);
    expect(states()).toEqual(['waiting']);
    await clock.advance(1);
    expect(states()).toEqual(['calling-customer']);
  });

  it.each([
    ['plain', '+14155550123'],
    ['percent', '%2B14155550123'],
    ['hex', '2B3134313535353530313233;encoding=hex'],
    ['quoted', '"+14155550123"'],
    ['plus-lost', ' 14155550123'],
  ] as const)('writes the stored number as %s', async (headerEncoding, value) => {
    mindful.change({ callbackAfterSeconds: 0, headerName: 'X-User-To-User', headerEncoding });
    transfer({ headers: new Map([['X-USER-TO-USER', CALLER]]) });
    await clock.advance(12);
    expect(returns[0]?.invitation.headers).toEqual({ 'X-User-To-User': value });
  });

  it('sends no header when it received none', async () => {
    mindful.change({ callbackAfterSeconds: 0 });
    transfer({ headers: new Map() });
    await clock.advance(12);
    expect(returns[0]?.invitation.headers).toEqual({});
  });

  it.each<[BehaviourName, string[]]>([
    ['busy', ['(486)']],
    ['refuses', ['(603)']],
    ['unreachable', []],
    ['answers-and-hangs-up', ['(rings)', '(answers)', '(hangs up)']],
    [
      'registration-off',
      ['(rings)', '(answers)', 'We are unable to offer callbacks at this time. Goodbye.', '(hangs up)'],
    ],
  ])('that is "%s" registers nobody', async (behaviour, heard) => {
    mindful.change({ behaviour });
    const leg = transfer();
    await clock.advance(600);
    expect(leg.heard).toEqual(heard);
    expect(mindful.callbacks()).toEqual([]);
  });

  it('hangs up within two seconds when told to', async () => {
    mindful.change({ behaviour: 'answers-and-hangs-up' });
    const leg = transfer();
    await clock.advance(2.9);
    expect(leg.heard.at(-1)).toBe('(answers)');
    await clock.advance(0.1);
    expect(leg.heard.at(-1)).toBe('(hangs up)');
  });

  it('knows no other number than its Call Targets', () => {
    expect(transfer({ user: '+13305550199' }).heard).toEqual(['(404)']);
    expect(transfer({ user: '%2B13305550100' }).heard).toEqual(['(rings)']);
  });
});
