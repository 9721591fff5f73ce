import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { anotherNumber, keysIn } from '../support/keyed-number.ts';
import { callbacksOf, sayFirstYes } from '../support/mindful-centre.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { newNumber, Phone } from '../support/phone.ts';

const written = queueWithMindful({
  policy: { anotherNumber: 'everybody', inQueueOffer: { afterSeconds: 20, everySeconds: 60, atMost: 3 } },
});
const queues = written.queues.map((queue) => ({ ...queue, callableCountries: ['US', 'DE'] }));
const centre = useContactCentre({ written: { ...written, queues } });

beforeAll(() => sayFirstYes(centre()));

afterEach(async () => {
  centre().faults.set('dynamodb-down', false);
  centre().mindful.change({ behaviour: 'normal' });
  await staff(centre(), 0);
});

async function dials(from?: string): Promise<Phone> {
  await forceWait(centre(), 300);
  return Phone.dial(centre(), from);
}

const { statusOf, atMindful } = callbacksOf(centre);
const openTasks = ({ record }: Phone) =>
  (centre().floors.get('support')?.tasks() ?? []).filter(
    ({ status, attributes }) => attributes['call_sid'] === record.callSid && /pending|reserved/.test(status),
  );

const toTheQueue = (caller: Phone) => caller.isPutInTheQueue(60);

describe('another number', () => {
  it('is keyed in, heard back, confirmed, registered and called', async () => {
    const another = anotherNumber();
    const caller = await dials();
    await caller.hears(/on another number, press 3/, 30);
    await keysIn(caller, another);
    await caller.presses('1');
    await caller.hears(/We will call you back/, 60);
    await caller.isOver(60);
    caller.wentWell();
    const [document = ''] = caller.documents('confirm-number');
    expect(document).toContain(`callerId="${another.number}"`);
    expect(document).toContain(`x-user-to-user=%2B1${another.keys}`);
    expect(await statusOf(another.number)).toBe('registered');
    expect(await statusOf(caller.record.from)).toBeUndefined();
    expect([atMindful(another.number), atMindful(caller.record.from)]).toEqual([['waiting'], []]);
    await staff(centre(), 1);
    await centre().clock.advance(1200);
    expect(await statusOf(another.number)).toBe('answered');
  });

  it('is the only one of a caller who withholds theirs, and of one who may not be called', async () => {
    for (const from of ['anonymous', '+881612345678']) {
      const another = anotherNumber();
      const caller = await dials(from);
      await caller.hears(/press 1/, 1);
      caller.neverHeard(/press 3/);
      await keysIn(caller, another, '1');
      await caller.presses('1');
      await caller.isOver(60);
      caller.wentWell();
      expect(await statusOf(another.number)).toBe('registered');
    }
  });

  it('is taken on hold as well, and the task is ended', async () => {
    for (const from of [newNumber(), 'anonymous']) {
      const another = anotherNumber();
      const caller = await dials(from);
      await caller.presses('2');
      await caller.hears(/Instead of holding/, 60);
      await keysIn(caller, another, from === 'anonymous' ? '1' : '3');
      await caller.presses('1');
      await caller.hears(/We will call you back/, 60);
      await caller.isOver(60);
      caller.wentWell();
      expect(await statusOf(another.number)).toBe('registered');
      expect(openTasks(caller)).toEqual([]);
    }
  });

  it('is in no line of the log, and why one was refused is', async () => {
    const caller = await dials();
    await caller.presses('3');
    await caller.presses('9002345678#');
    await caller.hears(/cannot call that number/, 5);
    await caller.presses('4155551#');
    await caller.hears(/not a complete phone number/, 5);
    await toTheQueue(caller);
    await caller.hangsUp();
    const lines = centre()
      .logs.latest(1000)
      .map(({ line }) => line as { callSid?: string; because?: string })
      .filter(({ callSid }) => callSid === caller.record.callSid);
    expect(lines.flatMap(({ because }) => because ?? [])).toEqual(['not-callable', 'incomplete']);
    expect(JSON.stringify(lines)).not.toMatch(/9002345678|4155551/);
  });
});

