import { describe, expect, it } from '@jest/globals';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import type { SipPeer } from '../../local/twilio/sip-peer.ts';
import type { WebhookReply } from '../../local/twilio/webhook-transport.ts';
import type { WebhookFaults } from '../../local/twilio/webhooks.ts';
import { configuration, snapshot } from '../support/builders.ts';
import { quickCentre } from '../support/quick-centre.ts';

const FROM = '+14155551234';
const HALF_AN_HOUR = 1800;

/** What is done during a call, by its second. */
type Script = readonly (readonly [second: number, press: string | 'an agent comes'])[];

/** The offers on hold come after 300, 1050 and 1800 seconds of music, and the last of them is accepted. */
const policies = {
  'a callback after half an hour': { inQueueOffer: { afterSeconds: 300, everySeconds: 750, atMost: 3 } },
  'an agent after half an hour': { offers: 'off' },
};

type Story = keyof typeof policies;

const unavailable: WebhookReply = { kind: 'answer', status: 503, contentType: 'text/html', body: '' };

interface Failure {
  /** Which of the call's webhooks, counted from none. */
  webhook: number;
  /** Whether the service had done its work before the answer was lost. */
  withEffect: boolean;
}

/** The first attempt of one webhook is answered 503; everything else goes through. */
function failing(failure: Failure | undefined): WebhookFaults & { count(): number } {
  const seen: string[] = [];
  return {
    count: () => seen.length,
    around: async (request, send) => {
      const token = request.headers['i-twilio-idempotency-token'] ?? '';
      const isRetry = seen.includes(token);
      if (!isRetry) seen.push(token);
      if (isRetry || seen.length - 1 !== failure?.webhook) return send(request);
      if (failure.withEffect) await send(request);
      return unavailable;
    },
  };
}

/** Twenty-six seconds of Mindful's voice, then the end of its leg. */
const mindful = (clock: () => ReturnType<typeof quickCentre>['clock']): SipPeer => ({
  invite: (_, leg) => {
    leg.ring();
    clock().after(1, () => leg.answer());
    clock().after(27, () => leg.hangUp());
  },
});

function open(story: Story, failure?: Failure) {
  const wire = failing(failure);
  const peer = mindful(() => centre.clock);
  const centre: ReturnType<typeof quickCentre> = quickCentre(configuration(policies[story]), peer, {}, wire);
  const sample = () => {
    centre.table.state.snapshot = snapshot(4000, { sampledAtMs: centre.clock.nowMs() });
    centre.clock.after(60, sample);
  };
  sample();
  const { callSid } = centre.twilio.call({ from: FROM, to: '+14155550100' });
  const call = centre.twilio.get(callSid) as CallRecord;
  return { centre, wire, call };
}

type Opened = ReturnType<typeof open>;

async function outcomeOf({ centre, call, wire }: Opened) {
  await centre.clock.advance(300);
  return {
    webhooks: wire.count(),
    lived: {
      where: call.where,
      transcript: call.transcript.map(({ order: _, ...entry }) => entry),
      faults: call.faults,
      counted: centre.log.counted().sort(),
      callback: await centre.callbacks.find(FROM as never, 'support'),
      tasks: call.taskSids.length,
    },
  };
}

/** Plays the call once without failures, and writes down what the caller did and when. */
async function rehearse(story: Story) {
  const opened = open(story);
  const { centre, call } = opened;
  const script: [number, string][] = [];
  let offers = 0;
  for (let second = 0; call.where !== 'ended' && second < 3600; second += 1) {
    const heard = call.transcript.filter(({ text }) => text.startsWith('Instead of holding')).length;
    if (heard > offers) {
      offers += 1;
      const digit = offers === 3 ? '1' : '2';
      script.push([second, digit]);
      centre.twilio.press(call.callSid, digit);
    }
    if (second === HALF_AN_HOUR && story === 'an agent after half an hour') {
      script.push([second, 'an agent comes']);
      centre.staff(1);
    }
    await centre.clock.advance(1);
  }
  return { script, ...(await outcomeOf(opened)) };
}

async function replay(story: Story, script: Script, failure: Failure) {
  const opened = open(story, failure);
  const { centre, call } = opened;
  let now = 0;
  for (const [second, what] of script) {
    await centre.clock.advance(second - now);
    now = second;
    if (what === 'an agent comes') centre.staff(1);
    else centre.twilio.press(call.callSid, what);
  }
  return outcomeOf(opened);
}

describe('T2: a call of half an hour, of whose webhooks one is answered 503', () => {
  it.each(Object.keys(policies) as Story[])(
    '%s: the caller never notices, whichever it is',
    async (story) => {
      const { script, webhooks, lived } = await rehearse(story);
      expect(lived).toMatchObject({ where: 'ended', faults: [] });
      expect(webhooks).toBeGreaterThan(60);
      for (let webhook = 0; webhook < webhooks; webhook += 1) {
        for (const withEffect of [false, true]) {
          const replayed = await replay(story, script, { webhook, withEffect });
          expect({ webhook, withEffect, ...replayed.lived }).toEqual({ webhook, withEffect, ...lived });
        }
      }
    },
    120_000,
  );
});
