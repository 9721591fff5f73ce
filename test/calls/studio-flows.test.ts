import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { beforeQueueFlow, onHoldFlow, returnFlow } from '../../bin/studio/flows.ts';
import type { Flow } from '../../bin/studio/widgets.ts';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { inLanguage } from '../../lambdas/domain/queue-config.ts';
import { type ContactCentre, defaultAuthToken, startContactCentre } from '../../local/contact-centre.ts';
import { mindfulAddresses } from '../../local/mindful/addresses.ts';
import { serviceOrigin } from '../../local/wiring/twilio-account.ts';
import { ACCOUNT_SID, configuration, NOON_MS } from '../support/builders.ts';
import { forceWait, staff } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { newNumber, Phone } from '../support/phone.ts';
import { flowUrl, startStudio, studioOrigin } from '../support/studio-flow.ts';
import { testBundles } from '../support/test-bundles.ts';

const BEFORE_QUEUE = '+14155550196';
const BEFORE_QUEUE_IN_SPANISH = '+14155550197';
const ON_HOLD = '+14155550198';
const BEFORE_QUEUE_CHOSEN = '+14155550194';
const ON_HOLD_CHOSEN = '+14155550195';
const OWN_DOMAIN = 'own.sip.twilio.com';

const inQueueOffer = { afterSeconds: 30, everySeconds: 60, atMost: 2 };
const config = configuration({ inQueueOffer, taskTimeoutSeconds: 600 }, { languages: ['es-US'] });
const [queue] = config.queues;
const [spanish] = configuration({ language: 'es-US' }).queues;
if (!queue || !spanish) throw new Error('no queue');
const options = { queue, apiUrl: serviceOrigin, voiceChannelSid: `TC${'0'.repeat(32)}` };
const chosen = inLanguage(queue, 'es-US', config);
const flows: Record<string, Flow> = {
  before: beforeQueueFlow(options),
  beforeInSpanish: beforeQueueFlow({ ...options, queue: spanish }),
  onHold: onHoldFlow(options),
  beforeChosen: beforeQueueFlow({ ...options, queue: chosen }),
  onHoldChosen: onHoldFlow({ ...options, queue: chosen }),
  return: returnFlow(options),
};

let centre: ContactCentre;
let stop = async () => {};
beforeAll(async () => {
  const studio = await startStudio({
    flows,
    accountSid: ACCOUNT_SID,
    authToken: defaultAuthToken,
    ask: (url, request) => fetch(url.replace(serviceOrigin, centre.url), request),
  });
  const number = (phoneNumber: string, name: string) => ({
    phoneNumber,
    voiceUrl: flowUrl(ACCOUNT_SID, name),
    voiceFallbackUrl: `${flowUrl(ACCOUNT_SID, name)}?FlowEvent=fail`,
  });
  const domain = { sid: `SD${'0'.repeat(31)}2`, domainName: OWN_DOMAIN, allowedSourceIps: mindfulAddresses };
  centre = await startContactCentre({
    ...{ configuration: config, startMs: NOON_MS, bundles: testBundles },
    elsewhere: {
      origin: studioOrigin,
      httpOrigin: studio.httpOrigin,
      numbers: [
        number(BEFORE_QUEUE, 'before'),
        number(BEFORE_QUEUE_IN_SPANISH, 'beforeInSpanish'),
        number(ON_HOLD, 'onHold'),
        number(BEFORE_QUEUE_CHOSEN, 'beforeChosen'),
        number(ON_HOLD_CHOSEN, 'onHoldChosen'),
      ],
      sipDomains: [{ ...domain, ...number('', 'return') }],
    },
  });
  stop = async () => {
    await centre.stop();
    await studio.stop();
  };
  for (const floor of centre.floors.values()) floor.change({ agents: 0, handleSeconds: 60 });
});
afterAll(() => stop());

beforeEach(async () => {
  centre.mindful.change({ behaviour: 'normal', callbackAfterSeconds: 9999 });
  centre.faults.set('service-down', false);
  await centre.clock.advance(120);
  await forceWait(centre, 421);
});

const recordOf = (number: string) => {
  const caller = parsePhoneNumber(number);
  if (!caller) throw new Error(`${number} is no number`);
  return centre.callbacks.find(caller, 'support');
};
const tasksOf = ({ record }: Phone) =>
  record.taskSids.map((sid) =>
    centre.floors
      .get('support')
      ?.tasks()
      .find((task) => task.sid === sid),
  );

