import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { requestAnswers } from '../../local/mindful/settings.ts';
import { phoneNumber } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { newNumber, Phone } from '../support/phone.ts';

const written = queueWithMindful({
  policy: {
    ...{ registerBy: 'api', anotherNumber: 'everybody' },
    inQueueOffer: { afterSeconds: 20, everySeconds: 60, atMost: 3 },
  },
  callTarget: { id: '4711' },
});
const queues = written.queues.map((queue) => ({ ...queue, callableCountries: ['US'] }));
const centre = useContactCentre({ written: { ...written, queues } });

const YES = /We will call you back in about 10 minutes/;

// A busy machine may be slow to serve the very first yes, which a function that has just started answers.
beforeAll(async () => {
  await forceWait(centre(), 300);
  const first = await Phone.dial(centre());
  await first.presses('1');
  await centre().clock.advance(60);
  if (first.record.where !== 'ended') await first.hangsUp();
});

afterEach(async () => {
  for (const fault of ['mindful-slow', 'mindful-down'] as const) centre().faults.set(fault, false);
  centre().mindful.change({ requestAnswer: 'normal', webhook: 'ani-text' });
  await staff(centre(), 0);
  // Nobody remembers a failure of the API.
  await centre().clock.advance(700);
});

let keyed = 0;
function anotherNumber() {
  keyed += 1;
  const keys = `415558${String(keyed).padStart(4, '0')}`;
  return { keys, number: phoneNumber(`+1${keys}`), spoken: new RegExp(`plus 1, ${Array.from(keys).join(', ')}\\.`) };
}
type Another = ReturnType<typeof anotherNumber>;

const places = ['before the queue', 'on hold'] as const;
type Place = (typeof places)[number];

async function isOffered(place: Place, from = newNumber()): Promise<Phone> {
  centre().mindful.change({ callbackAfterSeconds: 600 });
  await forceWait(centre(), 300);
  const caller = await Phone.dial(centre(), from);
  if (place === 'before the queue') return caller;
  await caller.presses('2');
  await caller.hears(/Instead of holding/, 60);
  return caller;
}

/** Up to the number as it is heard back. */
async function keysIn(caller: Phone, { keys, spoken }: Another): Promise<void> {
  await caller.presses('3');
  await caller.hears(/enter the number/, 5);
  await caller.presses(`${keys}#`);
  await caller.hears(spoken, 5);
}

const statusOf = async (number: string) => (await centre().callbacks.find(phoneNumber(number), 'support'))?.status;
const atMindful = (number: string) =>
  centre()
    .mindful.callbacks()
    .filter(({ customerNumber }) => customerNumber === number)
    .map(({ state }) => state);

describe.each(places)('another number that the API is given, %s', (place) => {
  it.each(['at once', 'slowly'])('is registered, told and called when Mindful answers %s', async (how) => {
    const another = anotherNumber();
    const caller = await isOffered(place);
    await keysIn(caller, another);
    if (how === 'slowly') centre().faults.set('mindful-slow', true);
    await caller.presses('1');
    await caller.hears(YES, 60);
    centre().faults.set('mindful-slow', false);
    await caller.isOver(10);
    caller.wentWell();
    expect(caller.record.transcript.filter(({ kind }) => kind === 'rings')).toEqual([]);
    expect([await statusOf(another.number), await statusOf(caller.record.from)]).toEqual(['registered', undefined]);
    expect([atMindful(another.number), atMindful(caller.record.from)]).toEqual([['waiting'], []]);
    await staff(centre(), 5);
    await centre().clock.advance(720);
    expect(await statusOf(another.number)).toBe('answered');
  });

  const unclear: readonly string[] = ['DuplicateRequest', 'silent'];
  it.each(requestAnswers.filter((answer) => !['normal', 'registered-but-silent'].includes(answer)))(
    '(%s) leads its caller into the queue, without a yes',
    async (requestAnswer) => {
      const another = anotherNumber();
      const caller = await isOffered(place);
      centre().mindful.change({ requestAnswer });
      await keysIn(caller, another);
      await caller.presses('1');
      await caller.hears(/could not arrange|cannot call this number|no callback can be arranged/, 60);
      await caller.isPutInTheQueue(15);
      caller.neverHeard(YES);
      expect(await statusOf(another.number)).toBe(unclear.includes(requestAnswer) ? 'in-doubt' : 'refused');
      await staff(centre(), 1);
      await caller.reaches('talking to an agent', 60);
      caller.wentWell();
    },
  );

  it('whose registration nobody confirmed is not called when its caller holds', async () => {
    const another = anotherNumber();
    const caller = await isOffered(place);
    centre().mindful.change({ requestAnswer: 'registered-but-silent', webhook: 'off' });
    await keysIn(caller, another);
    await caller.presses('1');
    await caller.hears(/One moment more/, 15);
    centre().faults.set('mindful-down', true);
    await caller.isPutInTheQueue(60);
    expect([await statusOf(another.number), ...atMindful(another.number)]).toEqual(['in-doubt', 'waiting']);
    centre().faults.set('mindful-down', false);
    await centre().clock.advance(120);
    expect([await statusOf(another.number), ...atMindful(another.number)]).toEqual(['called-off', 'cancelled']);
    await caller.hangsUp();
  });

  /** How far the caller comes, and what the record of the number is then. */
  const moments: Record<string, { comesTo(caller: Phone, another: Another): Promise<void>; status?: string }> = {
    'asked for the number': { comesTo: (caller) => caller.presses('3') },
    'at the number': { comesTo: keysIn },
    'told that it is arranged': {
      comesTo: async (caller, another) => {
        await keysIn(caller, another);
        await caller.presses('1');
      },
      status: 'cancelled',
    },
    'told when the call will come': {
      comesTo: async (caller, another) => {
        await keysIn(caller, another);
        await caller.presses('1');
        await caller.hears(YES, 30);
      },
      status: 'registered',
    },
  };

  it.each(Object.entries(moments))(
    'whose caller hangs up when %s is called only if Mindful has it',
    async (_, moment) => {
      const another = anotherNumber();
      const caller = await isOffered(place);
      await moment.comesTo(caller, another);
      await caller.hangsUp();
      await centre().clock.advance(30);
      expect(await statusOf(another.number)).toBe(moment.status);
      expect(atMindful(another.number)).toEqual(moment.status === 'registered' ? ['waiting'] : []);
      caller.wentWell();
    },
  );

  it.each(['silence', 'wrong keys'])('is no callback after %s at the number', async (what) => {
    const sinceMs = centre().clock.nowMs();
    const another = anotherNumber();
    const caller = await isOffered(place);
    await keysIn(caller, another);
    if (what === 'wrong keys') {
      await caller.presses('7');
      await caller.hears(another.spoken, 10);
      await caller.presses('8');
    }
    await caller.isPutInTheQueue(60);
    expect(counted(centre(), 'OfferAccepted', sinceMs)).toBe(0);
    expect(atMindful(another.number)).toEqual([]);
    caller.wentWell();
    await caller.hangsUp();
  });
});
