import { afterEach, describe, expect, it } from '@jest/globals';
import { writtenConfiguration } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { Phone } from '../support/phone.ts';

/** Two queues that share the address to which Mindful calls back; one whose agents are called first. */
function sharedAddress() {
  const written = writtenConfiguration({ inQueueOffer: { atMost: 0 } });
  const [support] = written.queues;
  if (!support) throw new Error('no queue');
  const shared = { returnSipUser: 'return-all', queueHeaderName: 'x-callback-queue', agentAnswer: true };
  const billing = {
    ...support,
    name: 'billing',
    numbers: ['+14155550101'],
    returnNumbers: [],
    taskRouter: {
      ...support.taskRouter,
      workflowSid: `WW${'0'.repeat(31)}2`,
      taskQueueSid: `WQ${'0'.repeat(31)}2`,
    },
    callTarget: { number: '+13305550101', firstPartyCalled: 'agent', ...shared },
  };
  return { ...written, queues: [{ ...support, callTarget: { ...support.callTarget, ...shared } }, billing] };
}

const centre = useContactCentre({ written: sharedAddress() });

afterEach(async () => {
  centre().mindful.change({ waitsForAgentAnswer: false });
  for (const queue of ['support', 'billing']) await staff(centre(), 0, queue);
});

async function accepts(queue: 'support' | 'billing', callbackAfterSeconds = 100): Promise<Phone> {
  centre().mindful.change({ callbackAfterSeconds });
  await forceWait(centre(), 300, queue);
  const caller = await Phone.dial(centre(), undefined, queue === 'support' ? '+14155550100' : '+14155550101');
  await caller.hears(/press 1/, 1);
  await caller.presses('1');
  await caller.isOver();
  caller.wentWell();
  return caller;
}

const tasks = (queue: string) => centre().floors.get(queue)?.tasks() ?? [];
const returned = () =>
  centre()
    .twilio.list()
    .filter(({ to }) => to.startsWith('sip:return-all@'))
    .at(-1);

describe('an address that two queues share', () => {
  it.each(['support', 'billing'] as const)('brings a customer of %s back to that queue', async (queue) => {
    const caller = await accepts(queue);
    await centre().clock.advance(150);
    expect(tasks(queue)[0]).toMatchObject({ priority: 5, attributes: { queue, customerPhone: caller.record.from } });
    expect(returned()?.faults).toEqual([]);
    await staff(centre(), 1, queue);
    await centre().clock.advance(300);
  });
});

describe('while the return call waits for an agent', () => {
  it('a customer who is there already hears a sentence and music', async () => {
    await accepts('support');
    await centre().clock.advance(150);
    expect(
      returned()
        ?.transcript.map(({ text }) => text)
        .join(),
    ).toMatch(/Thank you for your patience.*mp3/);
    await staff(centre(), 1, 'support');
    await centre().clock.advance(300);
  });

  it("Mindful's machine, when agents come first, hears nothing", async () => {
    await accepts('billing');
    await centre().clock.advance(150);
    const kinds = new Set(returned()?.transcript.map(({ kind }) => kind));
    expect(kinds.has('says')).toBe(false);
    expect(kinds.has('plays')).toBe(false);
    await staff(centre(), 1, 'billing');
    await centre().clock.advance(300);
  });
});

describe('when an agent accepts a return call', () => {
  it('Mindful is told and connects the customer, with one token for all', async () => {
    centre().mindful.change({ waitsForAgentAnswer: true });
    const sinceMs = centre().clock.nowMs();
    const tokensBefore = centre().mindful.tokensIssued;
    for (const queue of ['billing', 'support', 'billing'] as const) {
      await accepts(queue);
      await centre().clock.advance(150);
      await staff(centre(), 1, queue);
      await centre().clock.advance(10);
      expect(centre().mindful.callbacks().at(-1)?.state).toBe('talking');
      await centre().clock.advance(120);
      await staff(centre(), 0, queue);
    }
    expect(counted(centre(), 'AgentAnswerTold', sinceMs)).toBe(3);
    expect(centre().mindful.tokensIssued - tokensBefore).toBeLessThanOrEqual(1);
  });

  it('and Mindful cannot be told, the callback counts as answered all the same', async () => {
    const sinceMs = centre().clock.nowMs();
    await accepts('support');
    await centre().clock.advance(150);
    centre().faults.set('mindful-down', true);
    await staff(centre(), 1, 'support');
    await centre().clock.advance(60);
    centre().faults.set('mindful-down', false);
    expect(counted(centre(), 'AgentAnswerNotTold', sinceMs)).toBe(1);
    expect(counted(centre(), 'CallbackAnswered', sinceMs)).toBe(1);
  });
});