describe('a caller in the flow before the queue', () => {
  it('hears whole sentences, and a yes is counted once', async () => {
    const sinceMs = centre.clock.nowMs();
    const caller = await Phone.dial(centre, newNumber(), BEFORE_QUEUE);
    await caller.hears(/^The wait for an agent is about 8 minutes\. To keep your place and be called back, press 1\./);
    await caller.presses('1');
    await caller.isOver();
    expect(await recordOf(caller.record.from)).toMatchObject({ quotedWaitSeconds: 421 });
    expect(counted(centre, 'OfferAccepted', sinceMs)).toBe(1);
    caller.wentWell();
  });

  it('hears them in the language of the queue', async () => {
    const { language, voice } = spanish.policy;
    const override = { policy: { language, voice }, by: 'test', why: 'test' };
    await centre.queueStates.putOperator('support', { ...override, untilMs: centre.clock.nowMs() + 60_000 });
    await centre.clock.advance(6);
    const caller = await Phone.dial(centre, newNumber(), BEFORE_QUEUE_IN_SPANISH);
    await caller.hears(/^El tiempo de espera es de aproximadamente 8 minutos\. .* oprima 1\./);
    await caller.hangsUp();
    caller.wentWell();
  });

  it('calls again while the callback is open, hears when it is due, and keeps it', async () => {
    const from = newNumber();
    const first = await Phone.dial(centre, from, BEFORE_QUEUE);
    await first.hears(/press 1/);
    await first.presses('1');
    await first.isOver();
    const asking = { policy: { callingAgain: 'ask' as const }, by: 'test', why: 'test' };
    await centre.queueStates.putOperator('support', { ...asking, untilMs: centre.clock.nowMs() + 60_000 });
    await centre.clock.advance(6);
    const again = await Phone.dial(centre, from, BEFORE_QUEUE);
    await again.hears(/We will call you back in about .* minutes\. To keep that and hang up, press 1\./);
    again.neverHeard(/not one of the choices/);
    await again.presses('1');
    await again.hears(/Your callback stands/);
    await again.isOver();
    again.wentWell();
  });

  it.each(['2', ''])('who presses "%s" waits in Flex', async (key) => {
    const caller = await Phone.dial(centre, newNumber(), BEFORE_QUEUE);
    await caller.hears(/press 1/);
    if (key !== '') await caller.presses(key);
    await caller.isPutInTheQueue();
    await caller.hangsUp();
    caller.wentWell();
  });

  it('waits in Flex when this service does not answer', async () => {
    centre.faults.set('service-down', true);
    const caller = await Phone.dial(centre, newNumber(), BEFORE_QUEUE);
    await caller.isPutInTheQueue();
    caller.neverHeard(/press 1/);
    await caller.hangsUp();
  });
});

describe('a caller whose flow is in a chosen language', () => {
  it('is asked and registered in it, and the record knows', async () => {
    const caller = await Phone.dial(centre, newNumber(), BEFORE_QUEUE_CHOSEN);
    await caller.hears(/^El tiempo de espera es de aproximadamente 8 minutos\./);
    await caller.presses('1');
    await caller.hears(/^Gracias\. Un momento, por favor\./, 10);
    await caller.isOver();
    expect(await recordOf(caller.record.from)).toMatchObject({ language: 'es-US' });
    caller.wentWell();
  });

  it('holds in it, and an agent sees it', async () => {
    const caller = await Phone.dial(centre, newNumber(), ON_HOLD_CHOSEN);
    await caller.hears(/^Por favor espere/, 30);
    expect(tasksOf(caller)).toMatchObject([{ attributes: { language: 'es-US' } }]);
    await caller.hears(/^En lugar de esperar/, 120);
    await caller.presses('1');
    await caller.hears(/^Gracias\. Un momento, por favor\./, 30);
    await caller.isOver();
    caller.wentWell();
  });
});