/** Who comes so far, and what they do then. */
const mistakes: Record<string, (caller: Phone) => Promise<void>> = {
  'says nothing when asked for a number': async (caller) => {
    await caller.presses('3');
    await caller.hears(/enter the number/, 5);
  },
  'keys in half a number and waits, twice': async (caller) => {
    await caller.presses('3');
    await caller.presses('415');
    await caller.hears(/not a complete phone number/, 30);
    await caller.hears(/enter the number/, 5);
    await caller.presses('415');
    await caller.hears(/not a complete phone number/, 30);
  },
  'says nothing when the number is heard back': (caller) => keysIn(caller, anotherNumber()),
  'presses a wrong key then, twice': async (caller) => {
    const another = anotherNumber();
    await keysIn(caller, another);
    await caller.presses('7');
    await caller.hears(/not one of the choices/, 5);
    await caller.hears(another.spoken, 5);
    await caller.presses('8');
  },
  'keys in a second number and is content with neither': async (caller) => {
    await keysIn(caller, anotherNumber());
    await caller.presses('2');
    await caller.hears(/enter the number/, 5);
    const second = anotherNumber();
    await caller.presses(`${second.keys}#`);
    await caller.hears(second.spoken, 5);
    await caller.presses('2');
  },
};

const places = ['before the queue', 'on hold'] as const;

async function isOfferedAt(place: (typeof places)[number]): Promise<Phone> {
  const caller = await dials();
  if (place === 'before the queue') return caller;
  await caller.presses('2');
  await caller.hears(/Instead of holding/, 60);
  return caller;
}

describe.each(places)('%s, a caller', (place) => {
  const isOffered = () => isOfferedAt(place);

  it.each(Object.entries(mistakes))('who %s holds for an agent, without a callback', async (_, comesToIt) => {
    const sinceMs = centre().clock.nowMs();
    const caller = await isOffered();
    await comesToIt(caller);
    await toTheQueue(caller);
    expect(counted(centre(), 'OfferAccepted', sinceMs)).toBe(0);
    await caller.hangsUp();
    caller.wentWell();
  });

  it('holds when the table is down at the last key, and nothing is promised', async () => {
    const another = anotherNumber();
    const caller = await isOffered();
    await keysIn(caller, another);
    centre().faults.set('dynamodb-down', true);
    await caller.presses('1');
    await toTheQueue(caller);
    caller.neverHeard(/call you back/);
    centre().faults.set('dynamodb-down', false);
    expect(await statusOf(another.number)).toBeUndefined();
    await caller.hangsUp();
  });

  it.each(['asked for the number', 'at the number', 'at Mindful'])(
    'who hangs up when %s leaves nothing behind',
    async (moment) => {
      const another = anotherNumber();
      const caller = await isOffered();
      if (moment === 'asked for the number') await caller.presses('3');
      else await keysIn(caller, another);
      if (moment === 'at Mindful') await caller.presses('1');
      await caller.hangsUp();
      await caller.waits(30);
      expect(await statusOf(another.number)).toBe(moment === 'at Mindful' ? 'cancelled' : undefined);
      expect(openTasks(caller)).toEqual([]);
      caller.wentWell();
    },
  );
});

describe('somebody who has keyed in three numbers today', () => {
  it('hears so at the fourth, and holds', async () => {
    const from = newNumber();
    for (let time = 1; time <= 3; time += 1) {
      const caller = await dials(from);
      await keysIn(caller, anotherNumber());
      await caller.presses('1');
      await caller.isOver(60);
    }
    const caller = await dials(from);
    await keysIn(caller, anotherNumber());
    await caller.presses('1');
    await caller.hears(/no more callbacks can be arranged this way today/i, 5);
    await toTheQueue(caller);
    await caller.hangsUp();
  });
});

describe('when Mindful is busy', () => {
  it.each(places)('a caller with another number is put back into the queue, %s', async (place) => {
    centre().mindful.change({ behaviour: 'busy' });
    const another = anotherNumber();
    const caller = await isOfferedAt(place);
    await keysIn(caller, another);
    await caller.presses('1');
    await caller.hears(/could not arrange a callback/, 60);
    await toTheQueue(caller);
    expect(await statusOf(another.number)).toBe('refused');
    await caller.hangsUp();
    await centre().clock.advance(70);
  });
});
