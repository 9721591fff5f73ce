import { afterEach, describe, expect, it } from '@jest/globals';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { callFaultDescriptions } from '../../local/world/faults/call-faults.ts';
import { type FaultName, faultNames } from '../../local/world/faults/faults.ts';
import { phoneNumber } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { newNumber, Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { inQueueOffer: { afterSeconds: 30, everySeconds: 30, atMost: 5 } } });

afterEach(async () => {
  for (const name of faultNames) centre().faults.set(name, false);
  await centre().clock.advance(120);
});

const failures = (Object.keys(callFaultDescriptions) as FaultName[]).filter(
  (name) => /^(dial|mindful-sip)-/.test(name) && name !== 'dial-answered',
);

async function accepting(number = newNumber()): Promise<Phone> {
  await forceWait(centre(), 300);
  const caller = await Phone.dial(centre(), number);
  await caller.hears(/press 1/);
  await caller.presses('1');
  return caller;
}

describe('a caller whose transfer ends with', () => {
  it.each(failures)(
    '%s is back in the queue after one apology, never offered a callback again in this call',
    async (fault) => {
      centre().faults.set(fault, true);
      const caller = await accepting();
      await caller.hears(/could not arrange a callback/, 2);
      await caller.isPutInTheQueue(10);
      await caller.waits(120);
      expect(caller.record.where).toMatch(/^holding/);
      expect(caller.heard().filter((text) => /could not arrange/.test(text))).toHaveLength(1);
      expect(caller.heard().filter((text) => /press 1/.test(text))).toHaveLength(1);
      caller.neverHeard(/call you back|Thank you for calling/);
      await caller.hangsUp();
      caller.wentWell();
    },
  );

  it('all of them are tried', () => expect(failures).toHaveLength(17 + 6));

  it('an answer, reported as "answered", hears goodbye', async () => {
    centre().faults.set('dial-answered', true);
    const caller = await accepting();
    await caller.hears(/Thank you for calling/, 2);
    await caller.isOver(10);
  });
});

describe('Mindful hands a caller on by SIP REFER', () => {
  it.each([
    { to: 'sip:hold-support@local.sip.twilio.com', priority: 0 },
    { to: 'SIP:Hold-Support@local.sip.twilio.com:5061;transport=tls', priority: 0 },
    { to: 'sip:return-support@local.sip.twilio.com', priority: 5 },
    { to: 'sip:+19005550100@premium.example.com', priority: 0 },
    { to: 'sip:hold-support', priority: 0 },
  ])(
    'to $to: the caller is queued with priority $priority, and the address is never dialled',
    async ({ to, priority }) => {
      const caller = await accepting();
      await caller.reaches('at Mindful', 10);
      centre().twilio.refer(caller.record.callSid, to);
      await caller.isPutInTheQueue(10);
      expect(centre().floors.get('support')?.tasks()[0]).toMatchObject({ priority });
      for (const { body } of caller.record.webhooks) expect(body).not.toMatch(/premium|<Number|<Refer/);
      await caller.waits(120);
      expect(caller.heard().filter((text) => /press 1/.test(text))).toHaveLength(1);
      await caller.hangsUp();
    },
  );

  it('to the queue: after the agent the call is over, and the caller never meets Mindful again', async () => {
    const caller = await accepting();
    await caller.reaches('at Mindful', 10);
    centre().twilio.refer(caller.record.callSid, 'sip:hold-support@local.sip.twilio.com');
    await caller.isPutInTheQueue(10);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 30);
    await caller.isOver(200);
    const met = caller.record.transcript.filter(({ kind }) => kind === 'connected').map(({ text }) => text);
    expect(met).toEqual(['Mindful', expect.stringMatching(/^Agent/)]);
    caller.wentWell();
    await staff(centre(), 0);
  });

  it('to the return address: the callback is kept when an agent takes the call', async () => {
    const sinceMs = centre().clock.nowMs();
    const caller = await accepting();
    await caller.reaches('at Mindful', 10);
    centre().twilio.refer(caller.record.callSid, 'sip:return-support@local.sip.twilio.com');
    await caller.isPutInTheQueue(10);
    const find = () => centre().callbacks.find(phoneNumber(caller.record.from), 'support');
    expect(await find()).toMatchObject({ status: 'returned', returnCallSid: caller.record.callSid });
    expect(counted(centre(), 'CallbackReturned', sinceMs)).toBe(1);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 30);
    expect(await find()).toMatchObject({ status: 'answered' });
    await caller.hangsUp();
    await staff(centre(), 0);
  });
});

async function statusOf({ record }: Phone) {
  const number = parsePhoneNumber(record.from);
  return number && (await centre().callbacks.find(number, 'support'))?.status;
}

describe('a caller whom Mindful has taken, while the report of its answer is lost,', () => {
  it.each([
    { until: 'Mindful hangs up', leave: (caller: Phone) => caller.isOver(60) },
    { until: 'the caller hangs up', leave: (caller: Phone) => caller.hangsUp() },
  ])('waits for the callback when $until', async ({ leave }) => {
    centre().mindful.change({ webhook: 'off' });
    const caller = await accepting();
    await caller.reaches('calling Mindful', 5);
    centre().faults.set('webhook-404', true);
    await caller.reaches('at Mindful', 5);
    centre().faults.set('webhook-404', false);
    expect(await statusOf(caller)).toBe('requested');
    await caller.hears(/We will call you back/, 20);
    await caller.waits(10);
    await leave(caller);
    await caller.waits(5);
    expect(await statusOf(caller)).toBe('transferred');
    centre().mindful.change({ webhook: 'ani-text' });
  });
});
