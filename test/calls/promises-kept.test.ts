import { afterEach, describe, expect, it } from '@jest/globals';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { forceWait, serveEverybody, staff, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { newNumber, Phone } from '../support/phone.ts';

const policy = { returnGraceSeconds: 300, lostCallbackTask: true };
/** Mindful's history is asked once more before a callback is lost. */
const ASKED_AGAIN_SECONDS = 1200;
const centre = useContactCentre({ written: queueWithMindful({ policy, callTarget: { id: '4711' } }) });

afterEach(async () => {
  centre().mindful.change({ behaviour: 'normal', webhook: 'ani-text', retries: 0, callbackAfterSeconds: 200 });
  await serveEverybody(centre(), 1800 + ASKED_AGAIN_SECONDS);
});

/** Somebody who accepts a callback of Mindful's, due 200 seconds later. */
async function accepts(from = newNumber()): Promise<Phone> {
  await forceWait(centre(), 300);
  const caller = await Phone.dial(centre(), from);
  await caller.hears(/press 1/, 1);
  await caller.presses('1');
  await caller.isOver();
  caller.wentWell();
  return caller;
}

async function recordOf({ record }: Phone) {
  const number = parsePhoneNumber(record.from);
  return number && (await centre().callbacks.find(number, 'support'));
}

/** Until the callback counts as lost and has its task. */
async function loses(caller: Phone): Promise<void> {
  for (let minute = 0; minute < 45 && (await recordOf(caller))?.status !== 'lost'; minute += 1) {
    await centre().clock.advance(60);
  }
  expect(await recordOf(caller)).toMatchObject({ status: 'lost' });
}

/** The queue as the sampler sees it now, with no wait forced on it. */
async function sampled() {
  const floor = centre().floors.get('support');
  if (floor) await centre().sampling.force(floor.queue, null);
  return centre().sampling.snapshot('support');
}

const returnCalls = () =>
  centre()
    .twilio.list()
    .filter(({ to }) => to.startsWith('sip:return-support@'));
const tasks = () => centre().floors.get('support')?.tasks() ?? [];
const lostTasks = () => tasks().filter(({ attributes }) => attributes['type'] === 'lost-callback');

describe("Mindful's webhook", () => {
  it.each(['ani-text', 'ani-number'] as const)('(%s) confirms the callback with its real due time', async (webhook) => {
    centre().mindful.change({ webhook, callbackAfterSeconds: 1234 });
    const sinceMs = centre().clock.nowMs();
    const caller = await accepts();
    const record = await recordOf(caller);
    const [callback] = centre().mindful.callbacks().slice(-1);
    expect(record).toMatchObject({ status: 'registered', dueAtMs: callback?.dueAtMs });
    expect(counted(centre(), 'CallbackRegistered', sinceMs)).toBe(1);
  });

  it('says when a callback as soon as possible is due: one of half an hour is not lost after a quarter of an hour', async () => {
    centre().mindful.change({ behaviour: 'forgets', callbackAfterSeconds: 1800 });
    const sinceMs = centre().clock.nowMs();
    const caller = await accepts();
    await centre().clock.advance(1500);
    expect(await recordOf(caller)).toMatchObject({ status: 'registered' });
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(0);
  });

  it('changes nothing when it comes twice', async () => {
    centre().faults.set('webhook-repeat', true);
    const sinceMs = centre().clock.nowMs();
    const caller = await accepts();
    centre().faults.set('webhook-repeat', false);
    expect(await recordOf(caller)).toMatchObject({ status: 'registered' });
    expect(counted(centre(), 'CallbackRegistered', sinceMs)).toBe(1);
  });
});

describe('a confirmed callback that never comes', () => {
  it('is lost once its grace is over, once, and an agent gets the task to call the person', async () => {
    centre().mindful.change({ behaviour: 'forgets', callbackAfterSeconds: 200 });
    const sinceMs = centre().clock.nowMs();
    const caller = await accepts();
    await centre().clock.advance(420);
    expect(await recordOf(caller)).toMatchObject({ status: 'registered' });
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(0);
    await centre().clock.advance(400 + ASKED_AGAIN_SECONDS);
    expect(await recordOf(caller)).toMatchObject({ status: 'lost' });
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(1);
    expect(lostTasks()).toMatchObject([
      { priority: 5, attributes: { customerPhone: caller.record.from, lostCallback: { quotedWaitSeconds: 300 } } },
    ]);
    await staff(centre(), 1);
    await centre().clock.advance(120);
    expect(lostTasks().filter(({ status }) => status === 'pending')).toEqual([]);
  });

  it('still becomes a task when TaskRouter is down at first, and is reported once', async () => {
    centre().mindful.change({ behaviour: 'forgets', callbackAfterSeconds: 200 });
    const sinceMs = centre().clock.nowMs();
    const caller = await accepts();
    centre().faults.set('taskrouter-down', true);
    await centre().clock.advance(900 + ASKED_AGAIN_SECONDS);
    expect(await recordOf(caller)).toMatchObject({ status: 'lost' });
    centre().faults.set('taskrouter-down', false);
    await centre().clock.advance(180);
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(1);
    expect(lostTasks()).toHaveLength(1);
  });

  it('is reported before anything is tried about it, after the sample of the queue', async () => {
    centre().mindful.change({ behaviour: 'forgets', callbackAfterSeconds: 200 });
    const caller = await accepts();
    const sinceMs = centre().clock.nowMs();
    centre().faults.set('taskrouter-down', true);
    await loses(caller);
    centre().faults.set('taskrouter-down', false);
    const lines = centre()
      .logs.latest(1000)
      .filter(({ atMs }) => atMs > sinceMs)
      .map(({ line }) => JSON.stringify(line));
    const last = (text: string) => lines.findLastIndex((line) => line.includes(text));
    expect(last('"SnapshotWritten":1')).toBeGreaterThan(-1);
    expect(last('"CallbackLost":1')).toBeGreaterThan(last('"SnapshotWritten":1'));
    expect(last('CB106')).toBeGreaterThan(last('"CallbackLost":1'));
  });

  it('is no call for an agent who has one: the task waits for the end of it, on the channel of the calls', async () => {
    centre().mindful.change({ behaviour: 'forgets', callbackAfterSeconds: 200 });
    await accepts();
    await centre().clock.advance(60);
    await staff(centre(), 1);
    centre().floors.get('support')?.change({ handleSeconds: 3000 });
    const other = await Phone.dial(centre());
    await other.reaches('talking to an agent', 60);
    await centre().clock.advance(900 + ASKED_AGAIN_SECONDS);
    expect(lostTasks()).toMatchObject([{ status: 'pending', channel: 'voice' }]);
    const snapshot = await sampled();
    expect(snapshot?.statistics).toMatchObject({ pendingTasks: 0, longestTaskWaitingSeconds: 0, lostCallbackTasks: 1 });
    centre().floors.get('support')?.change({ handleSeconds: 60 });
    await other.hangsUp();
  });

  it('is counted as returned when Mindful calls after all, and its task is taken back', async () => {
    centre().mindful.change({ behaviour: 'forgets', callbackAfterSeconds: 200 });
    const sinceMs = centre().clock.nowMs();
    const caller = await accepts();
    await loses(caller);
    expect(lostTasks()).toMatchObject([{ status: 'pending' }]);

    centre().twilio.sipCall({
      ...{ to: 'sip:return-support@local.sip.twilio.com', from: 'sip:+13305550100@54.165.17.177' },
      ...{ sourceIp: '54.165.17.177', headers: { 'x-user-to-user': caller.record.from } },
    });
    await centre().clock.advance(5);
    expect(await recordOf(caller)).toMatchObject({ status: 'returned' });
    expect(counted(centre(), 'CallbackReturned', sinceMs)).toBe(1);
    expect(counted(centre(), 'LostTaskTakenBack', sinceMs)).toBe(1);
    expect(lostTasks()).toEqual([]);

    await staff(centre(), 1);
    await centre().clock.advance(60);
    expect(await recordOf(caller)).toMatchObject({ status: 'answered' });
  });

  it("is not measured as a caller's wait when an agent takes the task", async () => {
    centre().mindful.change({ behaviour: 'forgets', callbackAfterSeconds: 200 });
    await loses(await accepts());
    const sinceMs = centre().clock.nowMs();
    await staff(centre(), 1);
    await centre().clock.advance(30);
    expect(lostTasks()).toMatchObject([{ status: 'assigned' }]);
    expect(counted(centre(), 'ActualWait', sinceMs)).toBe(0);
    await centre().clock.advance(60);
    const snapshot = await sampled();
    expect(snapshot?.statistics).toMatchObject({ acceptedInLast5Minutes: 0, averageAcceptanceSeconds: 0 });
  });

  it('is nobody’s loss when Mindful never confirmed it: it lapses two hours after it was due', async () => {
    centre().mindful.change({ behaviour: 'forgets', webhook: 'off' });
    const sinceMs = centre().clock.nowMs();
    const caller = await accepts();
    await centre().clock.advance(7300);
    expect(await recordOf(caller)).toMatchObject({ status: 'transferred' });
    await centre().clock.advance(300);
    expect(await recordOf(caller)).toMatchObject({ status: 'expired' });
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(0);
  });
});

describe('a customer who hangs up on the return call before an agent comes', () => {
  it('is counted, may be called again by Mindful, and reaches an agent then', async () => {
    centre().mindful.change({ retries: 1, retryAfterSeconds: 120 });
    const sinceMs = centre().clock.nowMs();
    const caller = await accepts();
    await centre().clock.advance(230);
    const first = returnCalls().at(-1);
    expect(await recordOf(caller)).toMatchObject({ status: 'returned' });
    centre().twilio.hangUp(first?.callSid ?? '');
    await centre().clock.advance(5);
    expect(await recordOf(caller)).toMatchObject({ status: 'abandoned' });
    expect(counted(centre(), 'CallbackAbandoned', sinceMs)).toBe(1);

    await centre().clock.advance(130);
    const second = returnCalls().at(-1);
    expect(second?.callSid).not.toBe(first?.callSid);
    expect(tasks()[0]).toMatchObject({ priority: 5, attributes: { customerPhone: caller.record.from } });
    await staff(centre(), 1);
    await centre().clock.advance(30);
    expect(second?.where).toBe('talking to an agent');
    await centre().clock.advance(120);
    expect(await recordOf(caller)).toMatchObject({ status: 'answered' });
    expect(counted(centre(), 'CallbackLost', sinceMs)).toBe(0);
  });
});

describe('what Mindful does with a caller whom it hands back or will not take', () => {
  it.each(['maximum-reached', 'choose-hold'] as const)(
    '%s: the caller holds for an agent, without another offer',
    async (behaviour) => {
      centre().mindful.change({ behaviour });
      await forceWait(centre(), 300);
      const caller = await Phone.dial(centre());
      await caller.hears(/press 1/, 1);
      await caller.presses('1');
      await caller.isPutInTheQueue(60);
      expect(await recordOf(caller)).toMatchObject({ status: 'chose-hold' });
      await staff(centre(), 1);
      await caller.reaches('talking to an agent', 60);
      await caller.isOver();
      caller.wentWell();
    },
  );

  it.each(['duplicate', 'out-of-hours', 'registration-off'] as const)(
    '%s: the caller hears an apology and holds for an agent',
    async (behaviour) => {
      centre().mindful.change({ behaviour });
      await centre().clock.advance(120);
      await forceWait(centre(), 300);
      const caller = await Phone.dial(centre());
      await caller.hears(/press 1/, 1);
      await caller.presses('1');
      await caller.hears(/could not arrange a callback/, 30);
      await caller.isPutInTheQueue(30);
      expect(await recordOf(caller)).toMatchObject({ status: 'refused' });
      await staff(centre(), 1);
      await caller.reaches('talking to an agent', 60);
      await caller.isOver();
      caller.wentWell();
      await centre().clock.advance(70);
    },
  );

  it('never lets it hang up on somebody whose callback is pending: they are told here and hold', async () => {
    centre().mindful.change({ callbackAfterSeconds: 1000 });
    const first = await accepts();
    const second = await Phone.dial(centre(), first.record.from);
    await second.hears(/already arranged to call you back/, 1);
    await second.isPutInTheQueue(20);
    await staff(centre(), 1);
    await second.reaches('talking to an agent', 60);
    await second.isOver();
    second.wentWell();
  });
});
