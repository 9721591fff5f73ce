import { afterEach, describe, expect, it } from '@jest/globals';
import { requestAnswers } from '../../local/mindful/settings.ts';
import { forceWait, serveEverybody, staff } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { callbacksOf, useMindfulCentre } from '../support/mindful-centre.ts';
import { newNumber, Phone } from '../support/phone.ts';

const centre = useMindfulCentre({ registerBy: 'transfer-then-api', inQueueOffer: { afterSeconds: 30, atMost: 1 } });
const callbacks = callbacksOf(centre);

const YES = /We will call you back in about 10 minutes\. Thank you for calling\. Goodbye\./;

afterEach(async () => {
  for (const fault of ['mindful-down', 'mindful-slow', 'mindful-error', 'mindful-429', 'mindful-junk'] as const)
    centre().faults.set(fault, false);
  centre().mindful.change({
    behaviour: 'normal',
    requestAnswer: 'normal',
    userDataSet: true,
    callbackAfterSeconds: null,
  });
  await serveEverybody(centre(), 1800);
});

/** A caller who says yes before the queue, to a Mindful whose telephony is down. */
async function accepts(from = newNumber()): Promise<Phone> {
  centre().mindful.change({ behaviour: 'unreachable', callbackAfterSeconds: 600 });
  await forceWait(centre(), 300);
  const caller = await Phone.dial(centre(), from);
  await caller.hears(/press 1/, 1);
  await caller.presses('1');
  return caller;
}

const recordOf = ({ record }: Phone) => callbacks.recordOf(record.from);
const registered = ({ record }: Phone) => callbacks.atMindful(record.from).filter((state) => state !== 'cancelled');

describe('a caller whose transfer nobody answers', () => {
  it("is registered by Mindful's API, hears when the call will come, and is brought back by the number that went along", async () => {
    const caller = await accepts();
    await caller.hears(/One moment, please\. We are arranging your callback\./, 60);
    await caller.hears(YES, 10);
    await caller.isOver(10);
    caller.wentWell();
    expect(await recordOf(caller)).toMatchObject({ status: 'registered' });
    expect(registered(caller)).toHaveLength(1);

    await centre().clock.advance(620);
    const [task] = (centre().floors.get('support')?.tasks() ?? []).slice(-1);
    expect(task).toMatchObject({ priority: 5, attributes: { customerPhone: caller.record.from } });
    await staff(centre(), 5);
    await centre().clock.advance(60);
    expect(await recordOf(caller)).toMatchObject({ status: 'answered' });
  });

  it('goes straight to the API while the transfer is known to fail', async () => {
    const first = await accepts();
    await first.isOver(60);
    const second = await accepts();
    await second.hears(YES, 10);
    expect(second.documents('offer-reply').join()).not.toContain('<Dial');
    await second.isOver(10);
    expect(registered(second)).toHaveLength(1);
  });

  it('says yes on hold and is registered, and the task left behind ends', async () => {
    centre().mindful.change({ behaviour: 'unreachable', callbackAfterSeconds: 600 });
    await forceWait(centre(), 300);
    const caller = await Phone.dial(centre());
    await caller.presses('2');
    await caller.hears(/Instead of holding/, 120);
    await caller.presses('1');
    await caller.hears(YES, 60);
    await caller.isOver(10);
    caller.wentWell();
    expect(registered(caller)).toHaveLength(1);
    const tasks = centre().floors.get('support')?.tasks() ?? [];
    expect(tasks.filter(({ status }) => status === 'pending')).toEqual([]);
  });

  it('hangs up while it is arranged: who hangs up before is not called, who hangs up after is', async () => {
    const before = await accepts();
    await before.hears(/One moment, please\. We are/, 60);
    await before.hangsUp();
    await centre().clock.advance(60);
    expect(registered(before)).toEqual([]);
    const after = await accepts();
    await after.hears(YES, 60);
    await after.hangsUp();
    expect(await recordOf(after)).toMatchObject({ status: 'registered' });
  });
});

const sentences: Partial<Record<(typeof requestAnswers)[number], RegExp>> = {
  InvalidContact: /cannot call this number back/,
  RequestRefusedDueToOperationMode: /no callback can be arranged/,
};
const confirming = ['normal', 'registered-but-silent'];
/** No refusal: Mindful may have it all the same, and is asked again later. */
const unclear: readonly string[] = ['DuplicateRequest', 'silent'];
const refusals = requestAnswers.filter((answer) => !confirming.includes(answer));

