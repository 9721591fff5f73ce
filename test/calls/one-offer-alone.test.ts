import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const inQueueOffer = { afterSeconds: 30, everySeconds: 60, atMost: 2 };
const centre = useContactCentre({ policy: { offerBeforeQueue: false, inQueueOffer } });

beforeEach(() => forceWait(centre(), 421));
afterEach(() => centre().clock.advance(120));

async function override(policy: object): Promise<void> {
  const response = await fetch(`${centre().url}/control/queues/support/policy`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(policy),
  });
  expect(response.status).toBe(200);
  await centre().clock.advance(6);
}

describe('a queue that offers callbacks on hold alone', () => {
  it('lets its callers in at once, offers them a callback there, and keeps the promise', async () => {
    const caller = await Phone.dial(centre());
    await caller.isPutInTheQueue(1);
    caller.neverHeard(/press 1/);
    await caller.hears(/called back in about .* press 1/, 60);
    await caller.presses('1');
    await caller.reaches('at Mindful', 30);
    await caller.isOver();
    caller.wentWell();
  });

  it('offers them before the queue alone when the operator turns both switches', async () => {
    await override({ offerBeforeQueue: true, offerOnHold: false });
    const caller = await Phone.dial(centre());
    await caller.hears(/The wait for an agent is about 8 minutes/, 1);
    await caller.presses('2');
    await caller.isPutInTheQueue(1);
    await caller.waits(200);
    expect(caller.heard().filter((text) => /press 1/.test(text))).toHaveLength(1);
    await caller.hangsUp();
    await override({});
  });
});
