import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { beforeQueueFlow, onHoldFlow } from '../../bin/studio/flows.ts';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { type ContactCentre, defaultAuthToken, startContactCentre } from '../../local/contact-centre.ts';
import { serviceOrigin } from '../../local/wiring/twilio-account.ts';
import { ACCOUNT_SID, NOON_MS } from '../support/builders.ts';
import { forceWait, staff } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { anotherNumber, type KeyedNumber, keysIn } from '../support/keyed-number.ts';
import { callbacksOf, sayFirstYes } from '../support/mindful-centre.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { newNumber, Phone } from '../support/phone.ts';
import { flowUrl, startStudio, studioOrigin } from '../support/studio-flow.ts';
import { testBundles } from '../support/test-bundles.ts';

const places = { 'before the queue': '+14155550196', 'on hold': '+14155550198' } as const;

const written = queueWithMindful({
  policy: { anotherNumber: 'everybody', inQueueOffer: { afterSeconds: 30, everySeconds: 60, atMost: 2 } },
});
const queues = written.queues.map((one) => ({ ...one, callableCountries: ['US'] }));
const reading = checkConfiguration({ ...written, queues });
if (!reading.ok) throw new Error(reading.problems.join('\n'));
const { configuration } = reading;
const [queue] = configuration.queues;
if (!queue) throw new Error('no queue');
const options = { queue, apiUrl: serviceOrigin, voiceChannelSid: `TC${'0'.repeat(32)}` };

let centre: ContactCentre;
let stop = async () => {};
beforeAll(async () => {
  const studio = await startStudio({
    flows: { before: beforeQueueFlow(options), onHold: onHoldFlow(options) },
    accountSid: ACCOUNT_SID,
    authToken: defaultAuthToken,
    ask: (url, request) => fetch(url.replace(serviceOrigin, centre.url), request),
  });
  const number = (phone: string, name: string) => ({
    phoneNumber: phone,
    voiceUrl: flowUrl(ACCOUNT_SID, name),
    voiceFallbackUrl: `${flowUrl(ACCOUNT_SID, name)}?FlowEvent=fail`,
  });
  centre = await startContactCentre({
    ...{ configuration, startMs: NOON_MS, bundles: testBundles },
    elsewhere: {
      ...{ origin: studioOrigin, httpOrigin: studio.httpOrigin, sipDomains: [] },
      numbers: [number(places['before the queue'], 'before'), number(places['on hold'], 'onHold')],
    },
  });
  stop = async () => {
    await centre.stop();
    await studio.stop();
  };
  for (const floor of centre.floors.values()) floor.change({ agents: 0, handleSeconds: 60 });
  await sayFirstYes(centre, places['before the queue']);
});
afterAll(() => stop());

beforeEach(async () => {
  centre.mindful.change({ behaviour: 'normal', requestAnswer: 'normal', callbackAfterSeconds: 600 });
  await centre.clock.advance(700);
  await forceWait(centre, 421);
});
afterEach(() => staff(centre, 0));

const { statusOf, atMindful } = callbacksOf(() => centre);

describe.each(Object.entries(places))('another number in a Studio flow, %s', (_, address) => {
  async function isOffered(): Promise<Phone> {
    const caller = await Phone.dial(centre, newNumber(), address);
    await caller.hears(/on another number, press 3/, 90);
    return caller;
  }

  it.each(['transfer', 'api'] as const)(
    'is keyed in, heard back, confirmed, registered by %s and called',
    async (way) => {
      const operator = { policy: { registerBy: way }, by: 'test', why: 'test' };
      await centre.queueStates.putOperator('support', { ...operator, untilMs: centre.clock.nowMs() + 600_000 });
      await centre.clock.advance(6);
      const another = anotherNumber();
      const caller = await isOffered();
      await keysIn(caller, another);
      await caller.presses('1');
      await caller.hears(/We will call you back/, 60);
      await caller.isOver(60);
      caller.wentWell();
      expect(caller.record.transcript.some(({ kind }) => kind === 'rings')).toBe(way === 'transfer');
      expect([await statusOf(another.number), await statusOf(caller.record.from)]).toEqual(['registered', undefined]);
      expect([atMindful(another.number), atMindful(caller.record.from)]).toEqual([['waiting'], []]);
      await staff(centre, 5);
      await centre.clock.advance(900);
      expect(await statusOf(another.number)).toBe('answered');
    },
  );

  const mistakes: Record<string, (caller: Phone, another: KeyedNumber) => Promise<void>> = {
    'says nothing when asked for the number': (caller) => caller.presses('3'),
    'keys in half a number, twice': async (caller) => {
      await caller.presses('3');
      await caller.presses('415#');
      await caller.hears(/not a complete phone number/, 10);
      await caller.presses('415#');
      await caller.hears(/not a complete phone number/, 10);
    },
    'says nothing when the number is heard back': keysIn,
    'presses a wrong key then, twice': async (caller, another) => {
      await keysIn(caller, another);
      await caller.presses('7');
      await caller.hears(another.spoken, 10);
      await caller.presses('8');
    },
  };

  it.each(Object.entries(mistakes))('who %s waits in Flex, and an agent answers', async (_, errs) => {
    const sinceMs = centre.clock.nowMs();
    const another = anotherNumber();
    const caller = await isOffered();
    await errs(caller, another);
    await caller.isPutInTheQueue(60);
    expect(counted(centre, 'OfferAccepted', sinceMs)).toBe(0);
    await staff(centre, 1);
    await caller.reaches('talking to an agent', 120);
    caller.wentWell();
  });

  it.each(['asked for the number', 'at the number', 'at Mindful'])(
    'who hangs up when %s is not called',
    async (moment) => {
      const another = anotherNumber();
      const caller = await isOffered();
      if (moment === 'asked for the number') await caller.presses('3');
      else await keysIn(caller, another);
      if (moment === 'at Mindful') await caller.presses('1');
      await caller.hangsUp();
      await centre.clock.advance(30);
      // No status callback of this service's is on a flow's own number: such a record lapses.
      expect(await statusOf(another.number)).toBe(moment === 'at Mindful' ? 'requested' : undefined);
      expect(atMindful(another.number)).toEqual([]);
    },
  );

  it('is not called when Mindful refuses: its caller is back in line', async () => {
    centre.mindful.change({ behaviour: 'busy' });
    const another = anotherNumber();
    const caller = await isOffered();
    await keysIn(caller, another);
    await caller.presses('1');
    await caller.hears(/could not arrange a callback/, 60);
    await caller.isPutInTheQueue(15);
    expect(await statusOf(another.number)).toBe('refused');
    expect(atMindful(another.number)).toEqual([]);
    await caller.hangsUp();
  });
});
