import { afterEach, describe, expect, it } from '@jest/globals';
import { requestAnswers } from '../../local/mindful/settings.ts';
import { forceWait, staff } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { anotherNumber, type KeyedNumber, keysIn } from '../support/keyed-number.ts';
import { callbacksOf, useMindfulCentre } from '../support/mindful-centre.ts';
import { newNumber, Phone } from '../support/phone.ts';

const policy = {
  ...{ registerBy: 'api', anotherNumber: 'everybody' },
  inQueueOffer: { afterSeconds: 20, everySeconds: 60, atMost: 3 },
};
const centre = useMindfulCentre(policy, { callableCountries: ['US'] });
const { statusOf, atMindful } = callbacksOf(centre);

const YES = /We will call you back in about 10 minutes/;

afterEach(async () => {
  for (const fault of ['mindful-slow', 'mindful-down'] as const) centre().faults.set(fault, false);
  centre().mindful.change({ requestAnswer: 'normal', webhook: 'ani-text' });
  await staff(centre(), 0);
  // Nobody remembers a failure of the API.
  await centre().clock.advance(700);
});

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
  const moments: Record<string, { comesTo(caller: Phone, another: KeyedNumber): Promise<void>; status?: string }> = {
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
