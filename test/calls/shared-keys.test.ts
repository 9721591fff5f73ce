import { describe, expect, it } from '@jest/globals';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

/** Accepts a callback, is called back, and talks to an agent. */
async function callAndCallback(centre: ReturnType<ReturnType<typeof useContactCentre>>): Promise<void> {
  await staff(centre, 0);
  await forceWait(centre, 421);
  const caller = await Phone.dial(centre);
  await caller.hears(/about 8 minutes/);
  await caller.presses('1');
  await caller.reaches('at Mindful', 30);
  await caller.isOver(120);
  caller.wentWell();
  await staff(centre, 1);
  await centre.clock.advance(3600);
  const [returnCall] = centre.twilio.list().filter(({ to }) => to.startsWith('sip:return-support@'));
  expect(returnCall?.endedBy).toBe('agent');
  expect(returnCall?.faults).toEqual([]);
  expect(centre.logs.latest(1000).filter(({ line }) => JSON.stringify(line).includes('CB20'))).toEqual([]);
}

describe('T1: a call whose webhooks a SharedKey signs', () => {
  const centre = useContactCentre();

  it('is offered a callback, called back and connected, as with the auth token', async () => {
    const answer = await fetch(`${centre().url}/control/twilio`, {
      method: 'PUT',
      body: JSON.stringify({ signWith: 'shared-key' }),
    });
    expect(await answer.json()).toMatchObject({ signWith: 'shared-key' });
    await callAndCallback(centre());
  });
});

describe('T15: a call at a service that knows no auth token', () => {
  const centre = useContactCentre({ withoutAuthToken: true });

  it('goes the same way: a SharedKey signs, and TaskRouter is asked with an API key', () => callAndCallback(centre()));
});