describe('a caller in the flow on hold', () => {
  /** In the order in which agents take them. */
  const waiting = () =>
    (centre.floors.get('support')?.tasks() ?? [])
      .filter(({ status }) => status === 'pending' || status === 'reserved')
      .map(({ attributes }) => attributes['from']);

  async function sayingYes(): Promise<Phone> {
    const caller = await Phone.dial(centre, newNumber(), ON_HOLD);
    await caller.isPutInTheQueue();
    await caller.hears(/press 1/, 120);
    await caller.presses('1');
    return caller;
  }

  it('who says yes is counted once, goes to Mindful and leaves no task behind', async () => {
    const sinceMs = centre.clock.nowMs();
    centre.faults.set('leave-keeps-task', true);
    const caller = await sayingYes();
    await caller.reaches('at Mindful', 30);
    await caller.isOver();
    centre.faults.set('leave-keeps-task', false);
    expect(counted(centre, 'OfferAccepted', sinceMs)).toBe(1);
    expect(counted(centre, 'LeftTaskCanceled', sinceMs)).toBe(1);
    expect(waiting()).toEqual([]);
    expect(await recordOf(caller.record.from)).toMatchObject({ quotedWaitSeconds: 421 });
    caller.wentWell();
  });

  it('whom Mindful does not take is back in the same place in line', async () => {
    const first = await Phone.dial(centre, newNumber(), ON_HOLD);
    await first.hears(/press 1/, 120);
    const second = await Phone.dial(centre, newNumber(), ON_HOLD);
    await second.isPutInTheQueue();
    centre.mindful.change({ behaviour: 'busy' });
    await first.presses('1');
    await first.hears(/could not arrange a callback/, 60);
    await first.isPutInTheQueue(10);
    await first.waits(2);
    expect(waiting()).toEqual([first.record.from, second.record.from]);
    await first.hangsUp();
    await second.hangsUp();
    first.wentWell();
  });

  it('whose task is given up is queued again, and not sent to Mindful without a yes', async () => {
    const caller = await Phone.dial(centre, newNumber(), ON_HOLD);
    await caller.isPutInTheQueue();
    await caller.waits(660);
    expect(caller.documents('left-queue').at(-1)).toContain('<Enqueue');
    expect(caller.record.taskSids).toHaveLength(2);
    expect(await recordOf(caller.record.from)).toBeUndefined();
    await caller.hangsUp();
    caller.wentWell();
  });

  it('who has talked to an agent is done', async () => {
    const caller = await Phone.dial(centre, newNumber(), ON_HOLD);
    await caller.isPutInTheQueue();
    await staff(centre, 1);
    await caller.reaches('talking to an agent', 30);
    await caller.isOver(300);
    await staff(centre, 0);
    expect(caller.documents('left-queue')).toEqual([]);
    caller.wentWell();
  });

  it.each(['queue-error', 'queue-system-error', 'queue-full'] as const)('is queued again after %s', async (fault) => {
    centre.faults.set(fault, true);
    const caller = await Phone.dial(centre, newNumber(), ON_HOLD);
    await caller.isPutInTheQueue(120);
    centre.faults.set(fault, false);
    await caller.hangsUp();
    caller.wentWell();
  });

  it('waits in Flex when the queue fails and this service does not answer', async () => {
    centre.faults.set('queue-system-error', true);
    centre.faults.set('service-down', true);
    const caller = await Phone.dial(centre, newNumber(), ON_HOLD);
    await caller.isPutInTheQueue(120);
    centre.faults.set('queue-system-error', false);
    await caller.hangsUp();
  });
});

describe('a return call in its flow', () => {
  async function returning(number: string): Promise<Phone> {
    const answer = centre.twilio.sipCall({
      ...{ to: `sip:anything@${OWN_DOMAIN}`, from: 'sip:+13305550100@54.165.17.177', sourceIp: mindfulAddresses[0] },
      headers: { 'x-user-to-user': number },
    });
    await centre.clock.settle();
    const record = 'callSid' in answer ? centre.twilio.get(answer.callSid) : undefined;
    if (!record) throw new Error('the domain refused the call');
    return new Phone(centre, record);
  }

  it('is ahead of the queue, and keeps the promise when an agent takes it', async () => {
    const caller = await Phone.dial(centre, newNumber(), BEFORE_QUEUE);
    await caller.hears(/press 1/);
    await caller.presses('1');
    await caller.isOver();
    const returned = await returning(caller.record.from);
    await returned.isPutInTheQueue();
    expect(tasksOf(returned)).toMatchObject([{ priority: 5, attributes: { customerPhone: caller.record.from } }]);
    await staff(centre, 1);
    await returned.reaches('talking to an agent', 30);
    expect(await recordOf(caller.record.from)).toMatchObject({ status: 'answered' });
    await returned.isOver(300);
    await staff(centre, 0);
    returned.wentWell();
  });

  it('is ahead of the queue again when the queue fails', async () => {
    centre.faults.set('queue-system-error', true);
    const returned = await returning(newNumber());
    await returned.isPutInTheQueue(120);
    centre.faults.set('queue-system-error', false);
    expect(tasksOf(returned)).toMatchObject([{ priority: 5 }]);
    await returned.hangsUp();
  });
});
