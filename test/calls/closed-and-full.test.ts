import { afterEach, describe, expect, it } from '@jest/globals';
import { faultNames } from '../../local/world/faults/faults.ts';
import { ACCOUNT_SID, writtenConfiguration } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const shut = { timeZone: 'America/New_York', weekly: { sunday: ['03:00-03:01'] } };
const [support] = writtenConfiguration().queues;

function queue(name: string, last: number, policy: object) {
  const sid = (prefix: string) => `${prefix}${'0'.repeat(31)}${last}`;
  return {
    name,
    numbers: [`+1415555020${last}`],
    taskRouter: { workspaceSid: `WS${'0'.repeat(31)}1`, workflowSid: sid('WW'), taskQueueSid: sid('WQ') },
    callTarget: { number: `+1330555010${last}` },
    policy,
  };
}

const centre = useContactCentre({
  written: {
    accountSid: ACCOUNT_SID,
    queues: [
      support,
      queue('always', 2, { openingHours: shut }),
      queue('says', 3, { openingHours: shut, whenClosed: { kind: 'say' } }),
      queue('redirects', 4, {
        openingHours: shut,
        whenClosed: { kind: 'redirect', url: 'https://fallback.localhost/queues/support' },
      }),
    ],
  },
});

afterEach(async () => {
  for (const name of faultNames) centre().faults.set(name, false);
  await staff(centre(), 0);
  await centre().clock.advance(70);
});

describe('outside opening hours', () => {
  it('a queue that takes callers all the same makes no offer', async () => {
    await forceWait(centre(), 600, 'always');
    const caller = await Phone.dial(centre(), undefined, '+14155550202');
    await caller.isPutInTheQueue(1);
    caller.neverHeard(/press 1/);
    await caller.hangsUp();
    caller.wentWell();
  });

  it('a queue that says so hears the sentence, and the call ends', async () => {
    const caller = await Phone.dial(centre(), undefined, '+14155550203');
    await caller.hears(/We are closed/, 1);
    await caller.isOver(20);
    expect(caller.record.endedBy).toBe('document');
    caller.wentWell();
  });

  it('a queue that redirects hands the caller to its document', async () => {
    const caller = await Phone.dial(centre(), undefined, '+14155550204');
    expect(caller.record.webhooks.at(-1)?.url).toMatch(/^https:\/\/fallback\.localhost\/queues\/support/);
    await caller.isPutInTheQueue(1);
    await caller.hangsUp();
    caller.wentWell();
  });
});

describe('a caller who falls out of the queue', () => {
  it.each(['queue-error', 'queue-system-error'] as const)('by %s is back within seconds, with music', async (fault) => {
    await forceWait(centre(), 10);
    centre().faults.set(fault, true);
    const caller = await Phone.dial(centre());
    await caller.isPutInTheQueue(5);
    await caller.hears(/music/, 5);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 30);
    await caller.isOver(300);
  });

  it('because TaskRouter gave the task up is queued again', async () => {
    await forceWait(centre(), 10);
    const caller = await Phone.dial(centre());
    await caller.isPutInTheQueue(1);
    const [task] = centre().floors.get('support')?.tasks() ?? [];
    centre().taskRouter.cancelTask({ sid: task?.sid ?? '', reason: 'Task TTL Exceeded' }, centre().clock.nowMs());
    centre().taskRouterChanged();
    await caller.waits(60);
    expect(caller.record.taskSids).toHaveLength(2);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 30);
    await caller.isOver(300);
    caller.wentWell();
  });
});

describe('a caller who finds the queue full', () => {
  it('waits for room and gets in', async () => {
    await forceWait(centre(), 10);
    centre().faults.set('queue-full', true);
    const caller = await Phone.dial(centre());
    await caller.hears(/All lines are taken/, 1);
    await caller.isPutInTheQueue(40);
    await staff(centre(), 1);
    await caller.reaches('talking to an agent', 30);
    await caller.isOver(300);
    caller.wentWell();
  });

  it('is offered a callback where there may be one', async () => {
    await forceWait(centre(), 60);
    centre().faults.set('queue-full', true);
    const caller = await Phone.dial(centre());
    await caller.hears(/All lines are taken/, 1);
    await caller.hangsUp();

    await forceWait(centre(), 600);
    const other = await Phone.dial(centre());
    await other.hears(/press 1/, 1);
    await other.presses('2');
    await other.hears(/press 1/, 5);
    await other.presses('1');
    await other.reaches('at Mindful', 30);
    await other.hangsUp();
  });
});

describe('a call that somebody else has taken over', () => {
  it.each(['queue-bridging-in-process', 'queue-redirected', 'queue-redirected-from-bridged'] as const)(
    'with %s gets no more documents from here',
    async (fault) => {
      await forceWait(centre(), 10);
      centre().faults.set(fault, true);
      const caller = await Phone.dial(centre());
      expect(caller.documents('left-queue').at(-1)).toMatch(/<Response\/>/);
      caller.wentWell();
    },
  );
});
