import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { mindfulAddresses } from '../../local/mindful/addresses.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import type { SipPeer } from '../../local/twilio/sip-peer.ts';
import { takenElsewhere } from '../../local/world/faults/call-faults.ts';
import { type FaultName, faultNames } from '../../local/world/faults/faults.ts';
import { isOfOneWebhook } from '../../local/world/faults/one-webhook-faults.ts';
import { configuration, snapshot } from '../support/builders.ts';
import { fc } from '../support/properties.ts';
import { quickCentre } from '../support/quick-centre.ts';

const shut = { timeZone: 'America/New_York', weekly: { sunday: ['03:00-03:01'] } };
const inQueueOffer = { afterSeconds: 30, everySeconds: 60, atMost: 3 };

/** Queues of every kind, each checked once. */
export const policies: Record<string, Configuration> = {
  asks: configuration({ inQueueOffer }),
  'asks in Spanish': configuration({ inQueueOffer, language: 'es-US' }),
  'lets Mindful ask': configuration({ inQueueOffer, offers: 'transfer' }),
  'offers nothing': configuration({ offers: 'off' }),
  'is closed and takes callers': configuration({ openingHours: shut }),
  'is closed and says so': configuration({ openingHours: shut, whenClosed: { kind: 'say' } }),
};

export const mindfuls = {
  confirms: 25,
  'hangs up at once': 2,
  'hangs up before it has confirmed': 10,
  'never answers': 0,
  refuses: 0,
  'hands back to hold': 0,
  'hands back as returned': 0,
  'hands on to a stranger': 0,
} as const;

const faultsToMeet = faultNames.filter(
  (name) =>
    /^(webhook|queue|dial|mindful-sip)-/.test(name) &&
    !isOfOneWebhook(name) &&
    !takenElsewhere.some((other) => other === name),
);
const faultsOfOneWebhook = faultNames.filter(isOfOneWebhook);

/** What a caller, an agent, Mindful and Twilio do, and when. */
export const journeys = fc.record({
  policy: fc.constantFrom(...Object.keys(policies)),
  mindful: fc.constantFrom(...(Object.keys(mindfuls) as (keyof typeof mindfuls)[])),
  entry: fc.constantFrom('number', 'number', 'number', 'return number', 'return-support', 'hold-support', 'nobody'),
  from: fc.constantFrom('+14155551234', '+14155551234', '+442071838750', 'anonymous', '+266696687'),
  waitSeconds: fc.constantFrom(undefined, 60, 300, 900),
  agentsAfterSeconds: fc.constantFrom(0, 20, 90, 400, undefined),
  moves: fc.array(
    fc.record({
      afterSeconds: fc.integer({ min: 0, max: 40 }),
      move: fc.oneof(
        fc.constantFrom('1', '1', '1', '2', '7', '#', 'hang up', 'table down', 'table up', 'task gone', 'all well'),
        fc.constantFrom(...faultsToMeet),
        fc.constantFrom(...faultsOfOneWebhook),
      ),
    }),
    { maxLength: 8 },
  ),
});

export type Journey = typeof journeys extends fc.Arbitrary<infer T> ? T : never;

/** The longest that anybody holds here. */
const PATIENCE_SECONDS = 500;

/** Plays a journey to the end of its call. */
export async function play(journey: Journey): Promise<CallRecord> {
  const centre = quickCentre(
    policies[journey.policy] ?? configuration(),
    mindfulOf(journey.mindful, () => centre.clock),
  );
  if (journey.waitSeconds !== undefined) sample(centre, journey.waitSeconds);
  if (journey.agentsAfterSeconds !== undefined) centre.clock.after(journey.agentsAfterSeconds, () => centre.staff(1));
  const callSid = enter(centre, journey);
  await centre.clock.settle();
  for (const { afterSeconds, move } of journey.moves) {
    await centre.clock.advance(afterSeconds);
    make(move, centre, callSid);
    await centre.clock.settle();
  }
  const record = centre.twilio.get(callSid);
  if (!record) throw new Error('the call has vanished');
  for (let waited = 0; waited < PATIENCE_SECONDS && record.where !== 'ended'; waited += 100)
    await centre.clock.advance(100);
  if (centre.twilio.hangUp(callSid)) await centre.clock.settle();
  await centre.clock.advance(60);
  return record;
}

type Centre = ReturnType<typeof quickCentre>;

/** The wait stays what it is, sampled once a minute. */
function sample(centre: Centre, waitSeconds: number): void {
  centre.table.state.snapshot = snapshot(waitSeconds, { sampledAtMs: centre.clock.nowMs() });
  centre.clock.after(60, () => sample(centre, waitSeconds));
}

function enter({ twilio }: Centre, { entry, from }: Journey): string {
  if (entry === 'number') return twilio.call({ from, to: '+14155550100' }).callSid;
  if (entry === 'return number') return twilio.call({ from, to: '+14155550109' }).callSid;
  const answer = twilio.sipCall({
    ...{
      to: `sip:${entry}@local.sip.twilio.com`,
      from: 'sip:+13305550100@54.165.17.177',
      sourceIp: mindfulAddresses[0],
    },
    headers: { 'x-user-to-user': from },
  });
  if ('refused' in answer) throw new Error('the SIP domain refused Mindful');
  return answer.callSid;
}

function make(move: string, { twilio, table, faults }: Centre, callSid: string): void {
  if (/^[0-9#]$/.test(move)) twilio.press(callSid, move);
  else if (move === 'hang up') twilio.hangUp(callSid);
  else if (move === 'table down' || move === 'table up') table.isDown = move === 'table down';
  else if (move === 'task gone') {
    table.abandonedCalls.set(callSid, Number.POSITIVE_INFINITY);
    table.state = { ...table.state, abandonedCallsUntilMs: Number.POSITIVE_INFINITY };
  } else {
    for (const name of faultNames) faults.set(name, false);
    if (move !== 'all well') faults.set(move as FaultName, true);
  }
}

function mindfulOf(name: keyof typeof mindfuls, clock: () => Centre['clock']): SipPeer {
  return {
    invite: (_, leg) => {
      if (name === 'never answers') return;
      if (name === 'refuses') {
        leg.refuse(503);
        return;
      }
      const after = (seconds: number, action: () => void) => clock().after(seconds, action);
      leg.ring();
      after(1, () => leg.answer());
      if (name === 'hands back to hold') after(8, () => leg.refer('sip:hold-support@local.sip.twilio.com'));
      else if (name === 'hands back as returned') after(8, () => leg.refer('sip:return-support@local.sip.twilio.com'));
      else if (name === 'hands on to a stranger') after(8, () => leg.refer('sip:+19005550100@premium.example.com'));
      else after(1 + mindfuls[name], () => leg.hangUp());
    },
  };
}