describe('a second way that does not work either', () => {
  it.each(refusals)(
    '(%s) leads the caller into the queue, after a sentence and without a yes',
    async (requestAnswer) => {
      centre().mindful.change({ requestAnswer });
      const sinceMs = centre().clock.nowMs();
      const caller = await accepts();
      await caller.hears(sentences[requestAnswer] ?? /could not arrange a callback/, 90);
      await caller.isPutInTheQueue(15);
      caller.neverHeard(YES);
      caller.wentWell();
      const status = unclear.includes(requestAnswer) ? 'in-doubt' : 'refused';
      expect(await recordOf(caller)).toMatchObject({ status });
      expect(registered(caller)).toEqual([]);
      expect(counted(centre(), 'RegistrationFailed', sinceMs)).toBe(1);
      await staff(centre(), 1);
      await caller.reaches('talking to an agent', 60);
    },
  );

  it.each(refusals)('(%s, slowly) leads the caller into the queue as well', async (requestAnswer) => {
    centre().mindful.change({ requestAnswer });
    const caller = await accepts();
    centre().faults.set('mindful-slow', true);
    await caller.hears(sentences[requestAnswer] ?? /could not arrange a callback/, 90);
    centre().faults.set('mindful-slow', false);
    await caller.isPutInTheQueue(15);
    caller.neverHeard(YES);
    caller.wentWell();
    expect(registered(caller)).toEqual([]);
  });

  it.each(['mindful-error', 'mindful-429'] as const)('(%s) leads the caller into the queue', async (fault) => {
    const caller = await accepts();
    centre().faults.set(fault, true);
    await caller.isPutInTheQueue(120);
    caller.neverHeard(YES);
    caller.wentWell();
    centre().faults.set(fault, false);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 60);
  });

  it('(answers of which no field has its type) tells a yes only to whom Mindful has registered', async () => {
    const caller = await accepts();
    centre().faults.set('mindful-junk', true);
    await caller.hears(/We will call you back|could not arrange a callback/, 120);
    const isTold = caller.heard().some((text) => YES.test(text));
    expect(registered(caller)).toHaveLength(Number(isTold));
  });

  it('(all of its APIs down) leads the caller into the queue', async () => {
    const caller = await accepts();
    centre().faults.set('mindful-down', true);
    await caller.hears(/could not arrange a callback/, 90);
    await caller.isPutInTheQueue(15);
    caller.neverHeard(YES);
    centre().faults.set('mindful-down', false);
  });

  it('stops the offers, for a minute, only when both ways have failed', async () => {
    centre().mindful.change({ requestAnswer: 'InvalidRequest' });
    const first = await accepts();
    await first.isPutInTheQueue(90);
    const second = await Phone.dial(centre());
    second.neverHeard(/press 1/);
    await second.isPutInTheQueue(10);
    centre().mindful.change({ requestAnswer: 'normal' });
    await centre().clock.advance(61);
    const third = await accepts();
    await third.hears(YES, 60);
  });
});

describe('a registration whose answer is lost', () => {
  it('is found by its status, and only then the caller is told yes', async () => {
    centre().mindful.change({ requestAnswer: 'registered-but-silent' });
    const caller = await accepts();
    await caller.hears(/One moment more, please/, 60);
    await caller.hears(YES, 30);
    await caller.isOver(10);
    expect(registered(caller)).toHaveLength(1);
    expect(await recordOf(caller)).toMatchObject({ status: 'registered' });
  });

  it('is made once when Twilio sends every webhook twice', async () => {
    centre().faults.set('webhook-repeat', true);
    const caller = await accepts();
    await caller.hears(YES, 90);
    centre().faults.set('webhook-repeat', false);
    await caller.isOver(10);
    expect(registered(caller)).toHaveLength(1);
  });
});

describe('the API as the only way', () => {
  it.each(['at once', 'slowly'])('registers who says yes, without any transfer, when it answers %s', async (how) => {
    const operator = { policy: { registerBy: 'api' as const }, by: 'test', why: 'test' };
    await centre().queueStates.putOperator('support', { ...operator, untilMs: centre().clock.nowMs() + 60_000 });
    if (how === 'slowly') centre().faults.set('mindful-slow', true);
    const caller = await accepts();
    await caller.hears(YES, 60);
    centre().faults.set('mindful-slow', false);
    await caller.isOver(10);
    caller.wentWell();
    expect(caller.record.transcript.filter(({ kind }) => kind === 'rings')).toEqual([]);
    expect(registered(caller)).toHaveLength(1);
  });
});

describe('without a User Data Set at Mindful', () => {
  it('the return call has priority, and the agent does not see whose it is', async () => {
    centre().mindful.change({ userDataSet: false });
    const caller = await accepts();
    await caller.hears(YES, 60);
    await centre().clock.advance(620);
    const [returnCall] = centre()
      .twilio.list()
      .filter(({ to }) => to.startsWith('sip:return-support@'))
      .slice(-1);
    expect(returnCall?.where).toMatch(/^holding/);
    const [task] = (centre().floors.get('support')?.tasks() ?? []).slice(-1);
    expect(task?.priority).toBe(5);
    expect(JSON.stringify(task?.attributes)).not.toContain(caller.record.from);
  });
});
