import { afterEach, describe, expect, it } from '@jest/globals';
import { forceWait, serveEverybody, staff, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { Phone } from '../support/phone.ts';

const policy = {
  returnOrder: 'place',
  placeCapSeconds: 600,
  inQueueOffer: { afterSeconds: 30, everySeconds: 3000, atMost: 1 },
};
const centre = useContactCentre({ written: queueWithMindful({ policy }) });

afterEach(async () => {
  for (const name of ['leave-keeps-task', 'taskrouter-down'] as const) centre().faults.set(name, false);
  centre().mindful.change({ behaviour: 'normal', callbackAfterSeconds: null });
  await serveEverybody(centre(), 1200);
});

const waiting = () =>
  (centre().floors.get('support')?.tasks() ?? [])
    .filter(({ status }) => status === 'pending' || status === 'reserved')
    .map(({ attributes }) => attributes['name']);

async function holds(): Promise<Phone> {
  await forceWait(centre(), 10);
  const caller = await Phone.dial(centre());
  await caller.isPutInTheQueue(10);
  return caller;
}

describe('a caller whose transfer failed', () => {
  it('gets back the place before those who came meanwhile, after an acceptance on hold', async () => {
    const sinceMs = centre().clock.nowMs();
    const first = await holds();
    await forceWait(centre(), 400);
    centre().mindful.change({ behaviour: 'unreachable' });
    await first.hears(/press 1/, 120);
    await first.presses('1');
    await first.waits(3);
    const second = await holds();
    await first.hears(/could not arrange a callback/, 60);
    await first.isPutInTheQueue(10);
    await first.waits(2);
    expect(waiting()).toEqual([first.record.from, second.record.from]);
    expect(counted(centre(), 'PlaceKept', sinceMs)).toBe(1);

    await staff(centre(), 1);
    await first.reaches('talking to an agent', 30);
    first.wentWell();
  });

  it('gets back the place before those who came meanwhile, after an acceptance before the queue', async () => {
    await forceWait(centre(), 400);
    centre().mindful.change({ behaviour: 'unreachable' });
    const first = await Phone.dial(centre());
    await first.hears(/press 1/, 1);
    await first.presses('1');
    await first.waits(3);
    const second = await holds();
    await first.hears(/could not arrange a callback/, 60);
    await first.isPutInTheQueue(10);
    await first.waits(2);
    expect(waiting()).toEqual([first.record.from, second.record.from]);
  });

  it('reaches an agent all the same when TaskRouter does not let the place be kept', async () => {
    const sinceMs = centre().clock.nowMs();
    await forceWait(centre(), 400);
    centre().mindful.change({ behaviour: 'busy' });
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/, 1);
    centre().faults.set('taskrouter-down', true);
    await caller.presses('1');
    await caller.isPutInTheQueue(60);
    await caller.waits(2);
    expect(counted(centre(), 'PlaceNotKept', sinceMs)).toBe(1);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 60);
    caller.wentWell();
  });
});

describe('a return call that takes its place instead of a priority', () => {
  it('comes after those who called before its acceptance, and before those who called later', async () => {
    const early = await holds();
    await forceWait(centre(), 400);
    centre().mindful.change({ callbackAfterSeconds: 120 });
    const accepting = await Phone.dial(centre());
    await accepting.hears(/press 1/, 1);
    await accepting.presses('1');
    await accepting.isOver(60);
    const late = await holds();
    await centre().clock.advance(150);
    expect(waiting()).toEqual([early.record.from, accepting.record.from, late.record.from]);
  });

  it('overtakes nobody who has waited as long as the cap', async () => {
    centre().mindful.change({ callbackAfterSeconds: 900 });
    await forceWait(centre(), 400);
    const accepting = await Phone.dial(centre());
    await accepting.hears(/press 1/, 1);
    await accepting.presses('1');
    await accepting.isOver(60);
    await centre().clock.advance(120);
    const patient = await holds();
    await centre().clock.advance(500);
    const newcomer = await holds();
    await centre().clock.advance(320);
    expect(waiting()).toEqual([patient.record.from, accepting.record.from, newcomer.record.from]);
  });
});

describe('a caller who takes the callback on hold', () => {
  it('leaves no task behind that an agent would answer to nobody, and none that counts as abandoned', async () => {
    centre().faults.set('leave-keeps-task', true);
    const sinceMs = centre().clock.nowMs();
    const caller = await holds();
    await forceWait(centre(), 400);
    await caller.hears(/press 1/, 120);
    await caller.presses('1');
    await caller.isOver(60);
    expect(waiting()).toEqual([]);
    expect(counted(centre(), 'LeftTaskCanceled', sinceMs)).toBe(1);
    const canceled = centre()
      .logs.latest(500)
      .map(({ line }) => line as { event?: string; canceledReason?: string });
    expect(canceled.filter(({ canceledReason }) => canceledReason === 'left for a callback')).toEqual([]);
    caller.wentWell();
  });
});
