import { expect, it } from '@jest/globals';
import { functionSettings } from '../../lib/function-settings.ts';

/** What Twilio gives a webhook with all its attempts. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
const TWILIO_SECONDS = 15;

/** A webhook's own bound, after which its safe answer is given. */
const OWN_BOUND_SECONDS = { voice: 3, events: 4 };

it.each(['voice', 'events'] as const)(
  '%s ends after its safe answer, and leaves Twilio time for two attempts',
  (name) => {
    const { timeoutSeconds } = functionSettings[name];
    expect(timeoutSeconds).toBeGreaterThan(OWN_BOUND_SECONDS[name]);
    expect(2 * timeoutSeconds).toBeLessThan(TWILIO_SECONDS);
  },
);

it('a sample has ended before the next one begins', () =>
  expect(functionSettings.sampler.timeoutSeconds).toBeLessThan(60));
