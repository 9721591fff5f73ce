import { describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { documentOverrides } from '../../lambdas/routes.ts';
import { defaultAuthToken } from '../../local/contact-centre.ts';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';

const centre = useContactCentre();

/** What Studio's HTTP Request widget posts: the caller's number, signed like every webhook. */
async function askDecision(from: string) {
  const path = '/queues/support/wait-time';
  const form = { From: from };
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': getExpectedTwilioSignature(defaultAuthToken, `https://localhost${path}`, form),
  };
  const response = await fetch(`${centre().url}${path}`, { method: 'POST', headers, body: new URLSearchParams(form) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe('a Studio flow that asks for the decision', () => {
  it('gets the wait under the name of the guide, the phrase to say and where to send who accepts', async () => {
    await forceWait(centre(), 421);
    const { status, headers, body } = await askDecision('+14155551234');
    expect(status).toBe(200);
    // A browser cannot sign a request, so nothing is said to one.
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(body).toEqual({
      avgTaskAcceptanceTime: 421,
      offer: true,
      decision: 'ask',
      phrase: 'about 8 minutes',
      question:
        'The wait for an agent is about 8 minutes. To keep your place and be called back, press 1. To hold, press 2 or stay on the line.',
      waitSeconds: 421,
      transferUrl: `https://localhost/queues/support/transfer?wait=421${documentOverrides}`,
    });
  });

  it('learns why a caller gets no offer', async () => {
    await forceWait(centre(), 421);
    expect((await askDecision('anonymous')).body).toMatchObject({ offer: false, because: 'caller-withheld' });
    await forceWait(centre(), 120);
    expect((await askDecision('+14155551234')).body).toMatchObject({ offer: false, because: 'wait-short' });
  });

  it('gets null for an unknown wait, which is over no threshold', async () => {
    await centre().clock.advance(1);
    await forceWait(centre(), null);
    centre().faults.set('taskrouter-down', true);
    await centre().clock.advance(66);
    expect((await askDecision('+14155551234')).body).toMatchObject({
      avgTaskAcceptanceTime: null,
      because: 'wait-unknown',
    });
    centre().faults.set('taskrouter-down', false);
  });
});
