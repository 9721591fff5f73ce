import { beforeAll, describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { routeTargets, synthesizedTemplate } from '../lib/synthesized-stack.ts';
import { ACCOUNT_SID, AUTH_TOKEN } from '../support/builders.ts';
import { useContactCentre } from '../support/contact-centre.ts';

const centre = useContactCentre();
const deployed = routeTargets(synthesizedTemplate());

/** What a stranger posts over HTTP to a route of the deployed stack. */
async function ask(routeKey: string, authToken: string | undefined): Promise<number> {
  const [method = '', template = ''] = routeKey.split(' ');
  const path = template.replace('{queue}', 'support');
  const form = {
    AccountSid: ACCOUNT_SID,
    CallSid: `CA${'0'.repeat(31)}1`,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: '+14155550123',
    To: '+14155550100',
    Digits: '1',
  };
  const isGet = method === 'GET';
  const headers = new Headers(isGet ? {} : { 'content-type': 'application/x-www-form-urlencoded' });
  if (authToken) {
    const url = `https://localhost${path}`;
    headers.set('x-twilio-signature', getExpectedTwilioSignature(authToken, url, isGet ? {} : form));
  }
  const body = isGet ? null : new URLSearchParams(form).toString();
  return (await fetch(`${centre().url}${path}`, { method, headers, body })).status;
}

describe('a stranger who asks every route of the stack', () => {
  let before = 0;
  beforeAll(() => {
    before = centre().dynamoRequestCount();
  });

  it.each(deployed.map(({ key }) => key))(
    '%s: 403 unsigned, 403 wrongly signed, and no request to DynamoDB',
    async (key) => {
      expect(await ask(key, undefined)).toBe(403);
      expect(await ask(key, `${AUTH_TOKEN}x`)).toBe(403);
      expect(centre().dynamoRequestCount()).toBe(before);
    },
  );

  it('would have been counted, had Twilio signed', async () => {
    // The function remembers for a few seconds what it read when it started.
    await centre().clock.advance(6);
    const now = centre().dynamoRequestCount();
    expect(await ask('POST /queues/{queue}/incoming-call', '0123456789abcdef0123456789abcdef')).toBe(200);
    expect(centre().dynamoRequestCount()).toBeGreaterThan(now);
  });
});
